import Model
import Store

/// Reads what two weeks hold when polling begins, and once a day. It delays nothing.
struct FleetHistoryWatch: Sendable {
    let source: any FleetHistorySource
    let store: StoreThread
    let clock: any PollClock
    let failures: StoreFailures
    let token: Int64

    /// Seconds for one reading, and until the next try after one without a result.
    private static let (deadline, again) = (60.0, 600.0)

    /// Runs until the task is cancelled.
    ///
    /// - Parameter newest: When the history in the store was read; `nil` without one.
    func run(after newest: Moment?) async {
        if let newest {
            try? await clock.sleep(seconds: max(0, FleetHistory.pace - clock.now().seconds(since: newest)))
        }
        while !Task.isCancelled {
            let hasRead = await read()
            try? await clock.sleep(seconds: hasRead ? FleetHistory.pace : Self.again)
        }
    }

    /// Reads and stores it once. Returns whether anything was read.
    func read() async -> Bool {
        let found = await source.histories(at: clock.now(), deadline: .now + .seconds(Self.deadline))
        guard !Task.isCancelled, !found.isEmpty else { return false }
        do throws(StoreError) {
            try await Self.keep(found, in: store, token: token)
            return true
        } catch {
            failures.failed(error)
            return false
        }
    }

    /// Writes histories by service.
    static func keep(
        _ found: [String: FleetHistory], in store: StoreThread, token: Int64
    ) async throws(StoreError) {
        let judged = JudgedServices(fleets: found.mapValues { FleetRecord(history: $0) })
        guard !judged.isEmpty else { return }
        try await store.perform { store throws(StoreError) in try store.keep(judged, token: token) }
    }
}
