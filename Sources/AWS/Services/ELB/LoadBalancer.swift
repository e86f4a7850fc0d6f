package import Model

/// A load balancer of ELBv2.
package struct LoadBalancer: Sendable, Equatable {
    /// The load balancer's ARN.
    package let arn: String
    /// Its name, unique in the region.
    package let name: String
    /// The name that an alias record points to.
    @Answered<Wire.Text> package var dnsName: String? = nil
    /// The zone that an alias record to it must name.
    @Answered<Wire.Text> package var hostedZoneID: String? = nil
    /// `internet-facing` or `internal`.
    @Answered<Wire.Text> package var scheme: String? = nil
    /// `application`, `network` or `gateway`.
    @Answered<Wire.Text> package var type: String? = nil
    /// `ipv4`, `dualstack` or `dualstack-without-public-ipv4`.
    @Answered<Wire.Text> package var addressType: String? = nil
    /// The availability zones it has nodes in.
    @Answered<Wire.List<Zone>> package var availabilityZones: [Zone] = []
    /// When it was made.
    @Answered<Wire.Time> package var createdAt: Moment? = nil
    /// Whether it serves, and why not.
    @Answered<Wire.Part<Condition>> package var condition: Condition? = nil

    /// An availability zone, by its name.
    package struct Zone: Sendable, Equatable, Decodable {
        package let name: String

        private enum CodingKeys: String, CodingKey {
            case name = "ZoneName"
        }

        /// Makes a zone.
        package init(_ name: String) { self.name = name }
    }

    /// Whether a load balancer serves.
    package struct Condition: Sendable, Equatable, Decodable {
        /// The word for it.
        @Answered<Wire.Word<LoadBalancerState>> package var state: LoadBalancerState? = nil
        /// Why it is impaired or failed, in words.
        @Answered<Wire.Text> package var reason: String? = nil

        private enum CodingKeys: String, CodingKey {
            case state = "Code"
            case reason = "Reason"
        }

        /// Makes a condition.
        package init(_ state: LoadBalancerState?, reason: String? = nil) {
            self.state = state
            self.reason = reason
        }
    }

    /// Whether it serves; nil where the answer leaves it out.
    package var state: LoadBalancerState? { condition?.state }

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
        case condition = "State"
        case availabilityZones = "AvailabilityZones"
        case createdAt = "CreatedTime"
    }
}
