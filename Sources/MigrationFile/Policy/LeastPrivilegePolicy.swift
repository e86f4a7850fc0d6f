package import Model

/// The IAM policy with the fewest actions and resources that a migration needs.
///
/// Watching and planning only read. Moving traffic, forward or back, has statements of its own, named `Move…`. Without
/// them `abreast` can still watch, and AWS refuses each step and roll back.
///
/// Which actions accept a resource or a condition is AWS's rule (Service Authorization Reference). Those that accept
/// none have the resource `*`, limited to the migration's region where the service is regional.
package struct LeastPrivilegePolicy {
    private let configuration: Configuration
    private let partition: String
    /// Known only if the configuration contains an ARN; otherwise `*`.
    private let account: String
    private let writes: WeightCallNames?

    /// - Parameter writes: The calls that move weights; `nil` for a policy that only reads.
    package init(for configuration: Configuration, writes: WeightCallNames? = nil) {
        self.configuration = configuration
        self.writes = writes
        partition = Partition(region: configuration.region).rawValue
        account = configuration.account ?? "*"
    }

    /// The policy document, ready for IAM.
    package var text: String {
        JSONValue.fields([
            "Version": .text("2012-10-17"),
            "Statement": .list(statements.map(\.json)),
        ]).written
    }

    /// All actions, sorted, for a table of what is allowed and what is denied.
    package var actions: [String] { Set(statements.flatMap(\.actions)).sorted() }

    private struct Statement {
        var id: String
        var actions: [String]
        var resources = ["*"]
        var condition: (test: String, key: String, values: [String])?

        var json: JSONValue {
            var fields = [
                JSONField(name: "Sid", value: .text(id)), JSONField(name: "Effect", value: .text("Allow")),
                JSONField(name: "Action", value: .list(actions.sorted().map(JSONValue.text))),
                JSONField(name: "Resource", value: .list(Set(resources).sorted().map(JSONValue.text))),
            ]
            if let condition {
                let values = JSONValue.list(Set(condition.values).sorted().map(JSONValue.text))
                fields.append(
                    JSONField(
                        name: "Condition",
                        value: .object([
                            JSONField(
                                name: condition.test, value: .object([JSONField(name: condition.key, value: values)]))
                        ])))
            }
            return .object(fields)
        }
    }

    private var statements: [Statement] {
        let reading = [zones, records, unscoped, ecsServices, ecsTaskList, ecsTasks, queues]
        let writing = writes.map { [movedRecords($0), followedChanges, movedListeners($0), movedRules($0)] }
        return (reading + (writing ?? []) + [role]).compactMap(\.self)
    }

    // MARK: Moving traffic

    private func movedRecords(_ writes: WeightCallNames) -> Statement? {
        records.map {
            Statement(id: "MoveRecordSets", actions: ["route53:\(writes.records)"], resources: $0.resources)
        }
    }

    /// The change's id is not known in advance, so all changes are allowed.
    private var followedChanges: Statement? {
        records.map { _ in
            Statement(
                id: "MoveFollowChange", actions: ["route53:GetChange"],
                resources: ["arn:\(partition):route53:::change/*"])
        }
    }

    private var forwards: [(listener: String, rule: String?)] {
        configuration.services.compactMap { service in
            guard case .alb(let listener, let rule, _, _) = service.split else { return nil }
            return (listener, rule)
        }
    }

    private func movedListeners(_ writes: WeightCallNames) -> Statement? {
        let listeners = forwards.filter { $0.rule == nil }.map(\.listener)
        guard !listeners.isEmpty else { return nil }
        return Statement(
            id: "MoveListeners", actions: ["elasticloadbalancing:\(writes.listener)"], resources: listeners)
    }

    /// A rule that turns out to be its listener's default rule is moved by the listener's call; write `rule: default` for
    /// it, and the policy names that call. If a rule is given by its priority, its ARN begins as its listener's ARN does, with another resource type.
    private func movedRules(_ writes: WeightCallNames) -> Statement? {
        let rules = forwards.compactMap { listener, rule in
            rule.map { $0.contains(":") ? $0 : listener.replacing(":listener/", with: ":listener-rule/") + "/*" }
        }
        guard !rules.isEmpty else { return nil }
        return Statement(id: "MoveRules", actions: ["elasticloadbalancing:\(writes.rule)"], resources: rules)
    }

    // MARK: Route 53

    private var zoneTexts: [String] {
        configuration.services.compactMap { service in
            guard case .route53(let zone, _, _, _, _) = service.split else { return nil }
            return zone
        }
    }

    /// Needed only to find a zone's id by its name. The action accepts no resource.
    private var zones: Statement? {
        guard zoneTexts.contains(where: { !PlainValidators.isZoneID($0) }) else { return nil }
        return Statement(id: "FindHostedZones", actions: ["route53:ListHostedZonesByName"])
    }

    private var records: Statement? {
        guard !zoneTexts.isEmpty else { return nil }
        return Statement(
            id: "ReadRecordSets", actions: ["route53:ListResourceRecordSets"],
            resources: zoneTexts.map {
                "arn:\(partition):route53:::hostedzone/\(PlainValidators.isZoneID($0) ? $0 : "*")"
            })
    }

    // MARK: What takes no resource

    private var unscoped: Statement? {
        var actions: Set<String> = ["cloudwatch:GetMetricData"]
        for service in configuration.services {
            for side in [service.old, service.new] {
                if side.loadBalancer != nil {
                    actions.formUnion(
                        ["DescribeLoadBalancers", "DescribeLoadBalancerAttributes"].map { "elasticloadbalancing:\($0)" }
                    )
                    // The first alone is refused: AWS asks for both (Service Authorization Reference, AWS WAF V2).
                    actions.formUnion(["wafv2:GetWebACLForResource", "wafv2:GetWebACL"])
                }
                if !side.targetGroups.isEmpty {
                    actions.formUnion(
                        ["DescribeTargetGroups", "DescribeTargetGroupAttributes", "DescribeTargetHealth"].map {
                            "elasticloadbalancing:\($0)"
                        })
                }
                if side.autoScalingGroup != nil {
                    actions.formUnion([
                        "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribePolicies",
                        "ec2:DescribeInstances",
                    ])
                }
                if side.ecs != nil {
                    actions.insert("ecs:DescribeTaskDefinition")
                    actions.formUnion(
                        ["DescribeScalableTargets", "DescribeScalingPolicies"].map { "application-autoscaling:\($0)" })
                }
            }
            switch service.split {
            case .alb:
                // The split is read by one of them; ways past it, by both.
                actions.formUnion(["DescribeListeners", "DescribeRules"].map { "elasticloadbalancing:\($0)" })
            case .route53:
                // A record may be an alias that evaluates its load balancer's health. A plan says what this would do.
                actions.formUnion(
                    [
                        "DescribeLoadBalancers", "DescribeTargetGroups", "DescribeTargetGroupAttributes",
                        "DescribeTargetHealth",
                    ].map { "elasticloadbalancing:\($0)" })
            case nil: break
            }
        }
        return Statement(
            id: "ReadWhatTakesNoResource", actions: Array(actions),
            condition: ("StringEquals", "aws:RequestedRegion", [configuration.region]))
    }

    // MARK: ECS

    private var ecs: [(cluster: String, service: String)] {
        configuration.services.flatMap { [$0.old.ecs, $0.new.ecs] }.compactMap(\.self).map {
            (ARN($0.cluster)?.name ?? $0.cluster, ARN($0.service)?.name ?? $0.service)
        }
    }

    private var ecsServices: Statement? {
        guard !ecs.isEmpty else { return nil }
        return Statement(
            id: "ReadServices", actions: ["ecs:DescribeServices"],
            resources: ecs.map { arn("ecs", "service/\($0.cluster)/\($0.service)") })
    }

    /// The action accepts no service as a resource, but a condition can limit it to the cluster.
    private var ecsTaskList: Statement? {
        guard !ecs.isEmpty else { return nil }
        return Statement(
            id: "ListTasks", actions: ["ecs:ListTasks"],
            condition: ("ArnLike", "ecs:cluster", ecs.map { arn("ecs", "cluster/\($0.cluster)") }))
    }

    private var ecsTasks: Statement? {
        guard !ecs.isEmpty else { return nil }
        return Statement(
            id: "ReadTasks", actions: ["ecs:DescribeTasks"], resources: ecs.map { arn("ecs", "task/\($0.cluster)/*") })
    }

    // MARK: SQS and STS

    private var queues: Statement? {
        let queues = configuration.services.compactMap(\.queue)
        guard !queues.isEmpty else { return nil }
        let areNamed = queues.contains { !$0.contains("://") }
        return Statement(
            id: "ReadQueues", actions: ["sqs:GetQueueAttributes"] + (areNamed ? ["sqs:GetQueueUrl"] : []),
            resources: queues.map(queue))
    }

    /// A queue's URL ends in the account and the name.
    private func queue(_ text: String) -> String {
        let parts = text.split(separator: "/")
        guard text.contains("://"), parts.count >= 2, let name = parts.last else { return arn("sqs", text) }
        let owner = parts[parts.count - 2]
        let isAccount = owner.utf8.count == 12 && owner.allSatisfy(\.isASCIIDigit)
        return "arn:\(partition):sqs:\(configuration.region):\(isAccount ? String(owner) : account):\(name)"
    }

    /// The statement for the identity that assumes the role. The other statements are for the role itself.
    private var role: Statement? {
        configuration.assumeRole.map {
            Statement(id: "ForTheCallerAssumeTheRole", actions: ["sts:AssumeRole"], resources: [$0])
        }
    }

    private func arn(_ service: String, _ resource: String) -> String {
        "arn:\(partition):\(service):\(configuration.region):\(account):\(resource)"
    }

}
