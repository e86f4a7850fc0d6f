import AWS
import Model
import Store

/// Carries out orders on one service's weights: reads what stands, claims, sends once, reads back, follows the change.
///
/// Whatever happens between two of these, the store says how far it came: a step that is claimed and not confirmed is
/// settled by reading, by this process or the next, before anything else is sent.
struct WeightHand: Sendable {
    /// How an order, or the settling of a step, ended.
    enum Outcome: Sendable, Equatable {
        /// The weights were read back as they were meant.
        case confirmed
        /// Given up; the event says why.
        case stopped
        /// The step is known not to be in effect, and may be claimed anew.
        case lost
        /// Another process holds the lease.
        case fenced
        /// Others have stored something that forbids it.
        case overruled
        /// It cannot be told yet; the step stays open.
        case open
    }

    let service: ServiceConfiguration
    let configuration: Configuration
    let sender: any RequestSender
    let store: StoreThread
    let token: Int64
    let times: HandTimes
    let ending: Ending
    let now: @Sendable () -> Moment
    let events: StepEvents

    // MARK: Orders

    /// Sets the share on new to 0, from whatever stands.
    func rollBack() async -> Outcome { await move(to: 0, expecting: nil) }

    /// Sets the share on new to `percent`.
    ///
    /// - Parameter expected: The weights that the step was planned from: when others stand, nothing is written. `nil`
    ///   for whatever stands.
    func move(to percent: Double, expecting expected: [WeightReading]?) async -> Outcome {
        let last = ContinuousClock.now + times.patience
        var (tries, unanswered) = (0, 0)
        while true {
            let (outcome, again) = await tryOnce(to: percent, expecting: expected)
            guard let again, outcome == .lost else { return outcome }
            tries += 1
            if again == .noEffect { unanswered += 1 }
            guard !ending.isNear else { return outcome }
            if unanswered >= times.unanswered {
                return await giveUp("sent \(unanswered) times, and no call had an effect that lasted", percent)
            }
            let wait = times.wait(after: tries)
            guard ContinuousClock.now + wait < last else {
                let patience = Words.duration(times.patience / .seconds(1))
                return await giveUp("AWS did not take it within \(patience); nothing was changed", percent)
            }
            try? await Task.sleep(for: wait)
        }
    }

    /// Why it is tried again, if it is: AWS had no room for it or could not be reached, or it had no effect.
    private enum Again { case noRoom, noEffect }

    /// One reading, at most one claim, at most one call.
    private func tryOnce(to percent: Double, expecting expected: [WeightReading]?) async -> (Outcome, Again?) {
        let standing: StandingSplit
        switch await read() {
        case .failure(let fault):
            guard fault.isTransient else { return (await giveUp("nothing was sent: \(fault.words)", percent), nil) }
            await note("waiting, nothing was sent: \(fault.words)")
            return (.lost, .noRoom)
        case .success(let found): standing = found
        }
        if let expected, !standing.readings.weighs(as: expected) {
            let (before, after) = (StepEvents.words(expected), StepEvents.words(standing.readings))
            return (await giveUp("changed outside: \(before) → \(after); nothing was sent", percent), nil)
        }
        let from = standing.percent.map(Words.share) ?? "?"
        let change = standing.change(
            to: percent, region: configuration.region,
            comment: "abreast \(configuration.migration) \(service.name) \(from) → \(Words.share(percent)) %")
        var step = WeightStep(
            order: events.order.id, service: service.name, isRollBack: events.order.kind == .rollBack,
            percent: percent, before: standing.readings, after: change.after(standing.readings), at: now())
        if change.isNothing { return (await claimDone(step, standing), nil) }
        do throws(StoreError) {
            step = try await claim(step, "claimed: \(StepEvents.moves(step))")
        } catch {
            return (await refused(error, step), nil)
        }
        return await send(change, step, leaks: standing.leaks)
    }

    private func send(_ change: WeightChange, _ step: WeightStep, leaks: [String]) async -> (Outcome, Again?) {
        var step = step
        do throws(AWSError) {
            let answer = WeightAnswer(try await sender.send(change.request, deadline: .now + times.writing))
            step.state = .accepted
            step.change = answer.change
            let words = answer.change == nil ? "accepted by AWS" : "accepted by AWS, PENDING"
            if let outcome = await update(step, words, answer.evidence) { return (outcome, nil) }
            let outcome = await readBack(step, leaks: leaks)
            return (outcome, outcome == .lost ? .noEffect : nil)
        } catch {
            let evidence = error.requestID.map { ["request \($0)"] } ?? []
            if error.mayHaveTakenEffect {
                if let outcome = await update(step, "no answer, so it is read back: \(error.sentence)", evidence) {
                    return (outcome, nil)
                }
                let outcome = await settle(step, leaks: leaks)
                return (outcome, outcome == .lost ? .noEffect : nil)
            }
            let mayWait = error.kind == .throttled
            step.state = mayWait ? .lost : .stopped
            let words = mayWait ? "refused for now, nothing was changed" : "STOPPED, nothing was changed"
            let outcome = await update(step, "\(words): \(error.sentence)", evidence)
            return (outcome ?? (mayWait ? .lost : .stopped), outcome == nil && mayWait ? .noRoom : nil)
        }
    }

    // MARK: Reading

    /// What stands now.
    func read() async -> Result<StandingSplit, StandingFault> {
        let reader = StandingReader(sender: sender, deadline: .now + times.reading, readsHealth: false)
        return await reader.standing(of: [service])[service.name]
            ?? .failure(StandingFault("\(service.name) has no weights to move"))
    }

