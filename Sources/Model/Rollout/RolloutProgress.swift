/// Where a service's rollout stands at a moment: by its plan, the steps that abreast made, its orders, and the weights.
package struct RolloutProgress: Sendable, Equatable {
    package var phase: RolloutPhase
    /// Percent on new that is meant to stand now; `nil` where that is not known: weights beside any plan.
    package var intended: Double?
    /// The plan's step whose share stands, counted from 1; `nil` before the first and beside the plan.
    package var step: Int?
    /// How many steps are planned.
    package var steps: Int
    /// Seconds that settling or baking still takes; `nil` when nothing is waited for, or nobody knows how long.
    package var left: Double?
    /// Percent of the next step; `nil` after the last one and without a plan.
    package var next: Double?
    /// Whether the weights are not what abreast left: somebody else has changed them since.
    package var isChangedOutside: Bool
}

extension Service {
    /// Half a point is what whole weights may make of a step.
    package static let stepTolerance = 0.5

    package func progress(at now: Moment) -> RolloutProgress {
        let steps = configuration.rollout?.steps ?? []
        let applied = share?.value.percent
        let index = applied.flatMap { applied in
            steps.lastIndex { abs($0 - applied) <= Self.stepTolerance }
        }
        var progress = RolloutProgress(
            phase: .idle, intended: intended(applied, at: index), step: index.map { $0 + 1 }, steps: steps.count,
            next: applied.flatMap { applied in steps.first { $0 > applied + Self.stepTolerance } },
            isChangedOutside: isChangedOutside)
        let settling = settlingLeft(at: now)
        if let pause {
            let isBack = share?.value.highest.map { $0 <= pause.returnsTo + Self.stepTolerance } ?? false
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

    /// Where the rollout stands, in a word.
    package func phase(at now: Moment) -> RolloutPhase { progress(at: now).phase }

    /// Seconds until the last change of the weights has reached everybody who asks again; 0 afterwards.
    ///
    /// A change is effective when it is INSYNC (within 60 s as a rule) and the resolvers' copies have run out. Of a change
    /// of abreast's own it is known when it was INSYNC.
    package func settlingLeft(at now: Moment) -> Double { settledAt.map { max(0, $0.seconds(since: now)) } ?? 0 }

    /// When the present weights will have, or had, reached everybody who asks again; `nil` when nobody saw them change.
    package var settledAt: Moment? {
        if let step, step.state.isOpen { return step.at + 60 + step.ttl }
        if let effectiveStep, !isChangedOutside {
            // A forward is in effect at once; a record's change that was found by reading has no id either.
            let usual = effectiveStep.after.allSatisfy { $0.isForward } ? 0.0 : 60
            return (effectiveStep.inSyncAt ?? effectiveStep.at + usual) + effectiveStep.ttl
        }
        return shareChangedAt.map { $0 + settling }
    }

    /// Whether weights that somebody else set stand where abreast's last change should.
    package var isChangedOutside: Bool {
        guard let effectiveStep, step?.state.isOpen != true, let share, share.readAt > effectiveStep.at
        else { return false }
        // A type that only one side has is no weight of anybody's plan.
        return !share.value.weights.filter { $0.percent != nil }.weighs(as: effectiveStep.after)
    }

    /// Whether abreast moves its weights by the plan.
    package var isSteered: Bool { configuration.isSteered }

    /// Seconds that a change of the weights takes to reach everybody who asks again.
    var settling: Double { 60 + Double(share?.value.weights.map(\.ttl).max() ?? DefaultTTL.seconds) }

    /// Whether the roll back that holds it was given up: nobody brings anything back until it is ordered again.
    package var hasRollBackFailed: Bool {
        guard let pause, pause.isRollBack, let step else { return false }
        return step.order == pause.order && step.state == .stopped
    }

    /// Whether the roll back that holds it has come to rest once: what stands above that came from elsewhere since.
    package var hasRolledBack: Bool {
        guard let pause, pause.isRollBack, let step, step.order == pause.order else { return false }
        let isOver = step.state == .confirmed || step.state == .done
        return isOver && step.percent <= pause.returnsTo + Self.stepTolerance
    }

    private func bakePhase(_ applied: Double, _ index: Int?, at now: Moment) -> (RolloutPhase, Double?) {
        // A share beside the plan is baked as long as the step below it.
        let below = isSteered ? configuration.rollout?.steps.lastIndex { $0 < applied } : nil
        let index = index ?? below
        let isLast = index.map { $0 + 1 == configuration.rollout?.steps.count } ?? (applied >= 100)
        guard let index, let bake = configuration.rollout?.bake(ofStep: index) else {
            return (isLast ? .done : .baking, nil)
        }
        // Whoever did not see the weights change does not know how long they have been there.
        guard let settledAt else { return (isLast ? .done : .ready, nil) }
        let left = (settledAt + bake).seconds(since: now)
        return left > 0 ? (.baking, left) : (isLast ? .done : .ready, nil)
    }

    private func intended(_ applied: Double?, at index: Int?) -> Double? {
        if let step, step.state.isOpen { return step.percent }
        if isSteered, let effectiveStep { return effectiveStep.percent }
        guard let rollout = configuration.rollout, !rollout.steps.isEmpty, let applied else { return nil }
        if applied <= Self.stepTolerance { return 0 }
        return index.map { rollout.steps[$0] }
    }
}

extension ServiceConfiguration {
    /// Whether abreast moves its weights by a plan.
    package var isSteered: Bool {
        split != nil && (rollout.map { $0.mode != .observe && !$0.steps.isEmpty } ?? false)
    }
}

/// Where a service's rollout is.
package enum RolloutPhase: String, Sendable, Codable, CaseIterable {
    case idle, settling, baking, ready, paused
    case rollingBack = "rolling back"
    case done
}

extension [WeightReading] {
    /// Whether the same weights stand in both, whatever the caches keep.
    package func weighs(as other: [WeightReading]) -> Bool {
        count == other.count
            && allSatisfy { one in other.contains { $0.type == one.type && $0.old == one.old && $0.new == one.new } }
    }
}
