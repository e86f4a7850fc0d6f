import Model

// The result that weights would have with the present records or forward action.
extension SplitOutcome {
    /// By Route 53's rules.
    init(_ pair: StandingPair, weights: WeightPair, old: RecordHealth, new: RecordHealth) {
        let sides = [
            Member(side: .old, weight: weights.old, health: old, isWatched: pair.old.isWatched),
            Member(side: .new, weight: weights.new, health: new, isWatched: pair.new.isWatched),
        ]
        self.init(type: pair.type, records: sides + pair.others.map { Member(side: nil, weight: $0.weight ?? 0) })
    }

    /// By the action's weights alone.
    init(_ forward: CurrentForward, weights: WeightPair) {
        let sides = [Member(side: .old, weight: weights.old), Member(side: .new, weight: weights.new)]
        self.init(forward: sides + forward.others.map { Member(side: nil, weight: $0.weight) })
    }

    /// The warning when health leads to another share than the weights.
    var warnings: [PlanWarning] {
        guard differs else { return [] }
        let words = "\(type): Route 53 would give \(NumberWords.share(effective)) % to new, not "
        let rest = "\(NumberWords.share(byWeights)) %: \(reasons.joined(separator: "; "))"
        return [PlanWarning(.ineffective, words + rest)]
    }
}

extension PlanWarning {
    /// The sides whose health matters and could not be read, each once for all types.
    static func health(of records: CurrentRecords) -> [PlanWarning] {
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
