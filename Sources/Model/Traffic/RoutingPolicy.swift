/// How Route 53 chooses among the records of one name, where it is not by weight (Route 53 developer guide, "Choosing a
/// routing policy").
package enum RoutingPolicy: Sendable, Equatable {
    /// `PRIMARY` or `SECONDARY`.
    case failover(String)
    /// The region whose latency counts.
    case latency(String)
    /// The client's continent, country or part of a country.
    case geolocation(String)
    /// The region, zone or place from which the distance counts.
    case geoproximity(String)
    /// The location of a list of networks.
    case network(String)
    /// Up to eight healthy records are given together.
    case multivalue

    /// The policy in a sentence: `by failover (PRIMARY)`.
    package var words: String {
        switch self {
        case .failover(let role): "by failover (\(role))"
        case .latency(let region): "by latency (\(region))"
        case .geolocation(let place): "by the client's place (\(place))"
        case .geoproximity(let place): "by distance (\(place))"
        case .network(let location): "by the client's network (\(location))"
        case .multivalue: "as one of several answers"
        }
    }
}

extension RoutingPolicy? {
    /// `is routed by failover (PRIMARY), not by weight`; `is not routed by weight` where the policy is not known.
    package var notByWeight: String { map { "is routed \($0.words), not by weight" } ?? "is not routed by weight" }
}
