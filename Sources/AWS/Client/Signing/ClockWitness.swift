import Model
import Synchronization

/// Passes questions on, and notes from the answers' `Date` how far this machine's clock is from AWS's.
package final class ClockWitness: RequestSender {
    private let sender: any RequestSender
    private let clock: any WallClock
    private let noted = Mutex<Double?>(nil)

    /// Listens to what `sender` is answered.
    package convenience init(_ sender: any RequestSender) { self.init(sender, clock: MachineClock()) }

    init(_ sender: any RequestSender, clock: any WallClock) {
        self.sender = sender
        self.clock = clock
    }

    /// Seconds by which this machine's clock was ahead at the newest answer that told the time, behind when negative;
    /// right to about a second, since that is what the header tells. `nil` before any answer did.
    package var offset: Double? { noted.withLock { $0 } }

    package func send(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> AWSResponse {
        do throws(AWSError) {
            let answer = try await sender.send(request, deadline: deadline)
            note(answer.header("date").flatMap(Moment.init(httpDate:)).map { clock.now().seconds(since: $0) })
            return answer
        } catch {
            note(error.clockOffset)
            throw error
        }
    }

    package func prepare(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> any PreparedRequest {
        try await sender.prepare(request, deadline: deadline)
    }

    private func note(_ offset: Double?) {
        if let offset { noted.withLock { $0 = offset } }
    }
}
