import AWS
import Model
import Poll
import Rollout
import Store

/// Carries out orders in a process that does not poll, while no other process has the lease: roll backs and single
/// steps, and nothing that was not ordered.
struct StandInController: Sendable {
    private let polling: Polling
    private let store: SQLiteStore
    private let token: Int64
    private let work: Task<Void, Never>
    private let heart: Task<Void, Never>

    /// Takes the lease if it is free or its holder dead, and begins; `nil` when another process has it by now.
    ///
    /// - Parameter services: The names of those whose orders it carries out.
    static func take(
        _ configuration: Configuration, _ store: SQLiteStore, services: [String], patience: Duration
    ) throws -> StandInController? {
        let claim = LeaseClaim(
            holder: Operator.process, at: MachineClock().now(), identity: configuration.identity().only(services),
            configuration: configuration.stamp())
        let lease = try storing { () throws(StoreError) in try store.claimLease(claim) }
        guard let lease else { return nil }
        let polling = try Polling(configuration, store: store, log: { _ in })
        var times = ControllerTiming()
        times.patience = patience
        let controller = polling.controller(times: times, takesInitiative: false)
        let token = lease.token
        return StandInController(
            polling: polling, store: store, token: token,
            work: Task.detached { _ = await controller.run(token: token) },
            heart: Task.detached {
                while !Task.isCancelled {
                    // A beat that fails is made up for by the next, or the lease is lost and the work finds out.
                    _ = try? store.renewLease(token: token, at: MachineClock().now())
                    try? await Task.sleep(for: .seconds(Lease.pace))
                }
            })
    }

    /// Begins nothing more, and waits for nothing: the store fails.
    func abandon() {
        work.cancel()
        heart.cancel()
    }

    /// Ends the work in progress in a recorded state, and releases the lease.
    func end() async {
        work.cancel()
        await work.value
        heart.cancel()
        await heart.value
        // A lease that cannot be released expires ten seconds later.
        try? store.releaseLease(token: token)
        await polling.client.shutdown()
    }
}
