import Model
import Store

// Weights that differ from those of abreast's last step: somebody else has changed them.
extension StepExecutor {
    /// Reads again. `.overruled` when the change is real and the rollout is paused, `.confirmed` when it is not real.
    func checkOutsideChange(_ left: [WeightReading], after newest: Int64?) async -> Outcome {
        guard case .success(let standing) = await read() else { return .open }
        guard !standing.readings.weighs(as: left) else { return .confirmed }
        return await pauseOutside(left, standing.readings, after: newest)
    }

    /// Accepts the weights from which an operator has resumed the rollout, if they have not changed since.
    ///
    /// - Parameters:
    ///   - left: The weights that abreast's last step set; `nil` without a step.
    ///   - newest: The id of the service's newest step.
    func adopt(_ found: [WeightReading], left: [WeightReading]?, after newest: Int64?) async -> Outcome {
        let readings: [WeightReading]
        switch await read() {
        case .failure(let fault):
            guard fault.isTransient else { return await giveUp("nothing was taken over: \(fault.words)", 0) }
            return .open
        case .success(let standing): readings = standing.readings
        }
        let isBack = left.map { readings.weighs(as: $0) } ?? false
        guard isBack || readings.weighs(as: found) else { return await pauseOutside(found, readings, after: newest) }
        let step = WeightStep(
            order: events.order.id, service: service.name, isRollBack: false, percent: readings.first?.percent ?? 0,
            before: readings, after: readings, state: .done, at: clock.now(), inSyncAt: clock.now())
        let words = isBack ? "stands again as abreast left it" : "taken over as what stands"
        let event = events.event(step, "\(words): \(StepEvents.words(readings))", kind: .adopted, at: clock.now())
        return await claim(step, telling: event, .confirmed)
    }

    /// Pauses the rollout until an operator accepts the weights. Writes nothing to AWS.
    ///
    /// - Parameter newest: The id of the service's newest step when `left` was known. If any process has claimed a step
    ///   since, other weights are no change from outside.
    func pauseOutside(_ left: [WeightReading], _ found: [WeightReading], after newest: Int64?) async -> Outcome {
        let (now, token, name) = (clock.now(), token, service.name)
        let order = Order(
            kind: .pause, service: name, actor: events.actor, at: now, reason: Self.words(left, found),
            terms: OrderTerms(
                lookAgain: service.rollout?.lookAgain.map { now + $0 }, found: found, byItself: true),
            identity: configuration.identity())
        do throws(StoreError) {
            return try await store.perform { store throws(StoreError) in
                let step = try store.newestSteps().first { $0.service == name }
                guard step?.id == newest, step?.state.isOpen != true else { return .open }
                _ = try store.post(order, token: token)
                return .overruled
            }
        } catch {
            guard case .fenced = error else { return .open }
            return .fenced
        }
    }

    /// `CHANGED BY HAND 10 → 0 %`, or all weights where the first type does not show it.
    private static func words(_ left: [WeightReading], _ found: [WeightReading]) -> String {
        if let before = left.first?.percent, let after = found.first?.percent, abs(before - after) > 0.005 {
            return "CHANGED BY HAND \(NumberWords.share(before)) → \(NumberWords.share(after)) %"
        }
        return "CHANGED BY HAND \(StepEvents.words(left)) → \(StepEvents.words(found))"
    }
}
