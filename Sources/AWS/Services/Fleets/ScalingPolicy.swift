import Model

/// A rule by which Auto Scaling changes the size of a group, or Application Auto Scaling that of an ECS service.
package struct ScalingPolicy: Sendable, Equatable {
    /// The policy's name, unique in its group or service.
    package let name: String
    /// How it decides.
    package var kind: ScalingPolicyKind?
    /// Whether it acts at all.
    package var isEnabled = true
    /// The metric that it keeps near a value: `ALBRequestCountPerTarget`, …, or the name of one's own; nil for other types.
    package var metric: String?
    /// `app/…/…/targetgroup/…/…` where the metric is one of a target group.
    package var resourceLabel: String?
    /// Whether it only ever adds.
    package var isScaleInDisabled = false
    /// By how much the steps of a step or simple policy change the size, or to what when `setsExactly`.
    package var adjustments: [Int] = []
    /// Whether the adjustments are sizes, not changes.
    package var setsExactly = false

    /// Makes a policy of which only this is known.
    package init(name: String) {
        self.name = name
    }

    /// Whether it may take instances or tasks away: a target tracking policy unless told not to, another one by an
    /// adjustment below 0; a forecast only adds (EC2 Auto Scaling user guide, "Predictive scaling").
    package var scalesIn: Bool {
        switch kind {
        case .targetTracking: !isScaleInDisabled
        case .predictive: false
        default: setsExactly || adjustments.contains { $0 < 0 }
        }
    }
}

extension AutoScaling {
    /// The scaling policies of one group.
    package func policies(
        group: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [ScalingPolicy] {
        let listed: [ListedPolicy] = try await allPages { marker throws(AWSError) in
            let request = AWSRequest.form(
                .autoScaling, ListedPolicy.operation, version: "2011-01-01",
                [("AutoScalingGroupName", group), ("MaxRecords", "100")] + (marker.map { [("NextToken", $0)] } ?? []),
                resource: "policies of \(group)")
            let answer = try await sender.xml(
                QueryList<ListedPolicy>.self, root: "\(ListedPolicy.operation)Response", request, deadline: deadline)
            return Page(elements: answer.elements, odd: answer.odd, next: answer.next, request: request)
        }
        return listed.map(\.policy)
    }
}

private struct ListedPolicy: QueryListed {
    static let operation = "DescribePolicies"
    static let listName = "ScalingPolicies"
    let policy: ScalingPolicy

    private enum CodingKeys: String, CodingKey {
        case name = "PolicyName"
        case type = "PolicyType"
        case isEnabled = "Enabled"
        case adjustmentType = "AdjustmentType"
        case adjustment = "ScalingAdjustment"
        case steps = "StepAdjustments"
        case tracking = "TargetTrackingConfiguration"
    }

    /// Written by hand: what it follows stands elements deep, and both of its APIs make one type of it.
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        var policy = ScalingPolicy(name: try fields.decode(String.self, forKey: .name))
        policy.kind = try fields.answer(Wire.Word<ScalingPolicyKind>.self, .type)
        policy.isEnabled = try fields.answer(Wire.OnSwitch.self, .isEnabled)
        policy.setsExactly = try fields.answer(Wire.Word<AdjustmentKind>.self, .adjustmentType) == .exact
        policy.adjustments =
            try fields.answer(Wire.List<ScalingStep>.self, .steps).compactMap(\.adjustment)
            + [try fields.answer(Wire.Signed.self, .adjustment)].compactMap(\.self)
        try fields.answer(Wire.Part<TrackedMetric>.self, .tracking)?.fill(&policy)
        self.policy = policy
    }
}

/// One step of a step policy, in both of its APIs.
struct ScalingStep: Decodable {
    @Answered<Wire.Signed> var adjustment: Int?

    private enum CodingKeys: String, CodingKey {
        case adjustment = "ScalingAdjustment"
    }
}

/// What a target tracking policy follows, in both of its APIs.
struct TrackedMetric: Decodable {
    private struct Predefined: Decodable {
        @Answered<Wire.Text> var type: String?
        @Answered<Wire.Text> var label: String?

        enum CodingKeys: String, CodingKey {
            case type = "PredefinedMetricType"
            case label = "ResourceLabel"
        }
    }

    private struct Customized: Decodable {
        @Answered<Wire.Text> var name: String?

        enum CodingKeys: String, CodingKey {
            case name = "MetricName"
        }
    }

    @Answered<Wire.Part<Predefined>> private var predefined: Predefined?
    @Answered<Wire.Part<Customized>> private var customized: Customized?
    @Answered<Wire.Switch> private var isScaleInDisabled: Bool

    private enum CodingKeys: String, CodingKey {
        case predefined = "PredefinedMetricSpecification"
        case customized = "CustomizedMetricSpecification"
        case isScaleInDisabled = "DisableScaleIn"
    }

    func fill(_ policy: inout ScalingPolicy) {
        policy.metric = predefined?.type ?? customized?.name
        policy.resourceLabel = predefined?.label
        policy.isScaleInDisabled = isScaleInDisabled
    }
}
