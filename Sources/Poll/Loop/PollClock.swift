package import AWS
package import Model

/// The time of day that the pollers live by, which can also be waited for; tests and simulations bring their own.
package protocol PollClock: WallClock {
    /// Returns after so many seconds of this clock, at once for none. Throws only when the task is cancelled.
    func sleep(seconds: Double) async throws(CancellationError)
}

extension PollClock {
    /// Returns when this clock has reached `moment`.
    func sleep(until moment: Moment) async throws(CancellationError) {
        try await sleep(seconds: moment.seconds(since: now()))
    }
}

extension MachineClock: PollClock {
    package func sleep(seconds: Double) async throws(CancellationError) {
        do {
            try await Task.sleep(for: .seconds(max(0, seconds)))
        } catch {
            throw CancellationError()
        }
    }
}
