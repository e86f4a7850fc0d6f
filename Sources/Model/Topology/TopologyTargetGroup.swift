/// A target group and the health of its targets.
package struct TopologyTargetGroup: Sendable, Equatable {
    package var arn: String
    package var name: String
    /// `instance`, `ip`, `lambda` or `alb`.
    package var targetType: String?
    package var port: Int?
    package var `protocol`: String?
    /// ARNs of the load balancers that forward to it; empty when no rule does.
    package var balancers: [String]
    /// The registered targets; `nil` when they were not read.
    package var targets: [Target]?
    /// Seconds in which a deregistered target may finish its requests; the default is 300.
    package var deregistrationDelay: Int?
    /// Seconds for which a client stays with the same target; `nil` without stickiness, or when the attributes were not
    /// read.
    package var stickiness: Int?
    /// Seconds in which the traffic of a new target grows; 0 without slow start, `nil` when it was not read.
    package var slowStart: Int?
    /// When Route 53 takes its load balancer for unhealthy; the standard where it was not read.
    package var failover = DNSFailover.standard
    package var side: Side?

    /// A registered target.
    package struct Target: Sendable, Equatable {
        /// An instance's id, or an address.
        package var id: String
        package var port: Int?
        /// `healthy, unhealthy, initial, draining, unused, unavailable, unhealthy.draining`.
        package var state: TargetState

        package init(id: String, port: Int? = nil, state: TargetState) {
            self.id = id
            self.port = port
            self.state = state
        }
    }

    package init(
        arn: String, name: String, targetType: String? = nil, port: Int? = nil, protocol: String? = nil,
        balancers: [String] = [], targets: [Target]? = nil, deregistrationDelay: Int? = nil, stickiness: Int? = nil,
        slowStart: Int? = nil, side: Side? = nil
    ) {
        self.arn = arn
        self.name = name
        self.targetType = targetType
        self.port = port
        self.protocol = `protocol`
        self.balancers = balancers
        self.targets = targets
        self.deregistrationDelay = deregistrationDelay
        self.stickiness = stickiness
        self.slowStart = slowStart
        self.side = side
    }

    /// How many of its targets are healthy; `nil` when they were not read.
    package var healthy: Int? { targets?.count { $0.state == .healthy } }

    /// `targetgroup/name/hex`, its name in metrics and scaling policies.
    package var dimension: String { ARN(arn)?.resource ?? name }
}
