/// A target group: what it forwards to, and how those fare.
package struct TopologyTargetGroup: Sendable, Equatable {
    package var arn: String
    package var name: String
    /// `instance`, `ip`, `lambda` or `alb`.
    package var targetType: String?
    package var port: Int?
    package var `protocol`: String?
    /// ARNs of the load balancers that forward to it; none when no rule names it.
    package var balancers: [String]
    /// The registered targets; `nil` when they were not read.
    package var targets: [Target]?
    /// Seconds for which a target that is taken out may finish its requests; 300 unless somebody changed it.
    package var deregistrationDelay: Int?
    /// Seconds that a client stays with the same target; `nil` when it does not, or the attributes were not read.
    package var stickiness: Int?
    /// Seconds in which a new target's part grows; 0 for no slow start, `nil` when it was not read.
    package var slowStart: Int?
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

    /// `targetgroup/name/hex`, which metrics and scaling policies name it by.
    package var dimension: String { ARN(arn)?.resource ?? name }
}
