/// What a listener or a rule does with a request.
package struct ListenerAction: Sendable, Equatable {
    /// A target group and its part of the requests: its weight over the sum of the action's weights.
    package struct WeightedTarget: Sendable, Equatable {
        /// Where these requests go.
        package let targetGroupARN: String
        /// 0 to 999 (ELBv2 API, TargetGroupTuple).
        @Answered<Wire.ForwardWeight> package var weight: Int

        /// Makes a weighted target.
        package init(targetGroupARN: String, weight: Int) {
            self.targetGroupARN = targetGroupARN
            self.weight = weight
        }
    }

    /// What it does.
    package let kind: ActionKind
    /// Actions run in this order.
    package var order: Int?
    /// The target groups of a `forward`; empty for other types.
    package var targets: [WeightedTarget] = []
    /// For how many seconds a client stays with the group that answered it first; nil when it does not.
    package var stickiness: Int?

    /// Makes an action without targets.
    package init(_ kind: ActionKind) {
        self.kind = kind
    }
}

extension ListenerAction: Decodable {
    private enum CodingKeys: String, CodingKey {
        case kind = "Type"
        case order = "Order"
        case targetGroupARN = "TargetGroupArn"
        case forward = "ForwardConfig"
    }

    /// Written by hand: the short form of a forward names one group and no weights; that group gets everything.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(try fields.answer(Wire.NeededWord<ActionKind>.self, .kind))
        order = try fields.answer(Wire.Number.self, .order)
        if fields.contains(.forward) {
            let forward = try fields.decode(Forward.self, forKey: .forward)
            targets = forward.targets
            stickiness = forward.stickiness.flatMap { $0.isEnabled ? $0.seconds : nil }
        }
        if targets.isEmpty, let only = try fields.answer(Wire.Text.self, .targetGroupARN) {
            targets = [WeightedTarget(targetGroupARN: only, weight: 1)]
        }
    }
}

/// The long form of a forward.
private struct Forward: Decodable {
    struct Stickiness: Decodable {
        @Answered<Wire.Switch> var isEnabled: Bool
        @Answered<Wire.Number> var seconds: Int?

        enum CodingKeys: String, CodingKey {
            case isEnabled = "Enabled"
            case seconds = "DurationSeconds"
        }
    }

    @Answered<Wire.WholeList<ListenerAction.WeightedTarget>> var targets: [ListenerAction.WeightedTarget]
    @Answered<Wire.Part<Stickiness>> var stickiness: Stickiness?

    enum CodingKeys: String, CodingKey {
        case targets = "TargetGroups"
        case stickiness = "TargetGroupStickinessConfig"
    }
}

extension ListenerAction.WeightedTarget: Decodable {
    private enum CodingKeys: String, CodingKey {
        case targetGroupARN = "TargetGroupArn"
        case weight = "Weight"
    }
}
