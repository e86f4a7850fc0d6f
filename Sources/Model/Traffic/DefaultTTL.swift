/// How long resolvers cache an answer from a record without a TTL.
package enum DefaultTTL {
    /// An alias record to a load balancer has no TTL of its own; Route 53 uses 60 s (Route 53 developer guide,
    /// "Choosing between alias and non-alias records").
    package static let seconds = 60
}
