import FoundationEssentials
package import Model

/// The clock of the pollers. Tests and simulations have their own.
package protocol PollClock: Sendable {
    func now() -> Moment

    /// Returns after so many seconds of this clock, at once for 0 or less. Throws only when the task is cancelled.
    func sleep(seconds: Double) async throws(CancellationError)
}

extension PollClock {
    /// Returns when this clock has reached `moment`.
    func sleep(until moment: Moment) async throws(CancellationError) {
        try await sleep(seconds: moment.seconds(since: now()))
    }
}

/// The machine's clock.
package struct SystemClock: PollClock {
    package init() {}

    package func now() -> Moment { Moment(seconds: Date().timeIntervalSince1970) }

    package func sleep(seconds: Double) async throws(CancellationError) {
        do {
            try await Task.sleep(for: .seconds(max(0, seconds)))
        } catch {
            throw CancellationError()
        }
    }
}
