package import AWS
package import Model
package import Store
import Synchronization

/// Carries the rollout, in the process that holds the lease: the orders of operators, and what follows from the plan.
///
/// Each service goes by itself, so that one that hangs holds up no other. It begins with what an earlier holder left:
/// steps that were claimed and never confirmed.
package final class RolloutController: Sendable {
    /// Why it ended.
    package enum End: Sendable, Equatable {
        case cancelled
        /// Another process has the lease now.
        case fenced
    }

    private let means: ControllerContext
    /// The one whose turns are taken one by one.
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
            // Threads apart from the polls' and from each other: a roll back waits neither for a tick to be written nor
            // for a board to be read.
            store: StoreThread(store, label: "rollout"), boards: StoreThread(store, label: "rollout.board"),
            holder: holder, takesInitiative: takesInitiative, times: times, clock: clock)
    }

    /// Works until the task is cancelled or the store refuses `token`. What was begun is brought to a true state, and a
    /// roll back that was ordered before the end is tried once more, within ``ControllerTiming/writing`` and a reading.
    package func run(token: Int64) async -> End {
        let shift = LeaseTerm(means, token: token)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await shift.caller.ask(shift.means) }
            while true {
                // Asked before looking: what is ordered until then is seen by the last look.
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

    /// Does everything that is due now once, one thing after the other, and returns without waiting for anything but
    /// AWS's answers and the store: what AWS has no room for, or has not carried everywhere yet, is due again at the next
    /// turn. For a time that passes in steps. Returns `false` when the store refuses `token`.
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
