/// A load balancer of ELBv2.
package struct LoadBalancer: Sendable, Equatable {
    /// The load balancer's ARN.
    package let arn: String
    /// Its name, unique in the region.
    package let name: String
    /// The name that an alias record points to.
    package var dnsName: String?
    /// The zone that an alias record to it must name.
    package var hostedZoneID: String?
    /// `internet-facing` or `internal`.
    package var scheme: String?
    /// `application`, `network` or `gateway`.
    package var type: String?
    /// `ipv4`, `dualstack` or `dualstack-without-public-ipv4`.
    package var addressType: String?
    /// `active`, `provisioning`, `active_impaired` or `failed`.
    package var state: String?
    /// Why it is impaired or failed, in words.
    package var stateReason: String?
    /// The availability zones it has nodes in.
    package var zones: [String] = []
    /// Seconds since 1970.
    package var createdAt: Double?

    /// Makes a load balancer of which only this is known.
    package init(arn: String, name: String) {
        self.arn = arn
        self.name = name
    }
}

extension LoadBalancer: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "LoadBalancerArn"
        case name = "LoadBalancerName"
        case dnsName = "DNSName"
        case hostedZoneID = "CanonicalHostedZoneId"
        case scheme = "Scheme"
        case type = "Type"
        case addressType = "IpAddressType"
        case state = "State"
        case zones = "AvailabilityZones"
        case createdAt = "CreatedTime"
    }

    private struct State: Decodable {
        let code: String?
        let reason: String?

        enum CodingKeys: String, CodingKey {
            case code = "Code"
            case reason = "Reason"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            code = try fields.text(.code)
            reason = try fields.text(.reason)
        }
    }

    private struct Zone: Decodable {
        let name: String

        enum CodingKeys: String, CodingKey {
            case name = "ZoneName"
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            arn: try fields.decode(String.self, forKey: .arn), name: try fields.decode(String.self, forKey: .name))
        dnsName = try fields.text(.dnsName)
        hostedZoneID = try fields.text(.hostedZoneID)
        scheme = try fields.text(.scheme)
        type = try fields.text(.type)
        addressType = try fields.text(.addressType)
        let answered = try fields.decodeIfPresent(State.self, forKey: .state)
        state = answered?.code
        stateReason = answered?.reason
        zones = try fields.list(of: Zone.self, .zones).map(\.name)
        createdAt = try fields.epoch(.createdAt)
    }
}
