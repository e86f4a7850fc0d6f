/// A target group of ELBv2.
package struct TargetGroup: Sendable, Equatable {
    /// The target group's ARN.
    package let arn: String
    /// Its name, unique in the region.
    package let name: String
    /// `HTTP` or `HTTPS`, or one of a network load balancer's.
    @Answered<Wire.Text> package var `protocol`: String? = nil
    /// The port of targets that are registered without one.
    @Answered<Wire.Number> package var port: Int? = nil
    /// `instance`, `ip`, `lambda` or `alb`.
    @Answered<Wire.Text> package var targetType: String? = nil
    /// The load balancers that forward to it, each once; none when it is in no rule.
    @Answered<Wire.Names> package var loadBalancerARNs: [String] = []
    /// What a health check asks for.
    @Answered<Wire.Text> package var healthCheckPath: String? = nil
    /// Seconds between two health checks of one target.
    @Answered<Wire.Number> package var healthCheckInterval: Int? = nil
    /// Good checks in a row that make a target healthy.
    @Answered<Wire.Number> package var healthyThreshold: Int? = nil
    /// Bad checks in a row that make a target unhealthy.
    @Answered<Wire.Number> package var unhealthyThreshold: Int? = nil

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
}
