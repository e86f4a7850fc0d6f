import AWS
import Foundation
import Model
import Testing
import World

@testable import Poll

/// moto answers ELBv2, EC2, both kinds of Auto Scaling and WAF; ministack answers Route 53 and ECS.
@Suite("The layout of an emulated world, and its traps", .serialized)
struct TopologyEmulatorTests {
    private static let world = Task { try await EmulatedWorld.borrow() }

    private func layouts(
        _ change: (inout Configuration) -> Void = { _ in }, isFaulty: Bool = false, isForward: Bool = false
    ) async throws -> (layouts: [Topology], calls: [String: Int]) {
        let world = try await Self.world.value
        let path = isFaulty ? world.faultConfigPath : isForward ? world.configTwoPath : world.configPath
        let migration = try EmulatedMigration(
            world, path: path, environment: isFaulty ? world.faultEnvironment : world.environment, changing: change)
        let reader = TopologyReader(
            configuration: migration.configuration, sender: migration.client,
            pacer: RequestPacer(interval: .milliseconds(100)))
        let layouts = await reader.layouts(deadline: .now + .seconds(120))
        let calls = migration.calls
        await migration.client.shutdown()
        return (layouts, calls)
    }

    private func service(_ name: String) async throws -> Topology {
        try #require(try await layouts().layouts.first { $0.service == name })
    }

    @discardableResult private func boto3(_ script: String) async throws -> String {
        try await Self.world.value.python(script)
    }

    @Test func `holds what boto3 tells of it, with few calls`() async throws {
        let (layouts, calls) = try await layouts { $0.services.removeSubrange(1...) }
        let api = try #require(layouts.first)
        #expect(api.gaps == [], "\(api.gaps)")
        #expect(api.records.map(\.title) == ["A “ec2”", "A “ecs”", "AAAA “ec2”", "AAAA “ecs”"])
        #expect(api.records.allSatisfy { $0.isAlias && $0.evaluatesTargetHealth && $0.effectiveTTL == 60 })
        #expect(api.records.compactMap { api.balancer(of: $0)?.name } == ["api-old", "api-new", "api-old", "api-new"])
        #expect(api.balancers.map(\.hasWAF) == [false, false])
        #expect(api.balancers.map(\.groupCount) == [1, 1])
        #expect(api.targetGroups.map(\.targetType) == ["instance", "ip"])
        #expect(api.targetGroups.map(\.healthy) == [8, 6])
        #expect(api.targetGroups.map(\.deregistrationDelay) == [300, 300])
        #expect(api.fleets.map(\.running) == [8, 6] && api.fleets.map(\.side) == [.old, .new])
        #expect(api.fleets[0].versions.count == 1 && api.fleets[0].policies == [])
        #expect(api.fleets[1].stopTimeout == 30 && api.fleets[1].processors == 0.25)
        #expect(api.outcomes.map(\.effective) == [25, 25])
        #expect(api.kinds.isDisjoint(with: [.unhealthyTarget, .allZero, .ttl, .stickiness, .incomparable, .shrinking]))
        let sum = calls.values.reduce(0, +)
        #expect(sum <= 22, "\(sum): \(calls.sorted { $0.key < $1.key })")
    }

    @Test func `an emptied target group moves all traffic, and that is said`() async throws {
        let before = try await service("web")
        #expect(!before.kinds.contains(.unhealthyTarget))
        try await boto3(
            """
            group = names["services"]["web"]["new"]["targetGroup"]["arn"]
            found = aws.elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
            aws.elbv2.deregister_targets(TargetGroupArn=group, Targets=[one["Target"] for one in found])
            """)
        let after = try await service("web")
        #expect(after.kinds.subtracting(before.kinds) == [.unhealthyTarget])
        #expect(after.outcomes.map(\.byWeights) == [8, 8] && after.outcomes.map(\.effective) == [0, 0])
    }

