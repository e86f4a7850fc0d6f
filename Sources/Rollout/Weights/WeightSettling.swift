import AWS
import Model
import Store

// What became of a step, found out by reading.
extension StepExecutor {
    /// What stands now.
    func read() async -> Result<CurrentSplit, StandingFault> {
        let reader = CurrentReader(sender: sender, deadline: .now + times.reading, readsHealth: false)
        return await reader.standing(of: [service])[service.name]
            ?? .failure(StandingFault("\(service.name) has no weights to move"))
    }

    /// Finds out by reading what became of a step that is claimed or accepted and not confirmed.
    ///
    /// Whose reading fails leaves it open: nothing else is sent for the service until it is settled.
    ///
    /// - Parameter isUrgent: Whether a roll back waits for it, which then goes before certainty: a request of that step
    ///   that AWS carries out later still is looked for after the roll back (``lookBehind(_:until:)``).
    func settle(_ step: WeightStep, isUrgent: Bool = false, leaks: [String] = []) async -> Outcome {
        var step = step
        switch await read() {
        case .failure(let fault):
            let words = "not read back yet, it is not known whether it took effect: \(fault.words)"
            return await update(step, words, []) ?? .open
        case .success(let standing):
            if standing.readings.weighs(as: step.after) {
                let how = step.state == .accepted ? "read back" : "found in effect by reading"
                return await confirm(step, how, leaks.isEmpty ? standing.leaks : leaks)
            }
            // AWS shows a change at once, so that a second look is patience enough.
            let isFresh = clock.now().seconds(since: step.at) < times.firstWait / .milliseconds(500)
            if step.state == .accepted && isFresh || mayStillCome(step) && !isUrgent { return .pending }
            let found = StepEvents.words(standing.readings)
            if standing.readings.weighs(as: step.before) {
                step.state = .lost
                return await update(step, "found not in effect by reading: \(found)", []) ?? .noEffect
            }
            // Nobody is asked to undo what others did; a roll back, which goes from any state, may be claimed anew.
            step.state = step.isRollBack ? .lost : .stopped
            let words = "changed outside: \(StepEvents.words(step.before)) → \(found)"
            return await update(step, words, [], cause: .changedOutside) ?? (step.isRollBack ? .noEffect : .stopped)
        }
    }

    /// Whether a request for the step, sent by whoever claimed it, may have an effect after now. One that goes back does
    /// no harm when it comes late.
    private func mayStillCome(_ step: WeightStep) -> Bool {
        !step.isRollBack && clock.now().seconds(since: step.at) < times.reach
    }

    private func confirm(_ step: WeightStep, _ how: String, _ leaks: [String]) async -> Outcome {
        var step = step
        step.state = step.change == nil ? .done : .confirmed
        // A load balancer obeys at once.
        if step.after.allSatisfy({ $0.isForward }) { step.inSyncAt = clock.now() }
        let words =
            "\(how): \(StepEvents.words(step.after))" + (leaks.isEmpty ? "" : "; BUT \(leaks.joined(separator: "; "))")
        return await update(step, words, step.change.map { ["change \($0)"] } ?? []) ?? .confirmed
    }

    /// Asks whether all name servers have a confirmed change by now.
    func follow(_ step: WeightStep) async -> Outcome {
        guard let change = step.change else { return .confirmed }
        var step = step
        step.state = .done
        let patience = times.syncPatience / .seconds(1)
        let isLong = clock.now().seconds(since: step.at) >= patience
        let words: String
        do throws(AWSError) {
            if try await sender.route53.change(change, deadline: .now + times.reading).status == .inSync {
                step.inSyncAt = clock.now()
                return await update(step, "INSYNC: all name servers have it", ["change \(change)"]) ?? .confirmed
            }
            guard isLong else { return .pending }
            words = "still not INSYNC after \(Words.duration(patience)); no longer followed"
        } catch {
            guard isLong || !error.isTransient && error.kind != .cancelled else { return .pending }
            words = "not known whether INSYNC, and no longer followed: \(error.sentence)"
        }
        return await update(step, words, ["change \(change)"]) ?? .confirmed
    }

    /// After a roll back that is done: a request that was sent before it, by a process that was slow or has died, may
    /// have been carried out after it, and is undone.
    func lookBehind(_ order: Order, until: Moment) async -> Outcome {
        guard case .success(let standing) = await read() else { return .open }
        // Below the rest nothing is looked for; the last look leaves a step by which it is known to have been done.
        let isOver = clock.now() >= until
        guard isOver || standing.highest > order.rest + Service.stepTolerance else { return .waiting }
        return await move(to: order.rest, expecting: nil)
    }
}
