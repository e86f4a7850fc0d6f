import AWS
package import Model

extension MetricQueryPlan {
    /// One line for each query of a configuration, without any request. If only a name is known, `…` replaces the part
    /// of a dimension that AWS assigns.
    ///
    /// - Parameter deadLetterQueues: By service; only AWS knows them.
    package static func lines(
        of configuration: Configuration, deadLetterQueues: [String: String] = [:]
    ) -> [String] {
        var balancers = Balancers()
        for (_, side) in configuration.sides {
            if let text = side.loadBalancer, let known = BalancerReference(text, kind: .loadBalancer) {
                balancers.loadBalancers[text] = known.dimension ?? "app/\(known.name)/…"
            }
            for text in side.targetGroups {
                guard let known = BalancerReference(text, kind: .targetGroup), known.dimension == nil else { continue }
                let partition = Partition(region: configuration.region).rawValue
                let arn = "arn:\(partition):elasticloadbalancing:\(configuration.region)::targetgroup/\(known.name)/…"
                balancers.targetGroups[text] = ARN(arn)
            }
        }
        return MetricQueryPlan(
            configuration: configuration, balancers: balancers, deadLetterQueues: deadLetterQueues
        ).lines
    }
}
