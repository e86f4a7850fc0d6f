/// The effective share on new by certain weights, now and if one side fails.
package struct SplitOutcome: Sendable, Equatable {
    /// A record of the group, or a target group of the action.
    package struct Member: Sendable, Equatable {
        /// `nil` for a member that belongs to neither side and still takes its part.
        package var side: Side?
        package var weight: Int
        package var health: RecordHealth
        /// Whether the record is omitted when its target is unhealthy.
        package var isWatched: Bool

        package init(side: Side?, weight: Int, health: RecordHealth = .unwatched, isWatched: Bool = false) {
            self.side = side
            self.weight = weight
            self.health = health
            self.isWatched = isWatched
        }
    }

    /// `A`, `AAAA`, `CNAME` or `forward`.
    package let type: String
    /// Percent on new by the weights alone, of all members with a weight.
    package let byWeights: Double
    /// Percent on new with the known health.
    package let effective: Double
    /// Percent on new if the old side were unhealthy and everything else healthy.
    package let ifOldUnhealthy: Double
    /// Percent on new if the new side were unhealthy and everything else healthy.
    package let ifNewUnhealthy: Double
    /// Why the effective share differs from the weights; empty when it does not.
    package let reasons: [String]

    /// The outcome of records of one name and type, by Route 53's rules.
    package init(type: String, records members: [Member]) {
        func percent(_ isHealthy: (Member) -> Bool) -> Double {
            let candidates = members.map { EffectiveSplit.Candidate(weight: $0.weight, isHealthy: isHealthy($0)) }
            let shares = EffectiveSplit(candidates).shares
            return members.indices.filter { members[$0].side == .new }.reduce(0) { $0 + shares[$1] } * 100
        }
        self.type = type
        byWeights = percent { _ in true }
        effective = percent { $0.health.countsAsHealthy }
        // A record without a health check is always returned, whatever the health of its side.
        ifOldUnhealthy = percent { $0.side != .old || !$0.isWatched }
        ifNewUnhealthy = percent { $0.side != .new || !$0.isWatched }
        reasons = members.compactMap { member in
            guard case .unhealthy(let why) = member.health else { return nil }
            return "\(member.side?.rawValue ?? "another record") counts as unhealthy: \(why)"
        }
    }

    /// A forward action uses the weights alone, at any health (ELBv2 user guide, "Forward actions"): a target group
    /// without healthy targets still gets its part, which ends in errors.
    package init(forward members: [Member]) {
        let sum = members.reduce(0) { $0 + $1.weight }
        let new = members.filter { $0.side == .new }.reduce(0) { $0 + $1.weight }
        let percent = sum == 0 ? 0 : Double(new) * 100 / Double(sum)
        type = WeightReading.forward
        (byWeights, effective, ifOldUnhealthy, ifNewUnhealthy) = (percent, percent, percent, percent)
        reasons = []
    }

    /// Whether the health changes the share of the weights.
    package var differs: Bool { abs(effective - byWeights) > 0.005 }

    /// `A: Route 53 gives 0 % to new, not 25 %: new counts as unhealthy: …`; `nil` when health changes nothing.
    package var remark: String? {
        guard differs else { return nil }
        return "\(type): Route 53 gives \(NumberWords.share(effective)) % to new, "
            + "not \(NumberWords.share(byWeights)) %: " + reasons.joined(separator: "; ")
    }

    /// What new would get if a side failed: `100 % if old became unhealthy, 0 % if new did`.
    package var failover: String {
        "\(NumberWords.share(ifOldUnhealthy)) % if old became unhealthy, \(NumberWords.share(ifNewUnhealthy)) % if new did"
    }

    /// What new gets now and if a side failed: `new gets 25 %; 100 % if old became unhealthy, 0 % if new did`.
    package var words: String {
        let now = "new gets \(NumberWords.share(effective)) %"
        return type == WeightReading.forward ? "\(now), whatever the health of either side" : "\(now); \(failover)"
    }
}
