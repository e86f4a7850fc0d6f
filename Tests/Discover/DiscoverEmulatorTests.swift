import AWS
import Model
import Testing
import World

@testable import Discover

@Suite("A walk through emulated layouts", .serialized)
struct DiscoverEmulatorTests {
    private func expectSides(
        _ service: ServiceFinding, are layout: TopologyWorld.Layout, _ note: Comment
    ) throws {
        let draft = try service.draft(Hints()).configuration
        #expect(service.region == layout.region, note)
        for (side, wanted) in [(draft.old, layout.old), (draft.new, layout.new)] {
            #expect(side.loadBalancer == ARN(wanted.balancer)?.loadBalancerDimension, note)
            #expect(side.targetGroups == [ARN(wanted.group)?.targetGroupDimension], note)
        }
        #expect(draft.old.autoScalingGroup == layout.old.fleet && draft.old.ecs == nil, note)
        #expect(draft.new.autoScalingGroup == nil, note)
        #expect(
            draft.new.ecs == ECSConfiguration(cluster: try #require(layout.new.cluster), service: layout.new.fleet),
            note)
        if let old = layout.old.id, let new = layout.new.id {
            let records = Split.route53(zone: layout.zone, name: layout.host, types: [], old: old, new: new)
            #expect(draft.split == records, note)
        } else {
            let forward = Split.alb(
                listener: try #require(layout.listener), rule: layout.rule, old: draft.old.targetGroups[0],
                new: draft.new.targetGroups[0])
            #expect(draft.split == forward, note)
        }
    }

    @Test(arguments: ["one_each", "shared", "forward", "elsewhere"])
    func `finds both sides of each layout, by few calls`(_ name: String) async throws {
        let world = try await TopologyWorld.shared()
        let layout = try #require(world.layouts[name])
        let (found, calls) = try await world.walk([.host(layout.host)])
        let service = try #require(found.services.first)
        let note: Comment = "\(name), seed \(world.seed): \(service.problems) \(calls)"
        #expect(service.problems.isEmpty && found.gaps.isEmpty, note)
        try expectSides(service, are: layout, note)
        #expect(calls.values.reduce(0, +) <= 40, note)
        #expect(calls.keys.allSatisfy { $0.contains(":List") || $0.contains(":Describe") }, note)
    }

