/// A load balancer, and those of its routes that a service's requests take.
package struct TopologyBalancer: Sendable, Equatable {
    package var arn: String
    package var name: String
    package var dnsName: String?
    package var region: String?
    /// `ipv4`, `dualstack` or `dualstack-without-public-ipv4`.
    package var addressType: String?
    /// Seconds that a connection may be silent; 60 unless somebody changed it.
    package var idleTimeout: Int?
    /// Seconds after which a client's connection is closed in any case; 3600 unless somebody changed it.
    package var clientKeepAlive: Int?
    /// Whether a web ACL stands before it; `nil` where that could not be told.
    package var hasWAF: Bool?
    /// The side it serves alone; `nil` where it serves both, or nobody could tell.
    package var side: Side?
    /// To how many target groups it forwards in all, other services' among them; `nil` where that was not read.
    package var groupCount: Int?
    /// The default actions and rules that this service's requests meet, in the order in which they are tried.
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

    /// Whether clients may come to it by IPv6; `nil` where that was not read.
    package var takesIPv6: Bool? { addressType.map { $0 != "ipv4" } }
}

/// What a listener does with a request that one of its rules takes, or none of them.
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
    /// Host names that it takes, with `*` and `?`; empty for any.
    package var hosts: [String]
    /// Conditions beside the host, in words, such as `path-pattern /admin/*`; with any, it takes only a part of the requests.
    package var conditions: [String]
    /// `forward`, `redirect`, `fixed-response`, …: the action that decides.
    package var action: String
    package var targets: [Target]
    /// Seconds that a client stays with the group that answered it first; `nil` when it does not.
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
