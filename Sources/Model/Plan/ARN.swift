/// The parts of an Amazon Resource Name: `arn:partition:service:region:account:resource`.
package struct ARN: Sendable, Hashable, CustomStringConvertible {
    /// `aws`, `aws-cn`, `aws-us-gov`.
    package let partition: String
    /// The service's name in ARNs, for example `elasticloadbalancing`.
    package let service: String
    /// Empty for global services.
    package let region: String
    /// The twelve digits of the account; empty for a resource without one.
    package let account: String
    /// Everything after the fifth colon. It may contain colons and slashes.
    package let resource: String

    /// `nil` unless the text has six parts, with one of AWS's partitions, a service and a resource.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[1].hasPrefix("aws"), !parts[2].isEmpty, !parts[5].isEmpty
        else { return nil }
        (partition, service, region, account, resource) = (parts[1], parts[2], parts[3], parts[4], parts[5])
    }

    /// The ARN as it is written.
    package var description: String {
        "arn:\(partition):\(service):\(region):\(account):\(resource)"
    }

    /// The resource's last part: the name of an Auto Scaling group, an ECS service or a queue, the id of a task.
    package var name: String {
        resource.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? resource
    }

    /// The `LoadBalancer` dimension in CloudWatch, `app/name/hex`: of a load balancer, or of the load balancer of a
    /// listener or rule; `nil` for anything else.
    package var loadBalancerDimension: String? {
        let parts = resource.split(separator: "/")
        guard service == "elasticloadbalancing", parts.count >= 4,
            ["loadbalancer", "listener", "listener-rule"].contains(parts[0])
        else { return nil }
        return parts[1...3].joined(separator: "/")
    }

    /// The `TargetGroup` dimension in CloudWatch, `targetgroup/name/hex`; `nil` for anything but a target group.
    package var targetGroupDimension: String? {
        guard service == "elasticloadbalancing", resource.hasPrefix("targetgroup/"),
            resource.split(separator: "/").count == 3
        else { return nil }
        return resource
    }
}
