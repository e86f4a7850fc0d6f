import AWS
import Fixtures
import Model
import Testing

@testable import Rollout

@Suite struct MigrationPlanTests {
    private func plan(
        _ configuration: Configuration, _ sender: ScriptedSender, to target: Double? = nil
    ) async -> MigrationPlan {
        await MigrationPlan.read(
            configuration, services: configuration.services, to: target, sender: sender, deadline: .now + .seconds(30))
    }

    /// The lines as they are printed.
    private func words(_ plan: MigrationPlan) -> [String] {
        plan.lines.map { String(repeating: " ", count: $0.indent) + $0.text }
    }

    /// Answers for two aliases with these weights, whose load balancers have targets in these states.
    private func answers(_ records: String..., targets: String) -> [String: String] {
        [
            "ListHostedZonesByName": WireSamples.zones,
            "ListResourceRecordSets": WireSamples.listing(records.joined()),
            "DescribeLoadBalancers": WireSamples.balancers("api-old", "api-new"),
            "DescribeTargetGroups": WireSamples.groups("api-targets"), "DescribeTargetHealth": targets,
        ]
    }

    private let old = WireSamples.record("A", "ec2", 75, to: "dualstack.api-old-1.elb.amazonaws.com")
    private let new = WireSamples.record("A", "ecs", 25, to: "api-new-1.elb.amazonaws.com")

