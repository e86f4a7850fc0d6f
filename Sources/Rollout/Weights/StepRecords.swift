import Model
import Store

// What is stored while an order is carried out: its steps and their events.
extension StepExecutor {
    /// Ends the order, without a step or after one, for a reason in words.
    ///
    /// - Parameter standing: The weights before and after, if the order itself was wrong and not the state in AWS.
    func giveUp(_ why: String, _ percent: Double, standing: [WeightReading] = []) async -> Outcome {
        let step = stopped(percent, standing)
        return await claim(step, telling: events.event(step, "STOPPED: \(why)", at: clock.now()), .stopped)
    }

    /// Ends the order because rules refuse it. The present weights are those before and after.
    func refuse(_ why: String, _ percent: Double, standing: [WeightReading]) async -> Outcome {
        let event = events.refusal(service.name, why, percent, standing: standing, at: clock.now())
        return await claim(stopped(percent, standing), telling: event, .stopped)
    }

    private func stopped(_ percent: Double, _ standing: [WeightReading]) -> WeightStep {
        WeightStep(
            order: events.order.id, service: service.name, isRollBack: isRollBack, percent: percent, before: standing,
            after: standing, state: .stopped, at: clock.now())
    }

    /// Tells the timeline why nothing happens yet.
    func note(_ words: String, _ percent: Double, cause: Event.Cause? = nil) async {
        let step = WeightStep(
            order: events.order.id, service: service.name, isRollBack: isRollBack, percent: percent, at: clock.now())
        let event = events.event(step, words, cause: cause, at: clock.now())
        try? await store.perform { store throws(StoreError) in try store.record([event]) }
    }

    /// The weights already have the ordered values.
    func claimDone(_ step: WeightStep, _ standing: CurrentSplit) async -> Outcome {
        var step = step
        step.state = .done
        let leaks = standing.leaks.isEmpty ? "" : "; BUT \(standing.leaks.joined(separator: "; "))"
        let words = "nothing to send: \(StepEvents.words(step.after)) stands already\(leaks)"
        return await claim(step, telling: events.event(step, words, at: clock.now()), .confirmed)
    }

    func claim(_ step: WeightStep, _ words: String) async throws(StoreError) -> WeightStep {
        let (event, token) = (events.event(step, words, at: clock.now()), token)
        return try await store.perform { store throws(StoreError) in
            try store.claim(step, telling: event, token: token)
        }
    }

    /// Claims a step for which nothing is sent.
    func claim(_ step: WeightStep, telling event: Event, _ outcome: Outcome) async -> Outcome {
        let token = token
        do throws(StoreError) {
            _ = try await store.perform { store throws(StoreError) in
                try store.claim(step, telling: event, token: token)
            }
            return outcome
        } catch {
            return await refused(error, step)
        }
    }

    /// Moves the step on; what prevents it, if anything does. What is not stored is found again by reading.
    func update(
        _ step: WeightStep, _ words: String, _ evidence: [String], cause: Event.Cause? = nil
    ) async -> Outcome? {
        let (event, token) = (events.event(step, words, evidence: evidence, cause: cause, at: clock.now()), token)
        do throws(StoreError) {
            try await store.perform { store throws(StoreError) in
                try store.update(step, telling: [event], token: token)
            }
            return nil
        } catch {
            guard case .fenced = error else { return .open }
            // The next holder settles the step, but what this process saw is still true.
            try? await store.perform { store throws(StoreError) in try store.record([event]) }
            return .fenced
        }
    }

    /// The result when a claim is refused; nothing was sent.
    func refused(_ error: StoreError, _ step: WeightStep) async -> Outcome {
        switch error {
        case .fenced: return .fenced
        case .overruled(_, let why):
            let event = events.event(step, "not sent: \(why)", at: clock.now())
            try? await store.perform { store throws(StoreError) in try store.record([event]) }
            return .overruled
        default: return .open
        }
    }
}
