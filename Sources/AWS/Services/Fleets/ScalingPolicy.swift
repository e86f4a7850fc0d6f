/// A rule by which Auto Scaling changes the size of a group, or Application Auto Scaling that of an ECS service.
package struct ScalingPolicy: Sendable, Equatable {
    /// The policy's name, unique in its group or service.
    package let name: String
    /// `TargetTrackingScaling`, `StepScaling`, `SimpleScaling` or `PredictiveScaling`.
    package var type: String?
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
        switch type {
        case "TargetTrackingScaling": !isScaleInDisabled
        case "PredictiveScaling": false
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
            return Page(elements: answer.elements, next: answer.next, request: request)
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

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        var policy = ScalingPolicy(name: try fields.decode(String.self, forKey: .name))
        policy.type = try fields.text(.type)
        policy.isEnabled = try fields.decodeIfPresent(Bool.self, forKey: .isEnabled) ?? true
        policy.setsExactly = try fields.text(.adjustmentType) == "ExactCapacity"
        policy.adjustments =
            try fields.list(of: ScalingStep.self, .steps).map(\.adjustment)
            + [try fields.number(.adjustment)].compactMap(\.self)
        try fields.decodeIfPresent(TrackedMetric.self, forKey: .tracking)?.fill(&policy)
        self.policy = policy
    }
}

/// One step of a step policy, in both of its APIs.
struct ScalingStep: Decodable {
    let adjustment: Int

    private enum CodingKeys: String, CodingKey {
        case adjustment = "ScalingAdjustment"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        adjustment = try fields.number(.adjustment) ?? 0
    }
}

/// What a target tracking policy follows, in both of its APIs.
struct TrackedMetric: Decodable {
    private struct Predefined: Decodable {
        let type: String?
        let label: String?

        enum CodingKeys: String, CodingKey {
            case type = "PredefinedMetricType"
            case label = "ResourceLabel"
        }
    }

    private struct Customized: Decodable {
        let name: String?

        enum CodingKeys: String, CodingKey {
            case name = "MetricName"
        }
    }

    private let predefined: Predefined?
    private let customized: Customized?
    private let isScaleInDisabled: Bool

    private enum CodingKeys: String, CodingKey {
        case predefined = "PredefinedMetricSpecification"
        case customized = "CustomizedMetricSpecification"
        case isScaleInDisabled = "DisableScaleIn"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        predefined = try fields.decodeIfPresent(Predefined.self, forKey: .predefined)
        customized = try fields.decodeIfPresent(Customized.self, forKey: .customized)
        isScaleInDisabled = try fields.decodeIfPresent(Bool.self, forKey: .isScaleInDisabled) ?? false
    }

    func fill(_ policy: inout ScalingPolicy) {
        policy.metric = predefined?.type ?? customized?.name
        policy.resourceLabel = predefined?.label
        policy.isScaleInDisabled = isScaleInDisabled
    }
}
