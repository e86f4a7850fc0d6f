import Model

/// The share on new that certain weights really give, now and when one side fails.
package struct SplitOutcome: Sendable, Equatable {
    /// `A`, `AAAA`, `CNAME` or `forward`.
    package let type: String
    /// Percent on new by the weights alone, all that weighs among them.
    package let byWeights: Double
    /// Percent on new with the health that was read.
    package let effective: Double
    /// Percent on new if the old side were unhealthy and all else healthy.
    package let ifOldUnhealthy: Double
    /// Percent on new if the new side were unhealthy and all else healthy.
    package let ifNewUnhealthy: Double
    /// Why the effective share is not that of the weights; empty when it is.
    package let reasons: [String]

    /// By Route 53's rules.
    init(_ pair: StandingPair, weights: WeightPair, old: RecordHealth, new: RecordHealth) {
        let others = pair.others.map { EffectiveSplit.Candidate(weight: $0.weight ?? 0) }
        func percent(old isOldHealthy: Bool, new isNewHealthy: Bool) -> Double {
            let sides = [
                EffectiveSplit.Candidate(weight: weights.old, isHealthy: isOldHealthy),
                EffectiveSplit.Candidate(weight: weights.new, isHealthy: isNewHealthy),
            ]
            return EffectiveSplit(sides + others).shares[1] * 100
        }
        type = pair.type
        byWeights = percent(old: true, new: true)
        effective = percent(old: old.countsAsHealthy, new: new.countsAsHealthy)
        // A record that nobody checks goes on being given out, however its side fares.
        ifOldUnhealthy = percent(old: !pair.old.isWatched, new: true)
        ifNewUnhealthy = percent(old: true, new: !pair.new.isWatched)
        reasons = [("old", old), ("new", new)].compactMap { side, health in
            if case .unhealthy(let why) = health { "\(side) counts as unhealthy: \(why)" } else { nil }
        }
    }

    /// A forward action goes by its weights alone, whatever the health of a target group (ELBv2 user guide, "Forward
    /// actions"): a group without healthy targets still gets its part, and errors come of it.
    init(_ forward: StandingForward, weights: WeightPair) {
        let sum = weights.old + weights.new + forward.others.reduce(0) { $0 + $1.weight }
        let percent = sum == 0 ? 0 : Double(weights.new) * 100 / Double(sum)
        type = "forward"
        (byWeights, effective, ifOldUnhealthy, ifNewUnhealthy) = (percent, percent, percent, percent)
        reasons = []
    }

    /// Said when health gives another share than the weights do.
    var warnings: [PlanWarning] {
        guard abs(effective - byWeights) > 0.005 else { return [] }
        let words = "\(type): Route 53 would give \(Words.share(effective)) % to new, not "
        return [PlanWarning(.ineffective, words + "\(Words.share(byWeights)) %: \(reasons.joined(separator: "; "))")]
    }
}

extension PlanWarning {
    /// Sides whose health decides and could not be read, each said once for all types.
    static func health(of records: StandingRecords) -> [PlanWarning] {
        var warnings: [PlanWarning] = []
        for pair in records.pairs {
            for side in Side.allCases {
                guard case .unknown(let why) = records.health(pair.type, side) else { continue }
                let warning = PlanWarning(.unread, "\(side.rawValue) is taken as healthy: \(why)")
                if !warnings.contains(warning) { warnings.append(warning) }
            }
        }
        return warnings
    }
}
