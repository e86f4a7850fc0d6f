package import Model

/// One resource record set of a Route 53 zone; the members of a weighted group are record sets of their own.
package struct RecordSet: Sendable, Equatable {
    /// Where an alias record points.
    package struct AliasTarget: Sendable, Equatable {
        /// The zone that the target's DNS name is in, not the record's own.
        package let hostedZoneID: String
        /// As written, with its trailing dot.
        package let dnsName: String
        /// Whether Route 53 leaves the record out when its target is unhealthy.
        package let evaluateTargetHealth: Bool

        /// Makes a target.
        package init(hostedZoneID: String, dnsName: String, evaluateTargetHealth: Bool) {
            self.hostedZoneID = hostedZoneID
            self.dnsName = dnsName
            self.evaluateTargetHealth = evaluateTargetHealth
        }
    }

    /// Compared without case, trailing dot and escapes.
    package let name: RecordName
    /// `A`, `AAAA`, `CNAME`, …
    package let type: String
    /// Tells the members of a group apart; nil for a simple record.
    package var setIdentifier: String?
    /// 0 to 255; nil when the record is not weighted.
    package var weight: Int?
    /// How Route 53 chooses it, when it is neither simple nor weighted.
    package var policy: RoutingPolicy?
    /// Seconds; nil for an alias, whose target decides.
    package var ttl: Int?
    /// Where an alias leads; nil for a record with values.
    package var aliasTarget: AliasTarget?
    /// The health check that decides whether the record is given out.
    package var healthCheckID: String?
    /// The records' values as written; empty for an alias.
    package var values: [String] = []

    /// Makes a record set without weight and values.
    package init(name: String, type: String) {
        self.name = RecordName(name)
        self.type = type
    }
}

extension RecordSet: ListedApart {
    static var namingFields: [String] { ["Name"] }

    private enum CodingKeys: String, CodingKey {
        case name = "Name"
        case type = "Type"
        case setIdentifier = "SetIdentifier"
        case weight = "Weight"
        case ttl = "TTL"
        case aliasTarget = "AliasTarget"
        case healthCheckID = "HealthCheckId"
        case values = "ResourceRecords"
    }

    /// Written by hand: an alias takes no TTL, but some endpoints write one, of 0. Weight, identifier and alias must be
    /// right, for shares are made of them; an odd one throws.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try fields.decode(String.self, forKey: .name), type: try fields.decode(String.self, forKey: .type))
        setIdentifier = try fields.decodeIfPresent(String.self, forKey: .setIdentifier)
        weight = try fields.answer(Wire.RecordWeight.self, .weight)
        aliasTarget = try fields.decodeIfPresent(AliasTarget.self, forKey: .aliasTarget)
        ttl = aliasTarget == nil ? try fields.answer(Wire.Number.self, .ttl) : nil
        healthCheckID = try fields.answer(Wire.Text.self, .healthCheckID)
        values = try fields.answer(Wire.List<ResourceRecord>.self, .values).map(\.value)
        let named = try decoder.container(keyedBy: ElementName.self)
        policy = RoutingPolicy { Self.text($0[...], in: named) }
    }
}

extension RecordSet {
    /// The text of the field on that path.
    private static func text(_ path: ArraySlice<String>, in fields: KeyedDecodingContainer<ElementName>) -> String? {
        guard let name = path.first, fields.contains(ElementName(stringValue: name)) else { return nil }
        let key = ElementName(stringValue: name)
        guard path.count > 1 else { return try? fields.answer(Wire.Text.self, key) }
        guard let inner = try? fields.nestedContainer(keyedBy: ElementName.self, forKey: key) else { return nil }
        return text(path.dropFirst(), in: inner)
    }
}

extension RecordSet.AliasTarget: Decodable {
    private enum CodingKeys: String, CodingKey {
        case hostedZoneID = "HostedZoneId"
        case dnsName = "DNSName"
        case evaluateTargetHealth = "EvaluateTargetHealth"
    }
}

private struct ResourceRecord: Decodable {
    let value: String

    enum CodingKeys: String, CodingKey {
        case value = "Value"
    }
}
