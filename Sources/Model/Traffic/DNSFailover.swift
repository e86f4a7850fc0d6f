/// When Route 53 takes a load balancer for unhealthy because of one of its target groups: the target group's attributes
/// `target_group_health.dns_failover.minimum_healthy_targets.count` and `.percentage` (ELBv2 user guide, "Target group
/// health"). Each of them alone makes it unhealthy.
///
/// ELBv2 counts by zone where the target group does not balance across zones. Here all zones count together.
package struct DNSFailover: Sendable, Equatable, Codable {
    /// The fewest healthy targets; `nil` for `off`.
    package var count: Int?
    /// The least percentage of healthy targets among those registered, 1 to 100; `nil` for `off`.
    package var percent: Int?

    package init(count: Int?, percent: Int?) {
        self.count = count
        self.percent = percent
    }

    /// What ELBv2 does unless somebody sets it: one healthy target, and no percentage.
    package static let standard = DNSFailover(count: 1, percent: nil)
}
