import Model

/// Questions to Application Auto Scaling: within what bounds and by what policies ECS services grow and shrink.
package struct ApplicationAutoScaling: Sendable {
    let sender: any RequestSender

    /// The bounds of one ECS service's number of tasks.
    package struct Bounds: Sendable, Equatable {
        /// The fewest tasks that scaling in may leave.
        package var minimum: Int
        /// The most tasks that scaling out may start.
        package var maximum: Int
        /// Whether somebody has halted scaling in.
        package var isScaleInSuspended: Bool

        /// Makes bounds.
        package init(minimum: Int, maximum: Int, isScaleInSuspended: Bool = false) {
            self.minimum = minimum
            self.maximum = maximum
            self.isScaleInSuspended = isScaleInSuspended
        }
    }

    /// The bounds of an ECS service; nil when nothing scales it.
    package func bounds(
        cluster: String, service: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Bounds? {
        let question = TargetsQuestion(resources: [Self.resource(cluster, service)])
        let answer: TargetsAnswer = try await ask(
            "DescribeScalableTargets", JSONAnswer.encode(question), cluster, service, deadline)
        return answer.targets.first.map {
            Bounds(
                minimum: $0.minimum, maximum: $0.maximum, isScaleInSuspended: $0.suspended?.isScaleInSuspended ?? false)
        }
    }

    /// The scaling policies of an ECS service; those of more than one page, fifty, are asked for until the last.
    package func policies(
        cluster: String, service: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [ScalingPolicy] {
        try await allPages { marker throws(AWSError) in
            let question = PoliciesQuestion(resource: Self.resource(cluster, service), next: marker)
            let body = JSONAnswer.encode(question)
            let request = request("DescribeScalingPolicies", body, cluster, service)
            let answer = try await sender.json(PoliciesAnswer.self, request, deadline: deadline)
            return Page(elements: answer.policies.map(\.policy), next: answer.next, request: request)
        }
    }

    private static func resource(_ cluster: String, _ service: String) -> String { "service/\(cluster)/\(service)" }

    private func request(_ operation: String, _ body: [UInt8], _ cluster: String, _ service: String) -> AWSRequest {
        .json(
            .applicationAutoScaling, operation, target: "AnyScaleFrontendService.\(operation)", body: body,
            resource: "scaling of service \(service) in cluster \(cluster)")
    }

    private func ask<Value: Decodable>(
        _ operation: String, _ body: [UInt8], _ cluster: String, _ service: String, _ deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Value {
        try await sender.json(Value.self, request(operation, body, cluster, service), deadline: deadline)
    }
}

extension RequestSender {
    /// Questions to Application Auto Scaling.
    package var applicationAutoScaling: ApplicationAutoScaling { ApplicationAutoScaling(sender: self) }
}

private struct TargetsQuestion: Encodable {
    let namespace = "ecs"
    let resources: [String]
    let dimension = "ecs:service:DesiredCount"

    enum CodingKeys: String, CodingKey {
        case namespace = "ServiceNamespace"
        case resources = "ResourceIds"
        case dimension = "ScalableDimension"
    }
}

private struct PoliciesQuestion: Encodable {
    let namespace = "ecs"
    let resource: String
    let dimension = "ecs:service:DesiredCount"
    let next: String?

    enum CodingKeys: String, CodingKey {
        case namespace = "ServiceNamespace"
        case resource = "ResourceId"
        case dimension = "ScalableDimension"
        case next = "NextToken"
    }
}

private struct TargetsAnswer: Decodable {
    struct Target: Decodable {
        @Answered<Wire.NeededCount> var minimum: Int
        @Answered<Wire.NeededCount> var maximum: Int
        @Answered<Wire.Part<Suspended>> var suspended: Suspended?

        enum CodingKeys: String, CodingKey {
            case minimum = "MinCapacity"
            case maximum = "MaxCapacity"
            case suspended = "SuspendedState"
        }
    }

    struct Suspended: Decodable {
        @Answered<Wire.Switch> var isScaleInSuspended: Bool

        enum CodingKeys: String, CodingKey {
            case isScaleInSuspended = "DynamicScalingInSuspended"
        }
    }

    @Answered<Wire.NeededList<Target>> var targets: [Target]

    enum CodingKeys: String, CodingKey {
        case targets = "ScalableTargets"
    }
}

private struct PoliciesAnswer: Decodable {
    @Answered<Wire.NeededList<ListedPolicy>> var policies: [ListedPolicy]
    @Answered<Wire.Text> var next: String?

    enum CodingKeys: String, CodingKey {
        case policies = "ScalingPolicies"
        case next = "NextToken"
    }
}

private struct ListedPolicy: Decodable {
    private struct Steps: Decodable {
        @Answered<Wire.Word<AdjustmentKind>> var kind: AdjustmentKind?
        @Answered<Wire.List<ScalingStep>> var adjustments: [ScalingStep]

        enum CodingKeys: String, CodingKey {
            case kind = "AdjustmentType"
            case adjustments = "StepAdjustments"
        }
    }

    private let name: String
    @Answered<Wire.Word<ScalingPolicyKind>> private var kind: ScalingPolicyKind?
    @Answered<Wire.Part<Steps>> private var steps: Steps?
    @Answered<Wire.Part<TrackedMetric>> private var tracking: TrackedMetric?

    private enum CodingKeys: String, CodingKey {
        case name = "PolicyName"
        case kind = "PolicyType"
        case steps = "StepScalingPolicyConfiguration"
        case tracking = "TargetTrackingScalingPolicyConfiguration"
    }

    var policy: ScalingPolicy {
        var policy = ScalingPolicy(name: name)
        policy.kind = kind
        policy.setsExactly = steps?.kind == .exact
        policy.adjustments = steps?.adjustments.compactMap(\.adjustment) ?? []
        tracking?.fill(&policy)
        return policy
    }
}
