// What whole weights can express of a planned percentage, and when a share is at a step.
extension Split {
    /// The weights for a step of `percent` on new: the nearest that the split can have, `255/1` for 0.1 % on Route 53.
    package func weights(for percent: Double) -> WeightPair {
        WeightPair.giving(percent, presentTotal: 100, greatest: greatestWeight)
    }

    fileprivate var greatestWeight: Int {
        switch self {
        case .route53: WeightPair.greatestOfRecord
        case .alb: WeightPair.greatestOfForward
        }
    }
}

extension ServiceConfiguration {

    /// Percent on new that the weights for a step give: 0.39 for a step of 0.1 % on Route 53.
    package func settableShare(_ percent: Double) -> Double { split?.weights(for: percent).percent ?? percent }

    /// How far a share may be from `percent`, in percentage points, and still be at it: half a point, which whole weights
    /// may miss a step by, and at most half of the way to the next step or to 0.
    package func stepTolerance(at percent: Double) -> Double {
        let share = settableShare(percent)
        // The least share that can be set is clearly not 0.
        let least = 100 / Double((split?.greatestWeight ?? WeightPair.greatestOfRecord) + 1)
        let others = (rollout?.steps ?? []).map(settableShare) + [share == 0 ? least : 0]
        let gaps = others.map { abs($0 - share) }.filter { $0 > 1e-9 }
        return min(Service.stepTolerance, (gaps.min() ?? 1) / 2)
    }

    /// The index of the step of the plan at which a share is; `nil` before the first and between steps.
    package func step(at share: Double) -> Int? {
        guard let steps = rollout?.steps else { return nil }
        let near = steps.indices.filter { abs(settableShare(steps[$0]) - share) <= stepTolerance(at: steps[$0]) }
        // Of steps with the same weights the last one.
        return near.reversed().min {
            abs(settableShare(steps[$0]) - share) < abs(settableShare(steps[$1]) - share)
        }
    }

    /// Whether a share is clearly below a step, so that the step would raise it.
    package func isBelow(_ share: Double, step percent: Double) -> Bool {
        share < settableShare(percent) - stepTolerance(at: percent)
    }

    /// How many steps of the plan lead from a share to `percent`, that one counted: 1 for the next step.
    package func steps(from share: Double, to percent: Double) -> Int {
        (rollout?.steps ?? []).count { $0 <= percent && isBelow(share, step: $0) }
    }

    /// `3 steps at once: ` before what such an order moves; empty for one step.
    package func leapWords(from share: Double?, to percent: Double) -> String {
        guard let share, case let count = steps(from: share, to: percent), count > 1 else { return "" }
        return "\(count) steps at once: "
    }
}
