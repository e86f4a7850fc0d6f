/// The state of a service's rollout at a moment. It follows from the plan, abreast's steps, the orders and the weights.
package struct RolloutProgress: Sendable, Equatable {
    package var phase: RolloutPhase
    /// The intended percent on new; `nil` where it is not known: the weights are at no step of the plan.
    package var intended: Double?
    /// The plan's present step, counted from 1; `nil` before the first, and at no step of the plan.
    package var step: Int?
    /// How many steps are planned.
    package var steps: Int
    /// Seconds left of settling or baking; `nil` when nothing runs, or the time is not known.
    package var left: Double?
    /// Percent of the next step; `nil` after the last one and without a plan.
    package var next: Double?
    /// Whether somebody else has changed the weights since abreast's last step.
    package var isChangedOutside: Bool
}

extension Service {
    /// Whole weights may miss a step by up to half a percentage point.
    package static let stepTolerance = 0.5

    package func progress(at now: Moment) -> RolloutProgress {
        let steps = configuration.rollout?.steps ?? []
        let applied = share?.value.percent
        let index = applied.flatMap(configuration.step(at:))
        var progress = RolloutProgress(
            phase: .idle, intended: intended(applied, at: index), step: index.map { $0 + 1 }, steps: steps.count,
            next: applied.flatMap { applied in steps.first { configuration.isBelow(applied, step: $0) } },
            isChangedOutside: isChangedOutside)
        let settling = settlingLeft(at: now)
        if let pause {
            let tolerance = configuration.stepTolerance(at: pause.returnsTo)
            let isBack = share?.value.highest.map { $0 <= pause.returnsTo + tolerance } ?? false
            let isMoving =
                pause.isRollBack && configuration.split != nil && !hasRollBackFailed
                && (isBack ? settling > 0 : !hasRolledBack)
            progress.phase = isMoving ? .rollingBack : .paused
            if isMoving, isBack { progress.left = settling }
            if pause.isRollBack { progress.intended = pause.returnsTo }
            return progress
        }
        if step?.state.isOpen == true {
            (progress.phase, progress.left) = (.settling, settling)
        } else if let applied, applied > 0 {
            if settling > 0 {
                (progress.phase, progress.left) = (.settling, settling)
            } else {
                (progress.phase, progress.left) = bakePhase(applied, index, at: now)
            }
        }
        return progress
    }

    /// The phase of the rollout.
    package func phase(at now: Moment) -> RolloutPhase { progress(at: now).phase }

    /// Seconds until the last change of the weights has reached all clients that resolve again; 0 afterwards.
    ///
    /// A change is effective when it is INSYNC (usually within 60 s) and the resolvers' caches have expired. For
    /// abreast's own changes the moment of INSYNC is known.
    package func settlingLeft(at now: Moment) -> Double { settledAt.map { max(0, $0.seconds(since: now)) } ?? 0 }

    /// When the present weights have reached, or will reach, all clients that resolve again; `nil` when nobody saw the
    /// change.
    package var settledAt: Moment? {
        if let step, step.state.isOpen { return step.at + 60 + step.ttl }
        if let effectiveStep, !isChangedOutside {
            // A forward takes effect at once. A record's change that was found by reading has no change id.
            let usual = effectiveStep.after.allSatisfy { $0.isForward } ? 0.0 : 60
            return (effectiveStep.inSyncAt ?? effectiveStep.at + usual) + effectiveStep.ttl
        }
        return shareChangedAt.map { $0 + settling }
    }

    /// Whether the weights differ from abreast's last change, because somebody else has set them.
    package var isChangedOutside: Bool {
        guard let effectiveStep, step?.state.isOpen != true, let share, share.readAt > effectiveStep.at
        else { return false }
        // A type that only one side has belongs to no plan.
        return !share.value.weights.filter { $0.percent != nil }.weighs(as: effectiveStep.after)
    }

    /// Whether abreast moves its weights by the plan.
    package var isSteered: Bool { configuration.isSteered }

    /// Seconds until a change of the weights has reached all clients that resolve again.
    var settling: Double { 60 + Double(share?.value.weights.map(\.ttl).max() ?? DefaultTTL.seconds) }

    /// Whether its roll back was given up. Nothing moves back until somebody orders it again.
    package var hasRollBackFailed: Bool {
        guard let pause, pause.isRollBack, let step else { return false }
        return step.order == pause.order && step.state == .stopped
    }

    /// Whether its roll back was completed once. A higher share has come from elsewhere since.
    package var hasRolledBack: Bool {
        guard let pause, pause.isRollBack, let step, step.order == pause.order else { return false }
        let isOver = step.state == .confirmed || step.state == .done
        return isOver && step.percent <= pause.returnsTo + Self.stepTolerance
    }

    private func bakePhase(_ applied: Double, _ index: Int?, at now: Moment) -> (RolloutPhase, Double?) {
        // A share between two steps bakes as long as the step below it.
        let below = isSteered ? configuration.rollout?.steps.lastIndex { $0 < applied } : nil
        let index = index ?? below
        let isLast = index.map { $0 + 1 == configuration.rollout?.steps.count } ?? (applied >= 100)
        guard let index, let bake = configuration.rollout?.bake(ofStep: index) else {
            return (isLast ? .done : .baking, nil)
        }
        // If nobody saw the weights change, their age is not known.
        guard let settledAt else { return (isLast ? .done : .ready, nil) }
        let left = (settledAt + bake).seconds(since: now)
        return left > 0 ? (.baking, left) : (isLast ? .done : .ready, nil)
    }

    private func intended(_ applied: Double?, at index: Int?) -> Double? {
        if let step, step.state.isOpen { return step.percent }
        if isSteered, let effectiveStep { return effectiveStep.percent }
        guard let rollout = configuration.rollout, !rollout.steps.isEmpty, let applied else { return nil }
        if applied <= configuration.stepTolerance(at: 0) { return 0 }
        return index.map { rollout.steps[$0] }
    }
}

extension ServiceConfiguration {
    /// Whether abreast moves its weights by a plan.
    package var isSteered: Bool {
        split != nil && (rollout.map { $0.mode != .observe && !$0.steps.isEmpty } ?? false)
    }
}

/// The phase of a service's rollout.
package enum RolloutPhase: String, Sendable, Codable, CaseIterable {
    case idle, settling, baking, ready, paused
    case rollingBack = "rolling back"
    case done
}

extension [WeightReading] {
    /// Whether both have the same weights, at any TTL.
    package func weighs(as other: [WeightReading]) -> Bool {
        count == other.count
            && allSatisfy { one in other.contains { $0.type == one.type && $0.old == one.old && $0.new == one.new } }
    }
}