    @Test func `draws the way from the name to the fleets`() async throws {
        let world = try await TopologyWorld.shared()
        let layout = try #require(world.layouts["one_each"])
        let (found, _) = try await world.walk([.host(layout.host)])
        let lines = DiscoveryTree(try #require(found.services.first), hints: Hints()).lines
        let expected: [(Int, String)] = [
            (1, "\(layout.host) in the zone "), (2, "A weight 90 “\(try #require(layout.old.id))” · alias that heeds"),
            (3, "load balancer \(try #require(ARN(layout.old.balancer)?.loadBalancerDimension)) ("),
            (4, "HTTP:80 default action →"),
            (5, "\(try #require(ARN(layout.old.group)?.resource)): instance, 2 healthy targets"),
            (6, "Auto Scaling group \(layout.old.fleet): 2 desired (1 to 6), launch template "),
            (6, "ECS service \(try #require(layout.new.cluster))/\(layout.new.fleet): "),
            (
                1,
                "old: \(try #require(layout.old.id)) (A 90, AAAA 90), for it is Auto Scaling group \(layout.old.fleet)"
            ),
        ]
        for (depth, text) in expected {
            #expect(lines.contains { $0.depth == depth && $0.text.hasPrefix(text) }, "\(text)\n\(lines.map(\.text))")
        }
    }

    @Test func `several names share what was asked already`() async throws {
        let world = try await TopologyWorld.shared()
        let hosts = ["one_each", "shared", "forward"].compactMap { world.layouts[$0]?.host }
        let (found, calls) = try await world.walk(hosts.map { .host($0) })
        #expect(found.services.count == 3 && found.services.allSatisfy { $0.problems.isEmpty })
        #expect(calls["ecs:ListClusters"] == 1 && calls["route53:ListHostedZonesByName"] ?? 9 <= 6, "\(calls)")
    }

    @Test func `begins at a target group and at an ECS service likewise`() async throws {
        let world = try await TopologyWorld.shared()
        let shared = try #require(world.layouts["shared"])
        let byGroup = try await world.walk([.targetGroup(shared.new.group)]).found
        #expect(byGroup.services.count == 1)
        try expectSides(try #require(byGroup.services.first), are: shared, "by target group")

        let forward = try #require(world.layouts["forward"])
        let ecs = ECSConfiguration(cluster: try #require(forward.new.cluster), service: forward.new.fleet)
        let byService = try await world.walk([.ecs(ecs)]).found
        try expectSides(try #require(byService.services.first), are: forward, "by ECS service")

        // Route 53 offers no search for records by their target.
        let each = try #require(world.layouts["one_each"])
        let lost = try await world.walk([.targetGroup(each.old.group)]).found.services
        #expect(lost.first?.problems.contains { $0.contains("abreast discover HOST") } == true)
    }

    @Test func `a worker is named by its fleets`() async throws {
        let world = try await TopologyWorld.shared()
        let names = world.world.names
        let worker = try #require(names.services["worker"])
        let ecs = ECSConfiguration(cluster: names.cluster, service: try #require(worker.new.ecsService))
        let start = Start.worker(group: worker.old.autoScalingGroup, ecs: ecs, queue: names.queue)
        let service = try #require(try await world.walk([start]).found.services.first)
        let draft = try service.draft(Hints()).configuration
        #expect(draft.split == nil && draft.queue == names.queue)
        #expect(draft.old.autoScalingGroup == worker.old.autoScalingGroup && draft.new.ecs == ecs)
        let gone = Start.worker(group: "no-such-group", ecs: ecs, queue: nil)
        let missing = try #require(try await world.walk([gone]).found.services.first)
        #expect(missing.problems == ["there is no Auto Scaling group no-such-group in \(names.region)"])
    }

    @Test(arguments: [
        "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTargetHealth",
        "autoscaling:DescribeAutoScalingInstances", "autoscaling:DescribeAutoScalingGroups",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeListeners",
    ])
    func `a denied call narrows what is found, and is named`(_ action: String) async throws {
        let world = try await TopologyWorld.shared()
        let layout = try #require(world.layouts["one_each"])
        let (found, _) = try await world.walk([.host(layout.host)], denying: [action])
        #expect(found.gaps.map(\.action) == [action] && found.gaps.allSatisfy(\.isDenied))
        let service = try #require(found.services.first)
        // The walk needs none of these actions if the others are allowed.
        try expectSides(service, are: layout, "\(action): \(service.problems)")
    }

    @Test(arguments: [
        ("route53:ListHostedZonesByName", "without route53:ListHostedZonesByName"),
        ("route53:ListResourceRecordSets", "without route53:ListResourceRecordSets"),
        ("elasticloadbalancing:DescribeLoadBalancers", "without elasticloadbalancing:DescribeLoadBalancers"),
        ("ecs:ListClusters", "--ecs CLUSTER/SERVICE"), ("ecs:DescribeServices", "--ecs CLUSTER/SERVICE"),
    ])
    func `what can't be found without a denied call is said`(_ action: String, _ words: String) async throws {
        let world = try await TopologyWorld.shared()
        let layout = try #require(world.layouts["one_each"])
        let (found, _) = try await world.walk([.host(layout.host)], denying: [action])
        #expect(found.gaps.map(\.action) == [action])
        let service = try #require(found.services.first)
        let refusal = #expect(throws: DraftRefusal.self) { try service.draft(Hints()) }
        #expect(refusal?.reasons.contains { $0.contains(words) } == true, "\(refusal?.reasons ?? [])")
    }

    @Test func `a name that nothing answers for is said, not guessed`() async throws {
        let world = try await TopologyWorld.shared()
        let layout = try #require(world.layouts["one_each"])
        let zone = layout.host.split(separator: ".").dropFirst().joined(separator: ".")
        for (host, words) in [
            ("nothing.\(zone)", "no zone answers for it"), ("api.nowhere.invalid", "no hosted zone of this account"),
            ("ap.example.com", "leads to no load balancer"),
        ] {
            let service = try #require(try await world.walk([.host(host)]).found.services.first)
            #expect(service.problems.contains { $0.contains(words) }, "\(host): \(service.problems)")
            #expect(throws: DraftRefusal.self) { try service.draft(Hints()) }
        }
        // A CNAME to a name that splits is followed to it.
        let www = try #require(try await world.walk([.host("www.example.com")]).found.services.first)
        #expect(www.path?.splits.first?.name == RecordName("web.example.com"), "\(www.problems)")
    }
}
