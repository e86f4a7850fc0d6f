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
    /// It is healthy when every target group has its least number of healthy targets, which is one unless the target
    /// group's own settings say otherwise. A target group without targets is unhealthy (Route 53 developer guide, "Values
    /// specific for weighted alias records", Evaluate target health).
    package static func ofBalancer(_ groups: [TargetGroupHealth]) -> RecordHealth {
        if groups.isEmpty { return .unknown("its load balancer forwards to no target group") }
        let bad = groups.compactMap(\.shortage)
        return bad.isEmpty ? .healthy : .unhealthy(bad.joined(separator: " and "))
    }
}

/// The number of targets of one target group.
package struct TargetGroupHealth: Sendable, Equatable, Codable {
    package var name: String
    package var registered: Int
    package var healthy: Int
    /// How many of them must be healthy.
    package var failover: DNSFailover

    package init(name: String, registered: Int, healthy: Int, failover: DNSFailover = .standard) {
        self.name = name
        self.registered = registered
        self.healthy = healthy
        self.failover = failover
    }

    /// Why Route 53 takes its load balancer for unhealthy, in words; `nil` when it does not.
    package var shortage: String? {
        let isFew = failover.count.map { healthy < $0 } ?? false
        // Of no targets none is healthy, whatever the percentage.
        let isSmall = failover.percent.map { registered == 0 || healthy * 100 < $0 * registered } ?? false
        guard isFew || isSmall else { return nil }
        if registered == 0 { return "target group \(name) has no targets" }
        if healthy == 0 { return "none of the \(registered) targets of \(name) is healthy" }
        let wanted = isFew ? failover.count.map(String.init) : failover.percent.map { "\($0) %" }
        let verb = healthy == 1 ? "is" : "are"
        return "only \(healthy) of the \(registered) targets of \(name) \(verb) healthy, and its DNS failover wants "
            + (wanted ?? "more")
    }
}
