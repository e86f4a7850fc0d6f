/// What a configuration can name in AWS.
package enum ResourceKind: CaseIterable {
    case loadBalancer, targetGroup, listener, rule, autoScalingGroup, cluster, ecsService, queue, role, hostedZone

    /// With its article, as in “a load balancer is expected”.
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

extension ARN {
    /// The kind of the named resource; `nil` for one that no configuration names.
    ///
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
