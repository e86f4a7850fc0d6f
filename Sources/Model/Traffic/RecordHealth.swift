/// Whether Route 53 would give a record out, as far as can be told from outside.
package enum RecordHealth: Sendable, Equatable {
    /// Nobody asks for its health: neither a health check nor its target's.
    case unwatched
    case healthy
    /// Why, in words.
    case unhealthy(String)
    /// Why it cannot be told; it is then taken as healthy, and said so.
    case unknown(String)

    package var countsAsHealthy: Bool { if case .unhealthy = self { false } else { true } }

    /// The health of an alias to a load balancer whose target groups are these.
    ///
    /// It is healthy when every target group has at least one healthy target; a target group without targets counts as
    /// unhealthy (Route 53 developer guide, "Values specific for weighted alias records", Evaluate target health).
    package static func ofBalancer(_ groups: [TargetGroupHealth]) -> RecordHealth {
        if groups.isEmpty { return .unknown("its load balancer forwards to no target group") }
        let bad = groups.filter { $0.healthy == 0 }.map { group in
            group.registered == 0
                ? "target group \(group.name) has no targets"
                : "none of the \(group.registered) targets of \(group.name) is healthy"
        }
        return bad.isEmpty ? .healthy : .unhealthy(bad.joined(separator: " and "))
    }
}

/// The targets of one target group, counted.
package struct TargetGroupHealth: Sendable, Equatable {
    package var name: String
    package var registered: Int
    package var healthy: Int

    package init(name: String, registered: Int, healthy: Int) {
        self.name = name
        self.registered = registered
        self.healthy = healthy
    }
}
