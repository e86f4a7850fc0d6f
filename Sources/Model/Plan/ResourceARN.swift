/// What a configuration can name in AWS.
package enum ResourceKind: CaseIterable {
    case loadBalancer, targetGroup, listener, rule, autoScalingGroup, cluster, ecsService, queue, role, hostedZone

    /// With its article, as in “a load balancer is wanted”.
    package var title: String {
        switch self {
        case .loadBalancer: "a load balancer"
        case .targetGroup: "a target group"
        case .listener: "a listener"
        case .rule: "a listener rule"
        case .autoScalingGroup: "an Auto Scaling group"
        case .cluster: "an ECS cluster"
        case .ecsService: "an ECS service"
        case .queue: "an SQS queue"
        case .role: "an IAM role"
        case .hostedZone: "a hosted zone"
        }
    }
}

/// An Amazon Resource Name as it stands in a configuration, with the kind of thing it names.
package struct ResourceARN {
    package let partition: String
    package let service: String
    package let region: String
    package let account: String
    package let resource: String

    /// `nil` when the text is not of the form `arn:partition:service:region:account:resource`.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[1].hasPrefix("aws"), !parts[2].isEmpty, !parts[5].isEmpty
        else { return nil }
        (partition, service, region, account, resource) = (parts[1], parts[2], parts[3], parts[4], parts[5])
    }

    /// The last part of the resource: a name, mostly.
    package var name: String { resource.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? resource }

    /// Source: the resource types of each service in AWS's Service Authorization Reference.
    package var kind: ResourceKind? {
        let parts = resource.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (service, parts[0]) {
        case ("elasticloadbalancing", "loadbalancer"): return .loadBalancer
        case ("elasticloadbalancing", "targetgroup"): return .targetGroup
        case ("elasticloadbalancing", "listener"): return .listener
        case ("elasticloadbalancing", "listener-rule"): return .rule
        case ("autoscaling", _): return resource.hasPrefix("autoScalingGroup:") ? .autoScalingGroup : nil
        case ("ecs", "cluster"): return .cluster
        case ("ecs", "service"): return .ecsService
        case ("sqs", _): return .queue
        case ("iam", "role"): return .role
        case ("route53", "hostedzone"): return .hostedZone
        default: return nil
        }
    }
}
