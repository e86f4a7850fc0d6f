package import Model

// What ELBv2 keeps of load balancers and target groups as pairs of texts, and the few of them that matter here.

/// The attributes of a load balancer or a target group by their names, such as `idle_timeout.timeout_seconds`.
package struct BalancingAttributes: Sendable, Equatable {
    /// As ELBv2 gives them.
    package let values: [String: String]

    /// Makes attributes of pairs.
    package init(_ values: [String: String]) { self.values = values }

    /// Of a load balancer: seconds that a connection may be silent.
    package var idleTimeout: Int? { number("idle_timeout.timeout_seconds") }

    /// Of a load balancer: seconds after which a client's connection is closed in any case.
    package var clientKeepAlive: Int? { number("client_keep_alive.seconds") }

    /// Of a target group: seconds for which a target that is taken out may finish its requests.
    package var deregistrationDelay: Int? { number("deregistration_delay.timeout_seconds") }

    /// Of a target group: seconds in which a new target's part grows; 0 for none.
    package var slowStart: Int? { number("slow_start.duration_seconds") }

    /// Of a target group: for how many seconds a client stays with its target; nil when it does not.
    package var stickiness: Int? {
        guard values["stickiness.enabled"] == "true" else { return nil }
        let kind = values["stickiness.type"] == "app_cookie" ? "app_cookie" : "lb_cookie"
        return number("stickiness.\(kind).duration_seconds") ?? 86_400
    }

    /// Of a target group: when Route 53 takes its load balancer for unhealthy. An attribute that is not said has ELBv2's
    /// default.
    package var dnsFailover: DNSFailover {
        let name = "target_group_health.dns_failover.minimum_healthy_targets"
        let standard = DNSFailover.standard
        return DNSFailover(
            count: values["\(name).count"] == nil ? standard.count : number("\(name).count"),
            percent: values["\(name).percentage"] == nil ? standard.percent : number("\(name).percentage"))
    }

    private func number(_ name: String) -> Int? { values[name].flatMap(Int.init) }
}

extension ElasticLoadBalancing {
    /// The attributes of one load balancer; the API takes one a call.
    package func attributes(
        loadBalancerARN: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BalancingAttributes {
        let page: Page<LoadBalancerAttribute> = try await ask(
            [("LoadBalancerArn", loadBalancerARN)], resource: loadBalancerARN, deadline: deadline)
        return BalancingAttributes(pairs: try page.whole().map { ($0.pair.key, $0.pair.value ?? "") })
    }

    /// The attributes of one target group; the API takes one a call.
    package func attributes(
        targetGroupARN: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BalancingAttributes {
        let page: Page<TargetGroupAttribute> = try await ask(
            [("TargetGroupArn", targetGroupARN)], resource: targetGroupARN, deadline: deadline)
        return BalancingAttributes(pairs: try page.whole().map { ($0.pair.key, $0.pair.value ?? "") })
    }
}

extension BalancingAttributes {
    fileprivate init(pairs: [(String, String)]) { self.init(Dictionary(pairs) { _, last in last }) }
}

private struct AttributePair: Decodable, Sendable {
    let key: String
    @Answered<Wire.Text> var value: String?

    enum CodingKeys: String, CodingKey {
        case key = "Key"
        case value = "Value"
    }
}

private struct LoadBalancerAttribute: QueryListed {
    static let operation = "DescribeLoadBalancerAttributes"
    static let listName = "Attributes"
    let pair: AttributePair

    /// Written by hand, for the pair has no element of its own.
    init(from decoder: any Decoder) throws { pair = try AttributePair(from: decoder) }
}

private struct TargetGroupAttribute: QueryListed {
    static let operation = "DescribeTargetGroupAttributes"
    static let listName = "Attributes"
    let pair: AttributePair

    /// Written by hand, for the pair has no element of its own.
    init(from decoder: any Decoder) throws { pair = try AttributePair(from: decoder) }
}
