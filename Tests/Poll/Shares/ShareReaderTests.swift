import AWS
import Model
import Testing

@testable import Poll

@Suite("Weighted records")
struct ShareReaderTests {
    let reader = ShareReader(name: "api.example.com", types: [], old: "ec2", new: "ecs")

    private func record(
        _ type: String, _ identifier: String?, _ weight: Int?, name: String = "api.example.com.", ttl: Int? = nil
    ) -> RecordSet {
        var record = RecordSet(name: name, type: type)
        (record.setIdentifier, record.weight, record.ttl) = (identifier, weight, ttl)
        return record
    }

    @Test func `both types, alias records of 60 s, nothing odd`() {
        let reading = reader.reading(of: [
            record("A", "ec2", 75), record("A", "ecs", 25), record("AAAA", "ec2", 75), record("AAAA", "ecs", 25),
            record("TXT", nil, nil), record("A", "ecs", 90, name: "web.example.com."),
        ])
        #expect(
            reading
                == ShareReading(weights: [
                    WeightReading(type: "A", old: 75, new: 25, ttl: 60),
                    WeightReading(type: "AAAA", old: 75, new: 25, ttl: 60),
                ]))
        #expect(reading.percent == 25)
    }

    @Test func `a third record takes its part, and both shares of new are said`() {
        let reading = reader.reading(of: [record("A", "ec2", 75), record("A", "ecs", 25), record("A", "sorry", 100)])
        #expect(reading.percent == 25)
        #expect(
            reading.remarks == [
                "A has a third weighted record “sorry” with weight 100: new gets 12.5 % of all answers, and 25 % of those "
                    + "to old and new"
            ])
    }

    @Test func `a set identifier that is not there`() {
        let reading = reader.reading(of: [record("A", "ec2", 75), record("A", "fargate", 25)])
        #expect(reading.weights == [WeightReading(type: "A", old: 75, new: nil, ttl: 60)])
        #expect(reading.percent == nil)
        #expect(
            reading.remarks.contains("A has no weighted record with the identifier “ecs”; there are ec2, fargate"),
            "\(reading.remarks)")
        let neither = reader.reading(of: [record("A", "blue", 75), record("A", "green", 25)])
        #expect(
            neither.remarks.contains(
                "api.example.com has no weighted record with the identifier “ec2” or “ecs”; there are blue, green"),
            "\(neither.remarks)")
        #expect(reading.remarks.contains { $0.contains("third weighted record “fargate” with weight 25") })
    }

    @Test func `a simple record beside, another kind of routing, nothing at all`() {
        let beside = reader.reading(of: [record("A", "ec2", 1), record("A", "ecs", 1), record("AAAA", nil, nil)])
        #expect(beside.weights.map(\.type) == ["A"])
        #expect(beside.remarks == ["AAAA is a simple record: its traffic follows no weight"])
        let latency = reader.reading(of: [record("A", "ec2", nil), record("A", "ecs", nil)])
        #expect(latency.weights.isEmpty && latency.remarks.count == 2)
        let nothing = reader.reading(of: [])
        #expect(nothing.weights.isEmpty && nothing.remarks.first?.contains("no weighted record") == true)
    }

    @Test func `another policy is named, with where it leads`() {
        let policies: [(RoutingPolicy, String)] = [
            (.failover("PRIMARY"), "by failover (PRIMARY)"), (.latency("eu-west-1"), "by latency (eu-west-1)"),
            (.geolocation("FR"), "by the client's place (FR)"), (.multivalue, "as one of several answers"),
        ]
        for (policy, words) in policies {
            var odd = record("A", "x", nil)
            odd.policy = policy
            odd.aliasTarget = .init(hostedZoneID: "Z1", dnsName: "w.example.com.", evaluateTargetHealth: true)
            #expect(
                reader.reading(of: [odd]).remarks == [
                    "A “x” is routed \(words), not by weight; it leads to w.example.com"
                ])
        }
    }

    @Test func `types that differ, times to live that differ, two zeros`() {
        let uneven = reader.reading(of: [
            record("A", "ec2", 75), record("A", "ecs", 25), record("AAAA", "ec2", 90), record("AAAA", "ecs", 10),
        ])
        #expect(uneven.isUneven && uneven.remarks == ["the types differ: on new A 25 %, AAAA 10 %"])
        let times = reader.reading(of: [record("CNAME", "ec2", 1, ttl: 300), record("CNAME", "ecs", 1, ttl: 60)])
        #expect(times.weights.first?.ttl == 300)
        #expect(times.remarks.contains { $0.contains("60 and 300 s") })
        let zeros = reader.reading(of: [record("A", "ec2", 0), record("A", "ecs", 0)])
        #expect(zeros.percent == 50 && zeros.remarks.contains { $0.contains("both A weights are 0") })
    }

    @Test func `a configured type that is missing is said`() {
        let reader = ShareReader(name: "api.example.com", types: ["A", "AAAA"], old: "ec2", new: "ecs")
        let reading = reader.reading(of: [record("A", "ec2", 75), record("A", "ecs", 25)])
        #expect(reading.weights.map(\.type) == ["A", "AAAA"])
        #expect(reading.remarks.contains { $0.hasPrefix("AAAA has no weighted record") })
    }

    @Test func `a zone is told by name or by id`() {
        #expect(HostedZones.asID("Z0123456789ABCDEFGHIJ") == "Z0123456789ABCDEFGHIJ")
        #expect(HostedZones.asID("/hostedzone/Z14GRHDCWA56QT") == "Z14GRHDCWA56QT")
        #expect(HostedZones.asID("example.com") == nil)
        #expect(HostedZones.asID("ZEBRA.EXAMPLE") == nil)
    }
}

