/// One weighted record or target group of a split, as AWS gives it back.
package struct WeightReading: Sendable, Equatable, Codable {
    /// The `type` of a load balancer's action.
    package static let forward = "forward"

    /// Record type (`A`, `AAAA`, `CNAME`) or `forward` for a load balancer's action.
    package var type: String
    /// Raw weights: 0–255 in Route 53, 0–999 in a forward action; `nil` when the record or target group isn't there.
    package var old: Int?
    package var new: Int?
    /// Seconds that resolvers may keep an answer; 60 for an alias to a load balancer, 0 for a forward action.
    package var ttl: Int

    package init(type: String, old: Int?, new: Int?, ttl: Int) {
        self.type = type
        self.old = old
        self.new = new
        self.ttl = ttl
    }

    /// Whether it is a load balancer's action, which obeys at once.
    package var isForward: Bool { type == Self.forward }

    /// Percent on the new side by the weights alone; `nil` when one is missing.
    ///
    /// All weights zero means equal chances, not "none" (Route 53's rule for weighted records).
    package var percent: Double? {
        guard let old, let new else { return nil }
        return old + new == 0 ? 50 : Double(new) * 100 / Double(old + new)
    }
}

/// A weighted alias whose target's health Route 53 evaluates.
package struct EvaluatedRecord: Sendable, Hashable, Codable {
    /// `A` or `AAAA`.
    package var type: String
    package var side: Side

    package init(type: String, side: Side) {
        self.type = type
        self.side = side
    }
}

/// The split of a service as read back from AWS.
package struct ShareReading: Sendable, Equatable, Codable {
    /// One for each record type, or the one forward action.
    package var weights: [WeightReading]
    /// What is odd about it, in words: types that differ, a record that is missing, a simple record beside.
    package var remarks: [String]
    /// The records that are left out while what they lead to is unhealthy; `nil` when there are none.
    package var evaluated: [EvaluatedRecord]?

    package init(weights: [WeightReading], remarks: [String] = [], evaluated: [EvaluatedRecord]? = nil) {
        self.weights = weights
        self.remarks = remarks
        self.evaluated = evaluated
    }

    /// Percent on the new side: that of the first type, which is `A` where there is one.
    package var percent: Double? { weights.first?.percent }

    /// Percent on new of the type that has the most: while it is above 0, new gets traffic by weight.
    package var highest: Double? { weights.compactMap(\.percent).max() }

    /// Whether the record types disagree by more than half a point.
    package var isUneven: Bool {
        guard let first = percent else { return false }
        return weights.contains { ($0.percent.map { abs($0 - first) > 0.5 }) ?? true }
    }
}
