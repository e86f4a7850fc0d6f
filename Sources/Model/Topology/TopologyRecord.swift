/// One record of a service's name.
package struct TopologyRecord: Sendable, Equatable {
    /// `A`, `AAAA` or `CNAME`.
    package var type: String
    /// Distinguishes the members of a group; `nil` for a simple record.
    package var setIdentifier: String?
    /// 0 to 255; `nil` for a record without weighted routing.
    package var weight: Int?
    /// Seconds that resolvers may cache the answer; `nil` for an alias, whose target decides.
    package var ttl: Int?
    package var isAlias: Bool
    /// The target of an alias or a CNAME; `nil` for a record of addresses.
    package var target: String?
    /// Whether Route 53 omits the record while its target is unhealthy. Always false for a record that is no alias.
    package var evaluatesTargetHealth: Bool
    /// The id of the health check that can take the record out of answers.
    package var healthCheck: String?
    /// How Route 53 chooses it, when it is neither simple nor weighted.
    package var policy: RoutingPolicy?
    /// The side that it points to; `nil` where it points to neither, or where it is not known.
    package var side: Side?

    package init(
        type: String, setIdentifier: String? = nil, weight: Int? = nil, ttl: Int? = nil, isAlias: Bool = false,
        target: String? = nil, evaluatesTargetHealth: Bool = false, healthCheck: String? = nil, side: Side? = nil
    ) {
        self.type = type
        self.setIdentifier = setIdentifier
        self.weight = weight
        self.ttl = ttl
        self.isAlias = isAlias
        self.target = target
        self.evaluatesTargetHealth = evaluatesTargetHealth
        self.healthCheck = healthCheck
        self.side = side
    }

    /// Whether it belongs to a weighted group.
    package var isWeighted: Bool { weight != nil && setIdentifier != nil }

    /// Seconds that resolvers may cache the answer; `nil` where it is not known.
    package var effectiveTTL: Int? { ttl ?? (isAlias ? DefaultTTL.seconds : nil) }

    /// Whether its health is checked: by a health check, or by its target's.
    package var isWatched: Bool { healthCheck != nil || (isAlias && evaluatesTargetHealth) }

    /// Its name in a sentence: `A “ec2”`, `AAAA`.
    package var title: String { setIdentifier.map { "\(type) “\($0)”" } ?? type }

    /// A DNS name in lower case, without the final dot, and without `dualstack.`, which leads to the same load balancer
    /// (ELBv2 user guide).
    package static func plainName(_ name: String) -> String {
        var name = name.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        return name.hasPrefix("dualstack.") ? String(name.dropFirst("dualstack.".count)) : name
    }
}
