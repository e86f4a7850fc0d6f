/// One record set of a service's name.
package struct TopologyRecord: Sendable, Equatable {
    /// `A`, `AAAA` or `CNAME`.
    package var type: String
    /// Tells the members of a group apart; `nil` for a simple record.
    package var setIdentifier: String?
    /// 0 to 255; `nil` for a record that is not routed by weight.
    package var weight: Int?
    /// Seconds that resolvers may keep the answer; `nil` for an alias, whose target decides.
    package var ttl: Int?
    package var isAlias: Bool
    /// Where an alias or a CNAME leads; `nil` for a record of addresses.
    package var target: String?
    /// Whether Route 53 leaves the record out while its target is unhealthy; never for what is no alias.
    package var evaluatesTargetHealth: Bool
    /// The id of the health check that decides whether the record is given out.
    package var healthCheck: String?
    /// The side it leads to; `nil` where it leads to neither, or nobody could tell.
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

    /// Whether it is one of a weighted group.
    package var isWeighted: Bool { weight != nil && setIdentifier != nil }

    /// Seconds that resolvers may keep the answer. `nil` where nothing is known.
    package var effectiveTTL: Int? { ttl ?? (isAlias ? DefaultTTL.seconds : nil) }

    /// Whether its health is asked for by anybody.
    package var isWatched: Bool { healthCheck != nil || (isAlias && evaluatesTargetHealth) }

    /// How it is called in a sentence: `A “ec2”`, `AAAA`.
    package var title: String { setIdentifier.map { "\(type) “\($0)”" } ?? type }

    /// A DNS name without case, final dot and the `dualstack.` that leads to the same load balancer (ELBv2 user guide).
    package static func plainName(_ name: String) -> String {
        var name = name.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        return name.hasPrefix("dualstack.") ? String(name.dropFirst("dualstack.".count)) : name
    }
}