    @Test func `every step is told and nothing is sent`() async throws {
        let configuration = try WireSamples.configuration(
            "rollout: { mode: manual, steps: [1, 25, 100], bake: [30m, 15m, 90s], no_return_from: 100 }")
        let sender = ScriptedSender(answers(old, new, targets: WireSamples.targets("healthy", "unhealthy")))
        let plan = await plan(configuration, sender)
        #expect(plan.isWhole)
        let lines = words(plan).map { $0.hasPrefix("    aws ") ? "    aws …" : $0 }
        #expect(
            lines == [
                "api: manual, 25 % on new now (A 75/25), api.example.com in zone Z0123456789ABC",
                "  step 1/3: 1 % on new, bake 30 min, a step back",
                "    A 75/25 → 99/1",
                "    new then gets 1 %; 100 % if old became unhealthy, 0 % if new did",
                "    aws …",
                "  step 2/3: 25 % on new, bake 15 min, as it stands now",
                "    A 75/25 → 75/25",
                "    new then gets 25 %; 100 % if old became unhealthy, 0 % if new did",
                "    aws …",
                "  step 3/3: 100 % on new, bake 1 min 30 s, past the point of return",
                "    A 75/25 → 0/100",
                // Route 53 gives out a record with weight 0 when all others are unhealthy.
                "    new then gets 100 %; 100 % if old became unhealthy, 0 % if new did",
                "    aws …",
            ])
        #expect(
            sender.operations == [
                "ListHostedZonesByName", "ListResourceRecordSets", "DescribeLoadBalancers", "DescribeTargetGroups",
                "DescribeTargetHealth", "DescribeTargetGroupAttributes", "DescribeTargetGroups", "DescribeTargetHealth",
                "DescribeTargetGroupAttributes",
            ])
        let object = try #require(plan.objects.first)
        let step = try #require(object["steps"]?.list?.last)
        #expect(object["service"]?.text == "api" && object["percent"]?.number == 25)
        #expect(
            step["call"]?.text == "route53:\(WeightChange.Call.records.rawValue)" && step["bakeSeconds"]?.number == 90)
        #expect(step["document"]?["Comment"]?.text == "abreast reservations api 25 → 100 %")
        #expect(step["body"]?.text?.contains("<Weight>100</Weight>") == true)
        #expect(step["effective"]?.list?.first?["ifNewUnhealthy"]?.number == 0)
        #expect(!object.line.contains("\n"))
    }

    @Test func `an empty target group moves everything to the other side and is said`() async throws {
        let configuration = try WireSamples.configuration()
        let unwatched = WireSamples.record("A", "ec2", 75, to: "api-old-1.elb.amazonaws.com", evaluates: false)
        let sender = ScriptedSender(answers(unwatched, new, targets: WireSamples.targets()))
        guard case .planned(let service) = await plan(configuration, sender, to: 50).parts.first?.part else {
            Issue.record("not planned")
            return
        }
        let step = try #require(service.steps.first)
        #expect(service.steps.count == 1 && step.bake == nil && service.mode == .observe)
        #expect(step.outcomes.map(\.effective) == [0] && step.outcomes.map(\.byWeights) == [50])
        // Nobody asks for the old side's health, so its share goes on being given out whatever happens.
        #expect(step.outcomes.map(\.ifOldUnhealthy) == [50])
        #expect(
            step.warnings.map(\.words) == [
                "A: Route 53 would give 0 % to new, not 50 %: new counts as unhealthy: target group api-targets has no targets"
            ])
    }

    @Test func `a target group that wants two healthy targets counts as unhealthy with one`() async throws {
        let configuration = try WireSamples.configuration()
        let unwatched = WireSamples.record("A", "ec2", 75, to: "api-old-1.elb.amazonaws.com", evaluates: false)
        var answers = answers(unwatched, new, targets: WireSamples.targets("healthy", "unhealthy"))
        answers["DescribeTargetGroupAttributes"] = """
            <DescribeTargetGroupAttributesResponse><DescribeTargetGroupAttributesResult><Attributes><member>\
            <Key>target_group_health.dns_failover.minimum_healthy_targets.count</Key><Value>2</Value></member>\
            </Attributes></DescribeTargetGroupAttributesResult></DescribeTargetGroupAttributesResponse>
            """
        guard case .planned(let service) = await plan(configuration, ScriptedSender(answers), to: 50).parts.first?.part
        else {
            Issue.record("not planned")
            return
        }
        let step = try #require(service.steps.first)
        #expect(step.outcomes.map(\.effective) == [0])
        #expect(
            step.warnings.map(\.words) == [
                "A: Route 53 would give 0 % to new, not 50 %: new counts as unhealthy: only 1 of the 2 targets of api-targets "
                    + "is healthy, and its DNS failover wants 2"
            ], "\(step.warnings)")
    }

    @Test func `what is denied is said with the action`() async throws {
        let configuration = try WireSamples.configuration()
        let blind = ScriptedSender([:])
        let denied = await plan(configuration, blind, to: 50)
        #expect(!denied.isWhole)
        let line = try #require(words(denied).first)
        #expect(line.hasPrefix("api: cannot be planned: route53:ListHostedZonesByName of zone example.com was denied"))
        #expect(denied.objects.first?["problem"]?.text?.contains("route53:ListHostedZonesByName") == true)

        var some = answers(old, new, targets: "")
        some["DescribeLoadBalancers"] = nil
        guard case .planned(let service) = await plan(configuration, ScriptedSender(some), to: 50).parts.first?.part
        else {
            Issue.record("not planned")
            return
        }
        #expect(service.warnings.map(\.kind) == [.unread, .unread])
        #expect(
            service.warnings[0].words.hasPrefix("old is taken as healthy: elasticloadbalancing:DescribeLoadBalancers"))
        #expect(service.steps.first?.outcomes.map(\.effective) == [50])
    }

    @Test func `records that cannot be moved are said`() async throws {
        let configuration = try WireSamples.configuration()
        func words(_ records: String...) async -> String {
            let answers = answers(records.joined(), targets: WireSamples.targets("healthy"))
            return await self.words(plan(configuration, ScriptedSender(answers), to: 50)).first ?? ""
        }
        #expect(await words("").hasSuffix("cannot be planned: api.example.com: the zone has no such record"))
        #expect(
            await words(old).hasSuffix(
                "cannot be planned: api.example.com: A has no weighted record “ecs”; there is ec2: all of it stays on "
                    + "old"))
        #expect(
            await words(WireSamples.simple("A", "192.0.2.1")).hasSuffix(
                "A is a simple record: its traffic follows no step; A has no weighted record “ec2” or “ecs”; there is "
                    + "none"))
    }

    @Test func `everything that bends the split is warned of`() async throws {
        let configuration = try WireSamples.configuration()
        func plain(_ type: String, _ id: String, _ weight: Int, ttl: Int, check: String = "") -> String {
            WireSamples.record(type, id, weight, extra: WireSamples.values("192.0.2.1", ttl: ttl) + check)
        }
        let elsewhere = WireSamples.record("A", "ecs", 25, to: "api-newer-1.elb.amazonaws.com")
        let sender = ScriptedSender(
            answers(
                old, elsewhere, WireSamples.record("A", "third", 100, to: "x"),
                plain("AAAA", "ec2", 90, ttl: 300),
                plain("AAAA", "ecs", 10, ttl: 60, check: "<HealthCheckId>hc-1</HealthCheckId>"),
                WireSamples.record("CNAME", "ec2", 0), WireSamples.simple("CNAME", "old.example.net"),
                targets: WireSamples.targets("healthy")))
        guard case .planned(let service) = await plan(configuration, sender, to: 0.2).parts.first?.part else {
            Issue.record("not planned")
            return
        }
        #expect(
            service.warnings.map(\.words) == [
                "CNAME is a simple record: its traffic follows no step",
                "CNAME has no weighted record “ecs”; there is ec2: all of it stays on old",
                "the types differ now (on new: A 25 %, AAAA 10 %); a step makes them equal",
                "a third A record “third” has weight 100 and takes its part",
                "AAAA TTLs differ (old 300 s, new 60 s), which bends the split",
                "A of new leads to api-newer-1.elb.amazonaws.com, not to api-new",
                "new is taken as healthy: it leads to api-newer-1.elb.amazonaws.com, whose health was not asked",
                "new is taken as healthy: its health check hc-1 was not asked",
            ])
        let step = try #require(service.steps.first)
        #expect(step.change.moves.map(\.to) == [WeightPair(old: 255, new: 1), WeightPair(old: 255, new: 1)])
        #expect(
            step.warnings.map(\.words) == ["no weights give 0.2 %; the nearest, 255/1, give 0.39 %"])
        #expect(service.warnings.first { $0.kind == .ttl } != nil)
    }

    @Test func `a forward goes by its weights alone`() async throws {
        let listener = "\(WireSamples.arn):listener/app/api/50dc/f2f7"
        let configuration = try WireSamples.configuration(
            split: "alb: { listener: \"\(listener)\", rule: 10, old: api-old, new: api-new }")
        func group(_ name: String, _ weight: Int) -> String {
            "<member><TargetGroupArn>\(WireSamples.arn):targetgroup/\(name)/0a1b</TargetGroupArn>"
                + "<Weight>\(weight)</Weight></member>"
        }
        let rules = WireSamples.query(
            "DescribeRules",
            """
            <Rules><member><RuleArn>R10</RuleArn><Priority>10</Priority><Conditions/><Actions><member><Type>forward</Type>\
            <ForwardConfig><TargetGroups>\(group("api-old", 90))\(group("api-new", 10))\(group("shadow", 100))\
            </TargetGroups><TargetGroupStickinessConfig><Enabled>true</Enabled><DurationSeconds>3600</DurationSeconds>\
            </TargetGroupStickinessConfig></ForwardConfig></member></Actions><IsDefault>false</IsDefault></member></Rules>
            """)
        let sender = ScriptedSender(["DescribeRules": rules])
        let lines = await words(plan(configuration, sender, to: 20))
        #expect(sender.operations == ["DescribeRules"])
        #expect(
            Array(lines.dropLast()) == [
                "api: observe, 10 % on new now (forward 90/10), rule R10",
                "  ! clients stay for 60 min with the side that answered them first: the share lags",
                "  ! a third target group, targetgroup/shadow/0a1b, has weight 100 and takes its part",
                "  to 20 % on new",
                "    forward 90/10 → 80/20",
                "    new then gets 10 %, whatever the health of either side: a forward action does not look at it",
            ])
        let other = try WireSamples.configuration(
            split: "alb: { listener: \"\(listener)\", rule: 11, old: api-old, new: api-new }")
        #expect(await words(plan(other, sender, to: 20)).first?.contains("has no rule 11; there is 10; check") == true)
    }

    @Test func `a service without a split has nothing to move`() async throws {
        var configuration = try WireSamples.configuration()
        configuration.services[0].split = nil
        let plan = await plan(configuration, ScriptedSender([:]), to: 50)
        #expect(plan.isWhole && words(plan) == ["api: no split, so no weights to move"])
    }
}
