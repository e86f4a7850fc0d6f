import AWS
import Model
import Store

// Finds out the result of a step by reading.
extension StepExecutor {
    /// The present split.
    func read() async -> Result<CurrentSplit, StandingFault> {
        await last.fill(service.name, from: store)
        let zones = last.zones(of: service)
        var found = await read(zones)
        if case .failure(let fault) = found, !fault.isTransient, !zones.isEmpty {
            // The zone may be another one by now.
            last.forget(service.name)
            found = await read([:])
        }
        if case .success(let split) = found, let text = last.keep(split, of: service, at: clock.now()) {
            let (name, now) = (service.name, clock.now())
            try? await store.perform { store throws(StoreError) in try store.keepSplit(text, of: name, at: now) }
        }
        return found
    }

    private func read(_ zones: [String: String]) async -> Result<CurrentSplit, StandingFault> {
        let reader = CurrentReader(sender: sender, deadline: .now + times.reading, readsHealth: false, zones: zones)
        return await reader.standing(of: [service])[service.name]
            ?? .failure(StandingFault("\(service.name) has no weights to move"))
    }

    /// Finds out by reading what became of a step that is claimed or accepted and not confirmed.
    ///
    /// If the reading fails, the step stays unsettled: nothing else is sent for the service until it is settled.
    ///
    /// - Parameter isUrgent: Whether a roll back waits for it. The roll back then does not wait for certainty. Its
    ///   check ``lookBehind(_:until:)`` finds a request of this step that AWS carries out later.
    func settle(_ step: WeightStep, isUrgent: Bool = false, leaks: [String] = []) async -> Outcome {
        var step = step
        switch await read() {
        case .failure(let fault):
            let words = "not read back yet, it is not known whether it took effect: \(fault.words)"
            return await update(step, words, []) ?? .open
        case .success(let standing):
            if standing.readings.weighs(as: step.after) {
                let how = step.state == .accepted ? "in force" : "found in effect by reading"
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
            // An operator need not undo what others did. A roll back starts from any state and may be claimed again.
            step.state = step.isRollBack ? .lost : .stopped
            let words = "CHANGED BY HAND \(StepEvents.words(step.before)) → \(found)"
            return await update(step, words, [], cause: .changedOutside) ?? (step.isRollBack ? .noEffect : .stopped)
        }
    }

    /// Whether a request of the step may have an effect after now. A late request of a roll back does no harm.
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

    /// Requests whether all name servers have a confirmed change by now.
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
                return await update(
                    step,
                    "sent, everywhere after \(NumberWords.duration(clock.now().seconds(since: step.at)))",
                    ["change \(change)"]) ?? .confirmed
            }
            guard isLong else { return .pending }
            words = "not everywhere after \(NumberWords.duration(patience)); no longer followed"
        } catch {
            guard isLong || !error.isTransient && error.kind != .cancelled else { return .pending }
            words = "not known whether it is everywhere, and no longer followed: \(error.sentence)"
        }
        return await update(step, words, ["change \(change)"]) ?? .confirmed
    }

    /// After a finished roll back: AWS may have carried out a request that a slow or dead process sent before it. Such
    /// a change is undone.
    func lookBehind(_ order: Order, until: Moment) async -> Outcome {
        guard case .success(let standing) = await read() else { return .open }
        // Below the rest nothing is looked for; the last look leaves a step by which it is known to have been done.
        let isOver = clock.now() >= until
        guard isOver || standing.highest > order.rest + Service.stepTolerance else { return .waiting }
        return await move(to: order.rest, expecting: nil)
    }
}
