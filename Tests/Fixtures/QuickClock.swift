import AWS
package import Model
import Poll

/// A clock that runs `speed` times as fast as the machine's, from a moment on.
package struct QuickClock: PollClock {
    private let speed: Double
    private let begin = ContinuousClock.now
    private let start: Moment

    /// - Parameter start: By default the machine's present moment.
    package init(speed: Double, start: Moment = MachineClock().now()) {
        self.speed = speed
        self.start = start
    }

    package func now() -> Moment { start + (ContinuousClock.now - begin) / .seconds(1) * speed }

    package func sleep(seconds: Double) async throws(CancellationError) {
        do {
            try await Task.sleep(for: .seconds(max(0, seconds) / speed))
        } catch {
            throw CancellationError()
        }
    }
}
