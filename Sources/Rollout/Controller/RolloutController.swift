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

    private let means: ControllerContext
    /// The term whose runs are made one by one.
    private let shift = Mutex<LeaseTerm?>(nil)

    /// - Parameters:
    ///   - sender: One that paces Route 53.
    ///   - holder: `user@host:pid`, as the lease names it.
    ///   - takesInitiative: Whether it does what nobody orders: automatic steps, the dead man, looking after changes
    ///     from outside. Without it, it only carries out orders and settles what was left open.
    ///   - clock: The machine's time, or a simulation's.
    package init(
        configuration: Configuration, store: any StateStore, sender: any RequestSender, holder: String,
        takesInitiative: Bool = true, times: ControllerTiming = ControllerTiming(),
        clock: any WallClock
    ) {
        means = ControllerContext(
            configuration: configuration, sender: sender,
            // Threads separate from those of the polls and from each other: a roll back waits neither for the write of
            // a tick nor for the read of a board.
            store: StoreThread(store, label: "rollout"), boards: StoreThread(store, label: "rollout.board"),
            holder: holder, takesInitiative: takesInitiative, times: times, clock: clock)
    }

    /// Works until the task is cancelled or the store refuses `token`. Work in progress is brought to a recorded state.
    /// A roll back ordered before the end is tried once more, within ``ControllerTiming/writing`` and a reading.
    package func run(token: Int64) async -> End {
        let shift = LeaseTerm(means, token: token)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await shift.caller.ask(shift.means) }
            while true {
                // Read before the orders, so that the last pass sees everything ordered until then.
                let isLast = Task.isCancelled
                for task in await shift.look() where !isLast || task.duty.isUrgent {
                    guard shift.begin(task, rests: true) else { continue }
                    group.addTask { await shift.perform(task) }
                }
                if isLast || shift.work.isFenced { break }
                if means.takesInitiative, shift.work.beginInitiative() {
                    group.addTask {
                        _ = await shift.takeInitiative()
                        try? await Task.sleep(for: shift.means.times.initiative)
                        shift.work.endInitiative()
                    }
                }
                try? await Task.sleep(for: means.times.look)
            }
            if shift.work.isFenced { group.cancelAll() }
        }
        return shift.work.isFenced ? .fenced : .cancelled
    }

    /// Performs everything that is due now once, one job after the other. It waits only for AWS's responses and the
    /// store. What AWS has no capacity for, or has not propagated yet, is due again at the next run. Used where time
    /// passes in steps. Returns `false` when the store refuses `token`.
    package func turn(token: Int64) async -> Bool {
        let shift = shift.withLock { shift in
            if let shift, shift.token == token { return shift }
            let fresh = LeaseTerm(means, token: token, isTurned: true)
            shift = fresh
            return fresh
        }
        await work(shift)
        if means.takesInitiative, await shift.takeInitiative() { await work(shift) }
        return !shift.work.isFenced
    }

    private func work(_ shift: LeaseTerm) async {
        for task in await shift.look() where !shift.work.isFenced && shift.begin(task, rests: false) {
            await shift.perform(task)
        }
    }
}
