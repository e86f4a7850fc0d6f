import Model

/// Why a step would have another effect than it says.
package struct PlanWarning: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A type, or one of its sides, does not exist.
        case missing
        /// The types have different shares now.
        case uneven
        /// Answers are cached for different times, or for more than a minute.
        case ttl
        /// A record or target group beside the two gets traffic, or has no weight.
        case beside
        /// The weights cannot express this percentage.
        case inexact
        /// Because of health, Route 53 would give another share than the weights.
        case ineffective
        /// Health matters, and it could not be read.
        case unread
        /// Clients stay with the side of their first request.
        case sticky
        /// The target of an alias is not the configured load balancer.
        case elsewhere
    }

    package var kind: Kind
    package var words: String

    package init(_ kind: Kind, _ words: String) {
        self.kind = kind
        self.words = words
    }

    static func missing(_ type: String, _ words: String) -> PlanWarning { PlanWarning(.missing, "\(type) \(words)") }

    // MARK: What stands

    /// Records without a weight, among those of one type.
    static func beside(_ records: [CurrentRecord], type: String) -> [PlanWarning] {
        records.compactMap { record in
            if record.weight != nil, record.identifier != nil { return nil }
            guard let identifier = record.identifier else {
                return PlanWarning(.beside, "\(type) is a simple record: its traffic follows no step")
            }
            let lead = record.target.map { " and leads to \($0)" } ?? ""
            return PlanWarning(
                .beside, "\(type) “\(identifier)” \(record.policy.notByWeight)\(lead): its traffic follows no step")
        }
    }

    /// An HTTPS or SVCB record: clients may take the addresses that it holds.
    static func unmoved(_ record: CurrentRecord) -> PlanWarning {
        let name = record.identifier.map { " “\($0)”" } ?? ""
        return PlanWarning(
            .beside, "there is an \(record.type) record\(name) beside them: clients that ask for it follow no step")
    }

    /// What is wrong with the pairs, whatever the step.
    static func standing(_ pairs: [StandingPair]) -> [PlanWarning] {
        var warnings: [PlanWarning] = []
        let percents = pairs.map { $0.weights.percent ?? 50 }
        if let least = percents.min(), let most = percents.max(), most - least > 0.5 {
            let each = zip(pairs, percents).map { "\($0.type) \(NumberWords.share($1)) %" }.joined(separator: ", ")
            warnings.append(PlanWarning(.uneven, "the types differ now (on new: \(each)); a step makes them equal"))
        }
        for pair in pairs {
            warnings += timesToLive(pair)
            if pair.weights.percent == nil {
                warnings.append(
                    PlanWarning(.ineffective, "both \(pair.type) weights are 0 now: Route 53 answers with either"))
            }
            for other in pair.others where (other.weight ?? 0) > 0 {
                let name = other.identifier ?? ""
                warnings.append(
                    PlanWarning(
                        .beside,
                        "a third \(pair.type) record “\(name)” has weight \(other.weight ?? 0) and takes its part"))
            }
        }
        return warnings
    }

    private static func timesToLive(_ pair: StandingPair) -> [PlanWarning] {
        let (old, new) = (pair.old.effectiveTTL, pair.new.effectiveTTL)
        if old != new {
            return [PlanWarning(.ttl, "\(pair.type) TTLs differ (old \(old) s, new \(new) s), which bends the split")]
        }
        guard old > 60 else { return [] }
        let time = NumberWords.duration(Double(old))
        return [
            PlanWarning(.ttl, "\(pair.type) has a TTL of \(old) s: a step, and a roll back, takes \(time) to be seen")
        ]
    }

    /// The same of a forward action.
    static func standing(_ forward: CurrentForward) -> [PlanWarning] {
        var warnings: [PlanWarning] = []
        if let seconds = forward.stickiness {
            let time = NumberWords.duration(Double(seconds))
            warnings.append(
                PlanWarning(.sticky, "clients stay for \(time) with the side that answered them first: the share lags"))
        }
        for other in forward.others {
            let name = other.arn.split(separator: ":").last.map(String.init) ?? other.arn
            warnings.append(
                PlanWarning(.beside, "a third target group, \(name), has weight \(other.weight) and takes its part"))
        }
        if forward.weights.percent == nil {
            warnings.append(PlanWarning(.ineffective, "both weights are 0 now: nobody is served"))
        }
        return warnings
    }

    // MARK: What a step would do

    /// Weights that cannot express the percentage.
    static func inexact(_ percent: Double, _ moves: [WeightChange.Move]) -> [PlanWarning] {
        var said: Set<PlanWarning> = []
        return moves.compactMap { move in
            guard let given = move.to.percent, abs(given - percent) > 0.005 else { return nil }
            let weights = "\(move.to.old)/\(move.to.new)"
            let words =
                "no weights give \(NumberWords.share(percent)) %; the nearest, \(weights), give \(NumberWords.share(given)) %"
            let warning = PlanWarning(.inexact, words)
            return said.insert(warning).inserted ? warning : nil
        }
    }
}
