/// A load balancer, and those of its routes that this service's requests take.
package struct TopologyBalancer: Sendable, Equatable {
    package var arn: String
    package var name: String
    package var dnsName: String?
    package var region: String?
    /// `ipv4`, `dualstack` or `dualstack-without-public-ipv4`.
    package var addressType: String?
    /// Seconds until an idle connection is closed; the default is 60.
    package var idleTimeout: Int?
    /// Seconds after which a client's connection is always closed; the default is 3600.
    package var clientKeepAlive: Int?
    /// Whether a web ACL protects it; `nil` where it is not known.
    package var hasWAF: Bool?
    /// The side that it serves alone; `nil` where it serves both, or where it is not known.
    package var side: Side?
    /// The number of all target groups to which it forwards, including those of other services; `nil` where it was not
    /// read.
    package var groupCount: Int?
    /// The default actions and rules for this service's requests, in the order of evaluation.
    package var routes: [TopologyRoute]
    /// Default actions and rules beside the weighted forward that lead to a target group of this service as well.
    package var bypasses: [TopologyRoute]

    package init(
        arn: String, name: String, dnsName: String? = nil, region: String? = nil, addressType: String? = nil,
        idleTimeout: Int? = nil, clientKeepAlive: Int? = nil, hasWAF: Bool? = nil, side: Side? = nil,
        groupCount: Int? = nil, routes: [TopologyRoute] = [], bypasses: [TopologyRoute] = []
    ) {
        self.arn = arn
        self.name = name
        self.dnsName = dnsName
        self.region = region
        self.addressType = addressType
        self.idleTimeout = idleTimeout
        self.clientKeepAlive = clientKeepAlive
        self.hasWAF = hasWAF
        self.side = side
        self.groupCount = groupCount
        self.routes = routes
        self.bypasses = bypasses
    }

    /// Whether clients can connect by IPv6; `nil` where it was not read.
    package var takesIPv6: Bool? { addressType.map { $0 != "ipv4" } }
}

/// What a listener does with a request that matches one of its rules, or no rule.
package struct TopologyRoute: Sendable, Equatable {
    /// A target group and its weight in the action.
    package struct Target: Sendable, Equatable {
        /// The target group's ARN.
        package var targetGroup: String
        /// 0 to 999 (ELBv2 API, TargetGroupTuple).
        package var weight: Int

        package init(targetGroup: String, weight: Int) {
            self.targetGroup = targetGroup
            self.weight = weight
        }
    }

    /// The listener's ARN.
    package var listener: String
    package var port: Int?
    /// `HTTP`, `HTTPS`, …
    package var `protocol`: String?
    /// The rule's ARN; `nil` for the listener's default action.
    package var rule: String?
    /// `nil` for the default action.
    package var priority: Int?
    /// The host names of the rule, with `*` and `?`; empty for any.
    package var hosts: [String]
    /// Conditions besides the host, in words, such as `path-pattern /admin/*`. With any of them the rule takes only
    /// some requests.
    package var conditions: [String]
    /// The deciding action: `forward`, `redirect`, `fixed-response`, …
    package var action: String
    package var targets: [Target]
    /// Seconds for which a client stays with the target group of its first request; `nil` without stickiness.
    package var stickiness: Int?

    package init(
        listener: String, port: Int? = nil, protocol: String? = nil, rule: String? = nil, priority: Int? = nil,
        hosts: [String] = [], conditions: [String] = [], action: String = "forward", targets: [Target] = [],
        stickiness: Int? = nil
    ) {
        self.listener = listener
        self.port = port
        self.protocol = `protocol`
        self.rule = rule
        self.priority = priority
        self.hosts = hosts
        self.conditions = conditions
        self.action = action
        self.targets = targets
        self.stickiness = stickiness
    }
}
