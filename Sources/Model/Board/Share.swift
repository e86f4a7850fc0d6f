/// One pair of weighted records or target groups, as AWS returns it.
package struct WeightReading: Sendable, Equatable, Codable {
    /// The `type` for a load balancer's action.
    package static let forward = "forward"

    /// Record type (`A`, `AAAA`, `CNAME`) or `forward` for a load balancer's action.
    package var type: String
    /// Raw weights: 0–255 in Route 53, 0–999 in a forward action; `nil` when the record or target group does not exist.
    package var old: Int?
    package var new: Int?
    /// Seconds that resolvers may cache an answer: 60 for an alias to a load balancer, 0 for a forward action.
    package var ttl: Int

    package init(type: String, old: Int?, new: Int?, ttl: Int) {
        self.type = type
        self.old = old
        self.new = new
        self.ttl = ttl
    }

    /// Whether it is a load balancer's action, which takes effect at once.
    package var isForward: Bool { type == Self.forward }

    /// Percent on the new side by the weights alone; `nil` when a weight is missing.
    ///
    /// If all weights are zero, every record has the same probability (Route 53's rule for weighted records).
    package var percent: Double? {
        guard let old, let new else { return nil }
        return old + new == 0 ? 50 : Double(new) * 100 / Double(old + new)
    }
}

/// A weighted alias for which Route 53 evaluates the target's health.
package struct EvaluatedRecord: Sendable, Hashable, Codable {
    /// `A` or `AAAA`.
    package var type: String
    package var side: Side

    package init(type: String, side: Side) {
        self.type = type
        self.side = side
    }
}

/// Weights that were applied before the present ones.
package struct FormerShare: Sendable, Equatable {
    /// Percent on the new side.
    package var percent: Double
    /// When they were set, or first read where nobody saw it. They ended with the next ones.
    package var since: Moment
    /// Seconds that resolvers may cache an answer; 0 for a forward action.
    package var ttl: Int

    package init(percent: Double, since: Moment, ttl: Int) {
        self.percent = percent
        self.since = since
        self.ttl = ttl
    }

    /// - Returns: `nil` for weights without a share.
    package init?(_ share: ShareReading, since: Moment) {
        guard let percent = share.percent else { return nil }
        self.init(percent: percent, since: since, ttl: share.weights.map(\.ttl).max() ?? DefaultTTL.seconds)
    }
}

/// A service's split, as AWS returns it.
package struct ShareReading: Sendable, Equatable, Codable {
    /// One for each record type, or the one forward action.
    package var weights: [WeightReading]
    /// What is unusual, in words: types that differ, a missing record, a simple record besides.
    package var remarks: [String]
    /// The records that Route 53 omits while their targets are unhealthy; `nil` when there are none.
    package var evaluated: [EvaluatedRecord]?

    package init(weights: [WeightReading], remarks: [String] = [], evaluated: [EvaluatedRecord]? = nil) {
        self.weights = weights
        self.remarks = remarks
        self.evaluated = evaluated
    }

    /// Percent on the new side, by the first type: `A` where there is one.
    package var percent: Double? { weights.first?.percent }

    /// Percent on the new side of the type with the highest one. While it is above 0, the weights send traffic to new.
    package var highest: Double? { weights.compactMap(\.percent).max() }

    /// Whether the record types differ by more than half a percentage point.
    package var isUneven: Bool {
        guard let first = percent else { return false }
        return weights.contains { ($0.percent.map { abs($0 - first) > 0.5 }) ?? true }
    }
}
