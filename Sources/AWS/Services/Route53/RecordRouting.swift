package import Model

extension RoutingPolicy {
    /// The policy of a record set, of its fields (Route 53 API, ResourceRecordSet); `nil` for a simple or weighted one.
    ///
    /// - Parameter text: The text of the field on that path, such as `["GeoLocation", "CountryCode"]`.
    package init?(_ text: ([String]) -> String?) {
        func first(_ parent: String, _ names: String...) -> String? {
            for name in names { if let found = text([parent, name]) { return found } }
            return nil
        }
        if let role = text(["Failover"]) {
            self = .failover(role)
        } else if let region = text(["Region"]) {
            self = .latency(region)
        } else if let place = first("GeoLocation", "SubdivisionCode", "CountryCode", "ContinentCode") {
            self = .geolocation(place)
        } else if let place = first("GeoProximityLocation", "AWSRegion", "LocalZoneGroup", "Bias") {
            self = .geoproximity(place)
        } else if let location = first("CidrRoutingConfig", "LocationName") {
            self = .network(location)
        } else if text(["MultiValueAnswer"]) == "true" {
            self = .multivalue
        } else {
            return nil
        }
    }
}

extension RecordSet {
    /// The name that an alias or a CNAME leads to.
    package var target: String? { aliasTarget?.dnsName ?? (type == "CNAME" ? values.first : nil) }
}