    /// Reads an accepted step back; AWS shows a change at once, so that one second look is patience enough.
    private func readBack(_ step: WeightStep, leaks: [String]) async -> Outcome {
        for attempt in 1...3 {
            guard case .success(let standing) = await read() else { break }
            if standing.readings.weighs(as: step.after) { return await confirm(step, "read back", leaks) }
            if attempt < 3 { try? await Task.sleep(for: times.firstWait) }
        }
        return await settle(step, leaks: leaks)
    }

    /// Finds out by reading what became of a step that is claimed or accepted and not confirmed.
    ///
    /// Whose reading fails leaves it open: nothing else is sent for the service until it is settled.
    func settle(_ step: WeightStep, leaks: [String] = []) async -> Outcome {
        var step = step
        switch await read() {
        case .failure(let fault):
            let words = "not read back yet, it is not known whether it took effect: \(fault.words)"
            return await update(step, words, []) ?? .open
        case .success(let standing):
            if standing.readings.weighs(as: step.after) {
                return await confirm(step, "found in effect by reading", leaks.isEmpty ? standing.leaks : leaks)
            }
            let found = StepEvents.words(standing.readings)
            if standing.readings.weighs(as: step.before) {
                step.state = .lost
                return await update(step, "found not in effect by reading: \(found)", []) ?? .lost
            }
            // Nobody is asked to undo what others did; a roll back, which goes from any state, may be claimed anew.
            step.state = step.isRollBack ? .lost : .stopped
            let words = "changed outside: \(StepEvents.words(step.before)) → \(found)"
            return await update(step, words, []) ?? (step.isRollBack ? .lost : .stopped)
        }
    }

    private func confirm(_ step: WeightStep, _ how: String, _ leaks: [String]) async -> Outcome {
        var step = step
        step.state = step.change == nil ? .done : .confirmed
        let words =
            "\(how): \(StepEvents.words(step.after))" + (leaks.isEmpty ? "" : "; BUT \(leaks.joined(separator: "; "))")
        return await update(step, words, step.change.map { ["change \($0)"] } ?? []) ?? .confirmed
    }

    /// Waits until all name servers have a confirmed change, or the task is cancelled.
    func follow(_ step: WeightStep) async {
        guard let change = step.change else { return }
        let last = ContinuousClock.now + times.syncPatience
        var step = step
        step.state = .done
        while !Task.isCancelled, ContinuousClock.now < last {
            if let found = try? await sender.route53.change(change, deadline: .now + times.reading),
                found.status == .inSync
            {
                _ = await update(step, "INSYNC: all name servers have it", ["change \(change)"])
                return
            }
            try? await Task.sleep(for: times.syncPace)
        }
        guard !Task.isCancelled else { return }
        let words = "still not INSYNC after \(Words.duration(times.syncPatience / .seconds(1))); no longer followed"
        _ = await update(step, words, ["change \(change)"])
    }
}

// What is stored of it.
extension WeightHand {
    /// Ends the order without, or after, a step; in words.
    func giveUp(_ why: String, _ percent: Double) async -> Outcome {
        let step = WeightStep(
            order: events.order.id, service: service.name, isRollBack: events.order.kind == .rollBack, percent: percent,
            state: .stopped, at: now())
        do throws(StoreError) {
            _ = try await claim(step, "STOPPED: \(why)")
            return .stopped
        } catch {
            return await refused(error, step)
        }
    }

    /// Tells the timeline why nothing happens yet.
    private func note(_ words: String) async {
        let step = WeightStep(
            order: events.order.id, service: service.name, isRollBack: events.order.kind == .rollBack, percent: 0,
            at: now())
        let event = events.event(step, words, at: now())
        try? await store.perform { store throws(StoreError) in try store.record([event]) }
    }

    /// The order asked for what stands already.
    private func claimDone(_ step: WeightStep, _ standing: StandingSplit) async -> Outcome {
        var step = step
        step.state = .done
        let leaks = standing.leaks.isEmpty ? "" : "; BUT \(standing.leaks.joined(separator: "; "))"
        do throws(StoreError) {
            _ = try await claim(step, "nothing to send: \(StepEvents.words(step.after)) stands already\(leaks)")
            return .confirmed
        } catch {
            return await refused(error, step)
        }
    }

    private func claim(_ step: WeightStep, _ words: String) async throws(StoreError) -> WeightStep {
        let (event, token) = (events.event(step, words, at: now()), token)
        return try await store.perform { store throws(StoreError) in
            try store.claim(step, telling: event, token: token)
        }
    }

    /// Moves the step on; what prevents it, if anything does. What is not stored is found again by reading.
    private func update(_ step: WeightStep, _ words: String, _ evidence: [String]) async -> Outcome? {
        let (event, token) = (events.event(step, words, evidence: evidence, at: now()), token)
        do throws(StoreError) {
            try await store.perform { store throws(StoreError) in
                try store.update(step, telling: [event], token: token)
            }
            return nil
        } catch {
            guard case .fenced = error else { return .open }
            // The step is the next holder's to settle; what this process saw is true all the same.
            try? await store.perform { store throws(StoreError) in try store.record([event]) }
            return .fenced
        }
    }

    /// What it means that a claim was refused; nothing was sent.
    private func refused(_ error: StoreError, _ step: WeightStep) async -> Outcome {
        switch error {
        case .fenced: return .fenced
        case .overruled(_, let why):
            let event = events.event(step, "not sent: \(why)", at: now())
            try? await store.perform { store throws(StoreError) in try store.record([event]) }
            return .overruled
        default: return .open
        }
    }
}

extension WeightChange {
    /// The weights that stand after it, with what `readings` know of caches.
    func after(_ readings: [WeightReading]) -> [WeightReading] {
        zip(readings, moves).map { reading, move in
            WeightReading(type: reading.type, old: move.to.old, new: move.to.new, ttl: reading.ttl)
        }
    }
}
