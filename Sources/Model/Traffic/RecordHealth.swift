/// Whether Route 53 would return a record, as far as it can be known from outside.
package enum RecordHealth: Sendable, Equatable {
    /// Nothing checks its health: no health check, and no evaluation of its target's health.
    case unwatched
    case healthy
    /// Why, in words.
    case unhealthy(String)
    /// Why it is not known, in words. Such a record counts as healthy, with a remark.
    case unknown(String)

    package var countsAsHealthy: Bool { if case .unhealthy = self { false } else { true } }

    /// The health of an alias to a load balancer with these target groups.
    ///
    /// It is healthy when every target group has at least one healthy target. A target group without targets is
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

/// The number of targets of one target group.
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
