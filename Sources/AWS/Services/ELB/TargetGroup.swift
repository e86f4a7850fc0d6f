/// A target group of ELBv2.
package struct TargetGroup: Sendable, Equatable {
    /// The target group's ARN.
    package let arn: String
    /// Its name, unique in the region.
    package let name: String
    /// `HTTP` or `HTTPS`, or one of a network load balancer's.
    package var `protocol`: String?
    /// The port of targets that are registered without one.
    package var port: Int?
    /// `instance`, `ip`, `lambda` or `alb`.
    package var targetType: String?
    /// The load balancers that forward to it; none when it is in no rule.
    package var loadBalancerARNs: [String] = []
    /// What a health check asks for.
    package var healthCheckPath: String?
    /// Seconds between two health checks of one target.
    package var healthCheckInterval: Int?
    /// Good checks in a row that make a target healthy.
    package var healthyThreshold: Int?
    /// Bad checks in a row that make a target unhealthy.
    package var unhealthyThreshold: Int?

    /// Makes a target group of which only this is known.
    package init(arn: String, name: String) {
        self.arn = arn
        self.name = name
    }
}

extension TargetGroup: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "TargetGroupArn"
        case name = "TargetGroupName"
        case `protocol` = "Protocol"
        case port = "Port"
        case targetType = "TargetType"
        case loadBalancerARNs = "LoadBalancerArns"
        case healthCheckPath = "HealthCheckPath"
        case healthCheckInterval = "HealthCheckIntervalSeconds"
        case healthyThreshold = "HealthyThresholdCount"
        case unhealthyThreshold = "UnhealthyThresholdCount"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            arn: try fields.decode(String.self, forKey: .arn), name: try fields.decode(String.self, forKey: .name))
        `protocol` = try fields.text(.protocol)
        port = try fields.number(.port)
        targetType = try fields.text(.targetType)
        // A group that stands in several rules of one load balancer may name it once for each.
        loadBalancerARNs = try fields.list(of: String.self, .loadBalancerARNs).withoutRepeats()
        healthCheckPath = try fields.text(.healthCheckPath)
        healthCheckInterval = try fields.number(.healthCheckInterval)
        healthyThreshold = try fields.number(.healthyThreshold)
        unhealthyThreshold = try fields.number(.unhealthyThreshold)
    }
}
