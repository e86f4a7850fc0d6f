import Model
import Testing

@testable import AWS

@Suite("ELBv2: attributes of load balancers and target groups")
struct BalancingAttributesTests {
    @Test func `those of a load balancer`() async throws {
        let sender = CannedSender(
            answer(
                "DescribeLoadBalancerAttributes",
                [
                    ("idle_timeout.timeout_seconds", "120"), ("client_keep_alive.seconds", "7200"),
                    ("access_logs.s3.bucket", ""),
                ]
            ))
        let found = try await sender.elasticLoadBalancing.attributes(loadBalancerARN: "arn-1", deadline: soon)
        #expect(found.idleTimeout == 120 && found.clientKeepAlive == 7200)
        #expect(found.values["access_logs.s3.bucket"] == "", "an empty value is one")
        #expect(found.deregistrationDelay == nil && found.stickiness == nil)
        #expect(
            sender.bodies == [
                "Action=DescribeLoadBalancerAttributes&Version=2015-12-01&LoadBalancerArn=arn-1"
            ])
    }

    @Test(arguments: [
        ([:], DNSFailover.standard), (["count": "2", "percentage": "off"], DNSFailover(count: 2, percent: nil)),
        (["count": "off", "percentage": "50"], DNSFailover(count: nil, percent: 50)),
        (["count": "off", "percentage": "off"], DNSFailover(count: nil, percent: nil)),
    ])
    func `when DNS fails over is a count, a percentage, both or neither`(
        _ said: [String: String], _ wanted: DNSFailover
    ) {
        let name = "target_group_health.dns_failover.minimum_healthy_targets"
        let values = said.map { ("\(name).\($0.key)", $0.value) }
        #expect(BalancingAttributes(Dictionary(uniqueKeysWithValues: values)).dnsFailover == wanted)
    }

    @Test(
        arguments: [
            ([("stickiness.enabled", "false"), ("stickiness.lb_cookie.duration_seconds", "3600")], nil),
            (
                [
                    ("stickiness.enabled", "true"), ("stickiness.type", "lb_cookie"),
                    ("stickiness.lb_cookie.duration_seconds", "3600"),
                ], 3600
            ),
            (
                [
                    ("stickiness.enabled", "true"), ("stickiness.type", "app_cookie"),
                    ("stickiness.app_cookie.duration_seconds", "60"), ("stickiness.lb_cookie.duration_seconds", "9"),
                ], 60
            ),
            ([("stickiness.enabled", "true")], 86_400),
        ] as [([(String, String)], Int?)])
    func `those of a target group, sticky by either cookie or not at all`(
        pairs: [(String, String)], stickiness: Int?
    ) async throws {
        let more = [("deregistration_delay.timeout_seconds", "15"), ("slow_start.duration_seconds", "0")]
        let sender = CannedSender(answer("DescribeTargetGroupAttributes", pairs + more))
        let found = try await sender.elasticLoadBalancing.attributes(targetGroupARN: "arn-2", deadline: soon)
        #expect(found.deregistrationDelay == 15 && found.slowStart == 0 && found.stickiness == stickiness)
        #expect(sender.bodies[0].hasSuffix("&TargetGroupArn=arn-2"))
    }
}

private func answer(_ operation: String, _ pairs: [(String, String)]) -> String {
    let members = pairs.map { "<member><Key>\($0.0)</Key><Value>\($0.1)</Value></member>" }.joined()
    return "<\(operation)Response><\(operation)Result><Attributes>\(members)</Attributes></\(operation)Result>"
        + "</\(operation)Response>"
}
