package import AWS
package import Model
package import Store
import Synchronization

/// Carries out the rollout in the process that has the lease: operators' orders, and automatic actions of the plan.
///
/// Each service is handled separately, so that one that hangs does not delay the others. It begins with the work of an
/// earlier holder: steps that were claimed and never confirmed.
package final class RolloutController: Sendable {
    /// Why it ended.
    package enum End: Sendable, Equatable {
        case cancelled
        /// Another process has the lease now.
        case fenced
    }

    private let context: ControllerContext
    /// The term whose runs are made one by one.
    private let term = Mutex<LeaseTerm?>(nil)

    /// - Parameters:
    ///   - sender: One that paces Route 53.
    ///   - holder: `user@host:pid`, as the lease names it.
    ///   - takesInitiative: Whether it does what nobody orders: automatic steps, the dead man, looking after changes
    ///     from outside. Without it, it only carries out orders and settles what was left open.
    ///   - clock: The machine's time, or a simulation's.
    ///   - account: The account of the credentials, if it is known.
    package init(
        configuration: Configuration, store: any StateStore, sender: any RequestSender, holder: String,
        takesInitiative: Bool = true, times: ControllerTiming = ControllerTiming(),
        clock: any WallClock, account: String? = nil
    ) {
        context = ControllerContext(
            configuration: configuration, identity: configuration.identity(account: account), sender: sender,
            // Threads separate from those of the polls and from each other: a roll back waits neither for the write of
            // a tick nor for the read of a board.
            store: StoreThread(store, label: "rollout"), boards: StoreThread(store, label: "rollout.board"),
            holder: holder, takesInitiative: takesInitiative, times: times, clock: clock)
    }

    /// Works until the task is cancelled or the store refuses `token`. Work in progress is brought to a recorded state.
    /// A roll back ordered before the end is tried once more, within ``ControllerTiming/writing`` and a reading.
    package func run(token: Int64) async -> End {
        let term = LeaseTerm(context, token: token)
        term.caller.expect()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await term.caller.ask(term.context) }
            while true {
                // Read before the orders, so that the last pass sees everything ordered until then.
                let isLast = Task.isCancelled
                for job in await term.dueJobs() where !isLast || job.duty.isUrgent {
                    guard term.begin(job, rests: true) else { continue }
                    group.addTask { await term.perform(job) }
                }
                if isLast || term.work.isFenced { break }
                if context.takesInitiative, term.work.beginInitiative() {
                    group.addTask {
                        _ = await term.takeInitiative()
                        try? await Task.sleep(for: term.context.times.initiative)
                        term.work.endInitiative()
                    }
                }
                try? await Task.sleep(for: context.times.orderPace)
            }
            if term.work.isFenced { group.cancelAll() }
        }
        return term.work.isFenced ? .fenced : .cancelled
    }

    /// Performs everything that is due now once, one job after the other. It waits only for AWS's responses and the
    /// store. What AWS has no capacity for, or has not propagated yet, is due again at the next run. Used where time
    /// passes in steps. Returns `false` when the store refuses `token`.
    package func turn(token: Int64) async -> Bool {
        let term = term.withLock { term in
            if let term, term.token == token { return term }
            let fresh = LeaseTerm(context, token: token, isTurned: true)
            term = fresh
            return fresh
        }
        await work(term)
        if context.takesInitiative, await term.takeInitiative() { await work(term) }
        return !term.work.isFenced
    }

    private func work(_ term: LeaseTerm) async {
        for job in await term.dueJobs() where !term.work.isFenced && term.begin(job, rests: false) {
            await term.perform(job)
        }
    }
}