    @Test func `weights of zero are told apart: all of them, or one beside others`() async throws {
        try await boto3(#"set_weights("api", 100, 0)"#)
        #expect(try await service("api").kinds.contains(.zeroWeight))
        try await boto3(#"set_weights("api", 0, 0)"#)
        let all = try await service("api").kinds
        #expect(all.contains(.allZero) && !all.contains(.zeroWeight))
        try await boto3(#"set_weights("api", 75, 25)"#)
        #expect(try await service("api").kinds.isDisjoint(with: [.allZero, .zeroWeight]))
    }

    @Test func `what boto3 sets as attributes, policies and web ACLs is warned of, and no more than that`() async throws
    {
        try await boto3(
            """
            for side in ("old", "new"):
                aws.elbv2.modify_load_balancer_attributes(
                    LoadBalancerArn=names["services"]["api"][side]["loadBalancer"]["arn"],
                    Attributes=[{"Key": "idle_timeout.timeout_seconds", "Value": "60"}])
            """)
        let before = try await service("api")
        #expect(before.balancers.map(\.idleTimeout) == [60, 60])
        try await boto3(
            """
            api = names["services"]["api"]
            def group(side, **values):
                pairs = [{"Key": key.replace("__", "."), "Value": value} for key, value in values.items()]
                aws.elbv2.modify_target_group_attributes(
                    TargetGroupArn=api[side]["targetGroup"]["arn"], Attributes=pairs)
            group("old", stickiness__enabled="true", stickiness__type="lb_cookie",
                stickiness__lb_cookie__duration_seconds="3600")
            group("new", deregistration_delay__timeout_seconds="20")
            aws.auto_scaling.put_scaling_policy(
                AutoScalingGroupName="api-asg", PolicyName="cpu", PolicyType="TargetTrackingScaling",
                TargetTrackingConfiguration={"TargetValue": 50.0,
                    "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}})
            acl = aws.waf.create_web_acl(
                Name="shield", Scope="REGIONAL", DefaultAction={"Allow": {}}, Rules=[], VisibilityConfig={
                    "SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "shield"})
            aws.waf.associate_web_acl(
                WebACLArn=acl["Summary"]["ARN"], ResourceArn=api["old"]["loadBalancer"]["arn"])
            """)
        let after = try await service("api")
        #expect(
            after.kinds.subtracting(before.kinds) == [.stickiness, .deregistration, .shrinking, .incomparable],
            "\(before.kinds) \(after.kinds)")
        #expect(before.kinds.isSubset(of: after.kinds))
        #expect(after.warnings.contains { $0.words.contains("(policy cpu), from 8 to as few as 0 instances") })
    }

    @Test func `bounds and policies of an ECS service are those of Application Auto Scaling`() async throws {
        // moto scales only services of its own ECS, which has the same names here.
        try await boto3(
            """
            import boto3
            ecs = boto3.client(
                "ecs", endpoint_url=world["endpoints"]["application_auto_scaling"], region_name=names["region"],
                aws_access_key_id=aws.key, aws_secret_access_key=aws.secret)
            ecs.create_cluster(clusterName="prod")
            made = ecs.register_task_definition(
                family="api", containerDefinitions=[{"name": "app", "image": "api:1", "memory": 512}])
            ecs.create_service(
                cluster="prod", serviceName="api", desiredCount=1,
                taskDefinition=made["taskDefinition"]["taskDefinitionArn"])
            scaled = {"ServiceNamespace": "ecs", "ResourceId": "service/prod/api",
                "ScalableDimension": "ecs:service:DesiredCount"}
            aws.application_auto_scaling.register_scalable_target(MinCapacity=2, MaxCapacity=12, **scaled)
            old = names["services"]["api"]["old"]
            label = old["loadBalancer"]["dimension"] + "/" + old["targetGroup"]["dimension"]
            aws.application_auto_scaling.put_scaling_policy(
                PolicyName="requests", PolicyType="TargetTrackingScaling", **scaled,
                TargetTrackingScalingPolicyConfiguration={"TargetValue": 100.0, "PredefinedMetricSpecification": {
                    "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label}})
            """)
        let fleet = try #require(try await service("api").fleets.first { $0.kind == .ecsService })
        #expect(fleet.minimum == 2 && fleet.maximum == 12)
        #expect(fleet.policies?.map(\.metric) == ["ALBRequestCountPerTarget"])
        #expect(try await service("api").kinds.contains(.boundPolicy), "the old side's target group is not its own")
    }

    @Test func `tasks behind a target group are warned of their grace and of their end`() async throws {
        func made(_ name: String, grace: Int, stop: Int) async throws -> Set<TopologyWarning.Kind> {
            try await boto3(
                """
                made = aws.ecs.register_task_definition(family="\(name)", networkMode="awsvpc",
                    requiresCompatibilities=["FARGATE"], cpu="1024", memory="2048", containerDefinitions=[{
                        "name": "app", "image": "web:1", "essential": True, "stopTimeout": \(stop),
                        "portMappings": [{"containerPort": 8080}]}])
                aws.ecs.create_service(
                    cluster=names["cluster"], serviceName="\(name)", desiredCount=1, launchType="FARGATE",
                    taskDefinition=made["taskDefinition"]["taskDefinitionArn"], healthCheckGracePeriodSeconds=\(grace),
                    networkConfiguration={"awsvpcConfiguration": {"subnets": [
                        one["SubnetId"] for one in aws.ec2.describe_subnets()["Subnets"]][:1]}},
                    loadBalancers=[{"containerName": "app", "containerPort": 8080,
                        "targetGroupArn": names["services"]["web"]["new"]["targetGroup"]["arn"]}])
                """)
            let read = try await layouts { $0.services[1].new.ecs?.service = name }
            return read.layouts[1].kinds
        }
        // The target group lets requests run for 300 s, which nobody changed.
        #expect(try await made("hasty", grace: 0, stop: 30).isSuperset(of: [.grace, .stopTimeout]))
        try await boto3(
            """
            aws.elbv2.modify_target_group_attributes(
                TargetGroupArn=names["services"]["web"]["new"]["targetGroup"]["arn"],
                Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "90"}])
            """)
        #expect(try await made("patient", grace: 60, stop: 120).isDisjoint(with: [.grace, .stopTimeout]))
    }

    @Test func `a forward's stickiness is told, and its weights are what clients are given`() async throws {
        let before = try #require(try await layouts(isForward: true).layouts.first)
        #expect(before.outcomes.map(\.effective) == [10] && !before.kinds.contains(.stickiness))
        try await boto3(
            """
            checkout = names["services"]["checkout"]
            groups = [{"TargetGroupArn": checkout[side]["targetGroup"]["arn"], "Weight": weight}
                for side, weight in (("old", 90), ("new", 10))]
            sticky = {"Enabled": True, "DurationSeconds": 600}
            aws.elbv2.modify_rule(RuleArn=checkout["ruleARN"], Actions=[{"Type": "forward",
                "ForwardConfig": {"TargetGroups": groups, "TargetGroupStickinessConfig": sticky}}])
            """)
        let after = try #require(try await layouts(isForward: true).layouts.first)
        #expect(after.kinds.subtracting(before.kinds) == [.stickiness])
    }

    @Test func `another listener that forwards the same pair is a way past the weights`() async throws {
        let before = try #require(try await layouts(isForward: true).layouts.first)
        let arn = try await boto3(
            """
            checkout = names["services"]["checkout"]
            groups = [{"TargetGroupArn": checkout[side]["targetGroup"]["arn"], "Weight": 50} for side in ("old", "new")]
            made = aws.elbv2.create_listener(LoadBalancerArn=checkout["old"]["loadBalancer"]["arn"], Protocol="HTTP",
                Port=8080, DefaultActions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}])
            print(made["Listeners"][0]["ListenerArn"])
            """)
        let after = try #require(try await layouts(isForward: true).layouts.first)
        try await boto3("aws.elbv2.delete_listener(ListenerArn=\"\(arn.filter { !$0.isWhitespace })\")")
        let new = after.warnings.filter { !before.warnings.contains($0) }
        #expect(new.map(\.kind) == [.bypass])
        #expect(
            new.first?.words.hasPrefix("The default action of :8080 leads past the weights") == true,
            "\(new.map(\.words))")
    }

    @Test func `a denied call narrows what is found, and is named`() async throws {
        let world = try await Self.world.value
        for service in ["waf", "application_auto_scaling"] { try world.fault("denied", service: service) }
        let (layouts, _) = try await layouts({ $0.services.removeSubrange(1...) }, isFaulty: true)
        for service in ["waf", "application_auto_scaling"] { try world.fault("pass", service: service) }
        let api = try #require(layouts.first)
        #expect(
            api.gaps.map(\.action) == ["wafv2:GetWebACLForResource", "application-autoscaling:DescribeScalableTargets"])
        #expect(api.gaps.allSatisfy { $0.isDenied && !$0.words.isEmpty })
        #expect(api.balancers.map(\.hasWAF) == [nil, nil] && api.balancers.map(\.name) == ["api-old", "api-new"])
        #expect(api.fleets[0].policies != nil && api.fleets[1].policies == nil)
        #expect(api.records.count == 4 && !api.isUnread)
    }
}

extension Topology {
    fileprivate var kinds: Set<TopologyWarning.Kind> { Set(warnings.map(\.kind)) }
}
