import AWS
import Foundation
import Model
import Testing
import World

@testable import Rollout

/// The plan of the emulated world, then carried out by boto3: only the weights of what was planned may differ.
@Suite("A plan of the emulated world", .serialized)
struct PlanEmulatorTests {
    /// A private world for this suite: its weights are changed.
    private static let world = Task { try await EmulatedWorld.borrow() }

    private func plan(
        _ world: EmulatedWorld, _ path: String, _ service: String, to percent: Double,
        with client: AWSClient
    ) async throws -> ServicePlan {
        let configuration = try world.configuration(path)
        let services = configuration.services.filter { $0.name == service }
        let plan = await MigrationPlan.read(
            configuration, services: services, to: percent, sender: client, deadline: .now + .seconds(60))
        guard case .planned(let planned) = try #require(plan.parts.first).part else {
            throw StandingFault("\(plan.lines)")
        }
        return planned
    }

    /// Runs the plan's line as a shell would take it apart, through boto3's own checks of every parameter.
    private func carryOut(_ change: WeightChange, _ world: EmulatedWorld) throws {
        let quoted = try #require(String(data: JSONEncoder().encode([change.commandLine]), encoding: .utf8))
        _ = try world.python(
            """
            import shlex
            words = shlex.split(json.loads(r'''\(quoted)''')[0])
            options = dict(zip(words[3::2], words[4::2]))
            if words[1] == "route53":
                batch = json.loads(options["--change-batch"])
                aws.route53.change_resource_record_sets(HostedZoneId=options["--hosted-zone-id"], ChangeBatch=batch)
            elif words[2] == "modify-rule":
                aws.elbv2.modify_rule(RuleArn=options["--rule-arn"], Actions=json.loads(options["--actions"]))
            else:
                actions = json.loads(options["--default-actions"])
                aws.elbv2.modify_listener(ListenerArn=options["--listener-arn"], DefaultActions=actions)
            """)
    }

    @Test func `reads with few calls, and writes nothing`() async throws {
        let world = try await Self.world.value
        let before = try world.everything()
        let client = try world.client(world.configPath)
        let configuration = try world.configuration(world.configPath)
        let plan = await MigrationPlan.read(
            configuration, services: configuration.services, to: 50, sender: client, deadline: .now + .seconds(60))
        #expect(plan.isWhole, "\(plan.lines)")
        #expect(
            client.calls() == [
                "route53:ListHostedZonesByName": 1, "route53:ListResourceRecordSets": 1,
                "elasticloadbalancing:DescribeLoadBalancers": 1, "elasticloadbalancing:DescribeTargetGroups": 4,
                "elasticloadbalancing:DescribeTargetHealth": 4,
                "elasticloadbalancing:DescribeTargetGroupAttributes": 4,
            ])
        #expect(try world.everything() == before)
        await client.shutdown()
    }

    @Test func `boto3 carries the batch out: of the whole zone only the four weights of the service differ`()
        async throws
    {
        let world = try await Self.world.value
        let client = try world.client(world.configPath)
        let before = try world.everything()
        let planned = try await plan(world, world.configPath, "api", to: 40, with: client)
        let change = try #require(planned.steps.first).change
        #expect(change.moves.map(\.type) == ["A", "AAAA"])
        try carryOut(change, world)
        let after = try world.everything()
        #expect(EmulatedWorld.weightless(before) == EmulatedWorld.weightless(after))
        let changed = after.subtracting(before)
        #expect(changed.count == 4 && changed.allSatisfy { $0.contains(#""Name": "api.example.com.""#) }, "\(changed)")
        let again = try await plan(world, world.configPath, "api", to: 40, with: client)
        #expect(again.standing.percent == 40 && again.steps.first?.change.isNothing == true)
        #expect(client.calls().keys.allSatisfy { $0.contains(":List") || $0.contains(":Describe") })

        // The very bytes of the request do the same.
        let back = try #require(try await plan(world, world.configPath, "api", to: 25, with: client).steps.first)
        _ = try await client.send(back.change.request, deadline: .now + .seconds(10))
        #expect(try world.everything() == before)
        await client.shutdown()
    }

    @Test func `boto3 carries a forward out: of all listeners and rules only two weights differ`() async throws {
        let world = try await Self.world.value
        let client = try world.client(world.configTwoPath)
        let before = try world.everything()
        let planned = try await plan(world, world.configTwoPath, "checkout", to: 30, with: client)
        let change = try #require(planned.steps.first).change
        #expect(change.request.operation == WeightChange.Call.rule.rawValue)
        try carryOut(change, world)
        let after = try world.everything()
        #expect(EmulatedWorld.weightless(before) == EmulatedWorld.weightless(after))
        #expect(after.subtracting(before).count == 1)
        let back = try #require(
            try await plan(world, world.configTwoPath, "checkout", to: 10, with: client).steps.first)
        #expect(back.change.moves.map(\.from) == [WeightPair(old: 70, new: 30)])
        _ = try await client.send(back.change.request, deadline: .now + .seconds(10))
        #expect(try world.everything() == before)
        await client.shutdown()
    }

    /// AWS refuses the call for rules on a default rule, which the emulator does not: the call is what counts here.
    @Test(arguments: [false, true])
    func `a default action is changed likewise, by its listener or by its rule`(byRule: Bool) async throws {
        let world = try await Self.world.value
        let client = try world.client(world.configTwoPath)
        var configuration = try world.configuration(world.configTwoPath)
        guard case .alb(let listener, _, let old, let new) = configuration.services[0].split else {
            Issue.record("checkout is not split by a load balancer")
            return
        }
        let rules = try await client.elasticLoadBalancing.rules(
            listenerARN: listener, deadline: .now + .seconds(30))
        let rule = try #require(rules.first { $0.isDefault }).arn
        configuration.services[0].split = .alb(listener: listener, rule: byRule ? rule : nil, old: old, new: new)
        let before = try world.everything()
        let plan = await MigrationPlan.read(
            configuration, services: configuration.services, to: byRule ? 60 : 55, sender: client,
            deadline: .now + .seconds(60))
        guard case .planned(let planned) = plan.parts.first?.part, let step = planned.steps.first else {
            Issue.record("\(plan.lines)")
            return
        }
        #expect(step.change.request.operation == WeightChange.Call.listener.rawValue)
        try carryOut(step.change, world)
        let after = try world.everything()
        #expect(EmulatedWorld.weightless(before) == EmulatedWorld.weightless(after))
        // A listener shows its default action twice: of its own, and as its default rule.
        #expect((1...2).contains(after.subtracting(before).count), "\(after.subtracting(before))")
        await client.shutdown()
    }
}
