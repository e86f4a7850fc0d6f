/// The share on new that certain weights really give, now and when one side fails.
package struct SplitOutcome: Sendable, Equatable {
    /// A record of the group, or a target group of the action.
    package struct Member: Sendable, Equatable {
        /// `nil` for one that leads to neither side and takes its part all the same.
        package var side: Side?
        package var weight: Int
        package var health: RecordHealth
        /// Whether the record is left out when what it leads to is unhealthy.
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

    /// By Route 53's rules, for the records of one name and type.
    package init(type: String, records members: [Member]) {
        func percent(_ isHealthy: (Member) -> Bool) -> Double {
            let candidates = members.map { EffectiveSplit.Candidate(weight: $0.weight, isHealthy: isHealthy($0)) }
            let shares = EffectiveSplit(candidates).shares
            return members.indices.filter { members[$0].side == .new }.reduce(0) { $0 + shares[$1] } * 100
        }
        self.type = type
        byWeights = percent { _ in true }
        effective = percent { $0.health.countsAsHealthy }
        // A record that nobody checks goes on being given out, however its side fares.
        ifOldUnhealthy = percent { $0.side != .old || !$0.isWatched }
        ifNewUnhealthy = percent { $0.side != .new || !$0.isWatched }
        reasons = members.compactMap { member in
            guard case .unhealthy(let why) = member.health else { return nil }
            return "\(member.side?.rawValue ?? "another record") counts as unhealthy: \(why)"
        }
    }

    /// A forward action goes by its weights alone, whatever the health of a target group (ELBv2 user guide, "Forward
    /// actions"): a group without healthy targets still gets its part, and errors come of it.
    package init(forward members: [Member]) {
        let sum = members.reduce(0) { $0 + $1.weight }
        let new = members.filter { $0.side == .new }.reduce(0) { $0 + $1.weight }
        let percent = sum == 0 ? 0 : Double(new) * 100 / Double(sum)
        type = WeightReading.forward
        (byWeights, effective, ifOldUnhealthy, ifNewUnhealthy) = (percent, percent, percent, percent)
        reasons = []
    }

    /// Whether health gives another share than the weights do.
    package var differs: Bool { abs(effective - byWeights) > 0.005 }

    /// `A: Route 53 gives 0 % to new, not 25 %: new counts as unhealthy: …`; `nil` when health changes nothing.
    package var remark: String? {
        guard differs else { return nil }
        return "\(type): Route 53 gives \(NumberWords.share(effective)) % to new, "
            + "not \(NumberWords.share(byWeights)) %: " + reasons.joined(separator: "; ")
    }

    /// What part new would get of a failing side: `100 % if old became unhealthy, 0 % if new did`.
    package var failover: String {
        "\(NumberWords.share(ifOldUnhealthy)) % if old became unhealthy, \(NumberWords.share(ifNewUnhealthy)) % if new did"
    }

    /// What clients are given now, and would be: `new gets 25 %; 100 % if old became unhealthy, 0 % if new did`.
    package var words: String {
        let now = "new gets \(NumberWords.share(effective)) %"
        return type == WeightReading.forward ? "\(now), whatever the health of either side" : "\(now); \(failover)"
    }
}
