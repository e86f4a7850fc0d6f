package import AWS
package import Model

/// One weighted record as it stands in Route 53, with its source.
package struct CurrentRecord: Sendable, Equatable {
    package let name: RecordName
    package let type: String
    /// `nil` for a simple record.
    package let identifier: String?
    /// 0 to 255; `nil` when it is not routed by weight.
    package let weight: Int?
    /// Seconds; `nil` for an alias, whose target decides.
    package let ttl: Int?
    /// The name an alias leads to; `nil` for a record with values.
    package let target: RecordName?
    /// Whether Route 53 leaves the alias out while its target is unhealthy.
    package let evaluatesTarget: Bool
    /// The health check that decides whether the record is given out.
    package let healthCheck: String?
    let piece: XMLElement

    /// `nil` when the element is no record set.
    package init?(_ piece: XMLElement) {
        guard piece.name == "ResourceRecordSet", let name = piece["Name"]?.text, let type = piece["Type"]?.text else {
            return nil
        }
        self.name = RecordName(name)
        self.type = type
        identifier = piece["SetIdentifier"]?.text
        weight = piece["Weight"].flatMap { Int($0.text) }
        let alias = piece["AliasTarget"]
        target = alias?["DNSName"].map { RecordName($0.text) }
        evaluatesTarget = alias?["EvaluateTargetHealth"]?.text == "true"
        ttl = alias == nil ? piece["TTL"].flatMap { Int($0.text) } : nil
        healthCheck = piece["HealthCheckId"]?.text
        self.piece = piece
    }

    /// How Route 53 chooses it, when it is neither simple nor weighted.
    package var policy: RoutingPolicy? {
        RoutingPolicy { path in
            var element: XMLElement? = piece
            for name in path { element = element?[name] }
            return element?.text
        }
    }

    /// The whole record with another weight and nothing else changed.
    func weighing(_ weight: Int) -> XMLElement {
        // An alias takes no TTL (Route 53 API, ResourceRecordSet); some endpoints write one all the same, of 0.
        let fields =
            target == nil ? piece : XMLElement(name: piece.name, children: piece.children.filter { $0.name != "TTL" })
        return fields.setting("Weight", to: String(weight))
    }

    /// Whether this is the same member of the same group.
    func isSameRecord(as other: CurrentRecord) -> Bool {
        name == other.name && type == other.type && identifier == other.identifier
    }

    /// Whether Route 53 asks for its health at all.
    package var isWatched: Bool { healthCheck != nil || (target != nil && evaluatesTarget) }

    /// Seconds for which resolvers keep an answer.
    package var effectiveTTL: Int { ttl ?? DefaultTTL.seconds }
}

/// The records of one type that share a service's traffic.
package struct StandingPair: Sendable, Equatable {
    package var old: CurrentRecord
    package var new: CurrentRecord
    /// Weighted records of the same type that belong to neither side.
    package var others: [CurrentRecord] = []

    package var type: String { old.type }
    /// 0 to 255 each.
    package var weights: WeightPair { WeightPair(old: old.weight ?? 0, new: new.weight ?? 0) }
}