@Suite("Weighted forwards")
struct ForwardReaderTests {
    private static let prefix = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:"
    let old = prefix + "targetgroup/checkout-old/73e2d6bc24d8a067"
    let new = prefix + "targetgroup/checkout-new/0a1b2c3d4e5f6071"
    let reader = ForwardReader(old: "checkout-old", new: "targetgroup/checkout-new/0a1b2c3d4e5f6071")

    private func forward(_ weights: [(String, Int)], stickiness: Int? = nil) -> ListenerAction {
        var action = ListenerAction(.forward)
        action.targets = weights.map { ListenerAction.WeightedTarget(targetGroupARN: $0, weight: $1) }
        action.stickiness = stickiness
        return action
    }

    @Test func `names, dimensions and ARNs mean their group`() {
        let reading = reader.reading(of: [ListenerAction(.authenticateOIDC), forward([(old, 90), (new, 10)])])
        #expect(reading == ShareReading(weights: [WeightReading(type: "forward", old: 90, new: 10, ttl: 0)]))
        #expect(ForwardReader.means(old, old) && !ForwardReader.means(new, old))
        #expect(!ForwardReader.means("targetgroup/checkout-old/ffffffffffffffff", old))
    }

    @Test func `a third group, a missing one, stickiness, no forward`() {
        let third = Self.prefix + "targetgroup/canary/1111222233334444"
        let reading = reader.reading(of: [forward([(old, 90), (third, 5)], stickiness: 3600)])
        #expect(reading.weights == [WeightReading(type: "forward", old: 90, new: nil, ttl: 0)])
        #expect(reading.remarks.count == 3)
        #expect(
            reading.remarks.contains(
                "the forward action does not name the target group targetgroup/checkout-new/0a1b2c3d4e5f6071; there are "
                    + "targetgroup/checkout-old/73e2d6bc24d8a067, targetgroup/canary/1111222233334444"),
            "\(reading.remarks)")
        #expect(reading.remarks.contains { $0.contains("stay for 60 min") })
        let redirect = reader.reading(of: [ListenerAction(.redirect)])
        #expect(
            redirect.weights.isEmpty && redirect.remarks == ["the action forwards to no target group but is redirect"])
    }

    @Test func `a rule is told by ARN or priority, its absence means the default action`() {
        #expect(ListenerPoller.owner("L", nil) == .listener("L"))
        #expect(ListenerPoller.owner("L", "default") == .listener("L"))
        #expect(ListenerPoller.owner("L", "10") == .priority(listener: "L", 10))
        #expect(ListenerPoller.owner("L", "arn:aws:x") == .rule("arn:aws:x"))
    }
}
