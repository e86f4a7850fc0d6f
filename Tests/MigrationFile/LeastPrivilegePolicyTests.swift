import Model
import Testing

@testable import MigrationFile

@Suite struct LeastPrivilegePolicyTests {
    @Test func `the example needs these actions and no other`() throws {
        let policy = LeastPrivilegePolicy(for: try Configuration.read(text: Configuration.example, file: "f"))
        #expect(
            policy.actions == [
                "application-autoscaling:DescribeScalableTargets", "application-autoscaling:DescribeScalingPolicies",
                "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribePolicies", "cloudwatch:GetMetricData",
                "ec2:DescribeInstances",
                "ecs:DescribeServices", "ecs:DescribeTaskDefinition", "ecs:DescribeTasks", "ecs:ListTasks",
                "elasticloadbalancing:DescribeLoadBalancerAttributes", "elasticloadbalancing:DescribeLoadBalancers",
                "elasticloadbalancing:DescribeTargetGroupAttributes", "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth", "route53:ListHostedZonesByName",
                "route53:ListResourceRecordSets", "sqs:GetQueueAttributes", "sqs:GetQueueUrl",
                "wafv2:GetWebACL", "wafv2:GetWebACLForResource",
            ])
        let statements = try #require(try JSONValue(reading: policy.text)["Statement"]?.list)
        func resources(_ action: String) -> [String] {
            statements.first { $0["Action"]?.list?.contains(.text(action)) ?? false }?["Resource"]?.list?.compactMap(
                \.text) ?? []
        }
        #expect(
            resources("ecs:DescribeServices") == [
                "arn:aws:ecs:ap-northeast-1:*:service/prod/api", "arn:aws:ecs:ap-northeast-1:*:service/prod/worker",
            ])
        #expect(resources("ecs:DescribeTasks") == ["arn:aws:ecs:ap-northeast-1:*:task/prod/*"])
        #expect(resources("sqs:GetQueueUrl") == ["arn:aws:sqs:ap-northeast-1:*:jobs"])
        #expect(resources("route53:ListResourceRecordSets") == ["arn:aws:route53:::hostedzone/*"])
        #expect(resources("cloudwatch:GetMetricData") == ["*"])
    }

    @Test func `a known account zone and queue narrow the resources`() throws {
        let text = Configuration.example
            .replacing("# assume_role", with: "assume_role")
            .replacing("zone: example.com ", with: "zone: Z2FDTNDATAQYW2 ")
            .replacing("sqs: jobs", with: "sqs: https://sqs.ap-northeast-1.amazonaws.com/444455556666/jobs")
        let policy = LeastPrivilegePolicy(for: try Configuration.read(text: text, file: "f"))
        #expect(!policy.actions.contains("route53:ListHostedZonesByName"))
        #expect(!policy.actions.contains("sqs:GetQueueUrl"))
        #expect(policy.text.contains("arn:aws:route53:::hostedzone/Z2FDTNDATAQYW2"))
        #expect(policy.text.contains("arn:aws:ecs:ap-northeast-1:111122223333:service/prod/api"))
        #expect(policy.text.contains("arn:aws:sqs:ap-northeast-1:444455556666:jobs"))
        #expect(policy.actions.contains("sts:AssumeRole"))
    }

    @Test func `a forward is read with all ways past it, and moved by its rule or its listener`() {
        func actions(rule: String?) -> [String] {
            let side = SideConfiguration(autoScalingGroup: "a")
            let service = ServiceConfiguration(
                name: "s", split: .alb(listener: "l", rule: rule, old: "o", new: "n"), old: side, new: side)
            return LeastPrivilegePolicy(
                for: Configuration(migration: "m", region: "cn-north-1", services: [service]),
                writes: .init(records: "Records", listener: "Listener", rule: "Rule")
            ).actions
        }
        let reads = ["elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules"]
        for rule in [nil, "10"] { #expect(Set(actions(rule: rule)).isSuperset(of: reads)) }
        #expect(actions(rule: nil).contains("elasticloadbalancing:Listener"))
        #expect(!actions(rule: nil).contains("elasticloadbalancing:Rule"))
        #expect(actions(rule: "10").contains("elasticloadbalancing:Rule"))
        #expect(!actions(rule: "10").contains("elasticloadbalancing:Listener"))
    }

    @Test func `a record that may be an alias needs the health of its balancer`() {
        let side = SideConfiguration(loadBalancer: "b", autoScalingGroup: "a")
        func actions(_ split: Split?) -> Set<String> {
            let service = ServiceConfiguration(name: "s", split: split, old: side, new: side)
            let policy = LeastPrivilegePolicy(
                for: Configuration(migration: "m", region: "eu-west-1", services: [service]))
            return Set(policy.actions)
        }
        let health: Set = [
            "elasticloadbalancing:DescribeTargetGroupAttributes", "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth",
        ]
        #expect(actions(nil).isDisjoint(with: health))
        #expect(
            actions(.route53(zone: "example.com", name: "a.example.com", types: [], old: "o", new: "n"))
                .isSuperset(of: health))
    }

    @Test func `moving traffic stands in statements of its own`() throws {
        let side = SideConfiguration(autoScalingGroup: "a")
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333"
        let splits: [Split] = [
            .route53(zone: "Z2FDTNDATAQYW2", name: "a.example.com", types: [], old: "o", new: "n"),
            .alb(listener: "\(arn):listener/app/x/1/2", rule: nil, old: "o", new: "n"),
            .alb(listener: "\(arn):listener/app/y/1/2", rule: "10", old: "o", new: "n"),
            .alb(listener: "\(arn):listener/app/z/1/2", rule: "\(arn):listener-rule/app/z/1/2/3", old: "o", new: "n"),
        ]
        let configuration = Configuration(
            migration: "m", region: "eu-west-1",
            services: splits.enumerated().map {
                ServiceConfiguration(name: "s\($0.offset)", split: $0.element, old: side, new: side)
            })
        let calls = WeightCallNames(records: "Records", listener: "Listener", rule: "Rule")
        func statements(_ policy: LeastPrivilegePolicy) throws -> [String: JSONValue] {
            let list = try #require(try JSONValue(reading: policy.text)["Statement"]?.list)
            return Dictionary(uniqueKeysWithValues: list.map { ($0["Sid"]?.text ?? "", $0) })
        }
        let reading = try statements(LeastPrivilegePolicy(for: configuration))
        let all = try statements(LeastPrivilegePolicy(for: configuration, writes: calls))
        #expect(reading.keys.allSatisfy { !$0.hasPrefix("Move") && all[$0] == reading[$0] })
        let added = all.filter { reading[$0.key] == nil }.mapValues { statement in
            [statement["Action"], statement["Resource"]].compactMap { $0?.list?.compactMap(\.text) }
        }
        #expect(
            added == [
                "MoveRecordSets": [["route53:Records"], ["arn:aws:route53:::hostedzone/Z2FDTNDATAQYW2"]],
                "MoveFollowChange": [["route53:GetChange"], ["arn:aws:route53:::change/*"]],
                "MoveListeners": [["elasticloadbalancing:Listener"], ["\(arn):listener/app/x/1/2"]],
                "MoveRules": [
                    ["elasticloadbalancing:Rule"],
                    ["\(arn):listener-rule/app/y/1/2/*", "\(arn):listener-rule/app/z/1/2/3"],
                ],
            ])
    }
}
