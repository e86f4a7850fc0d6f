/// What a listener or a rule does with a request.
package struct ListenerAction: Sendable, Equatable {
    /// A target group and its part of the requests: its weight over the sum of the action's weights.
    package struct WeightedTarget: Sendable, Equatable {
        /// Where these requests go.
        package let targetGroupARN: String
        /// 0 to 999 (ELBv2 API, TargetGroupTuple).
        package let weight: Int

        /// Makes a weighted target.
        package init(targetGroupARN: String, weight: Int) {
            self.targetGroupARN = targetGroupARN
            self.weight = weight
        }
    }

    /// `forward`, `fixed-response`, `redirect`, `authenticate-oidc` or `authenticate-cognito`.
    package let type: String
    /// Actions run in this order.
    package var order: Int?
    /// The target groups of a `forward`; empty for other types.
    package var targets: [WeightedTarget] = []
    /// For how many seconds a client stays with the group that answered it first; nil when it does not.
    package var stickiness: Int?

    /// Makes an action without targets.
    package init(type: String) {
        self.type = type
    }
}

extension ListenerAction: Decodable {
    private enum CodingKeys: String, CodingKey {
        case type = "Type"
        case order = "Order"
        case targetGroupARN = "TargetGroupArn"
        case forward = "ForwardConfig"
    }

    private enum ForwardKeys: String, CodingKey {
        case targets = "TargetGroups"
        case stickiness = "TargetGroupStickinessConfig"
    }

    private enum StickinessKeys: String, CodingKey {
        case enabled = "Enabled"
        case seconds = "DurationSeconds"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(type: try fields.decode(String.self, forKey: .type))
        order = try fields.number(.order)
        if fields.contains(.forward) {
            let forward = try fields.nestedContainer(keyedBy: ForwardKeys.self, forKey: .forward)
            targets = try forward.list(of: WeightedTarget.self, .targets)
            if forward.contains(.stickiness) {
                let sticky = try forward.nestedContainer(keyedBy: StickinessKeys.self, forKey: .stickiness)
                let enabled = try sticky.decodeIfPresent(Bool.self, forKey: .enabled) ?? false
                stickiness = enabled ? try sticky.number(.seconds) : nil
            }
        }
        // The short form names one group and no weights; that group gets everything.
        if targets.isEmpty, let only = try fields.text(.targetGroupARN) {
            targets = [WeightedTarget(targetGroupARN: only, weight: 1)]
        }
    }
}

extension ListenerAction.WeightedTarget: Decodable {
    private enum CodingKeys: String, CodingKey {
        case targetGroupARN = "TargetGroupArn"
        case weight = "Weight"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        // A group written without a weight has 1, the API's default.
        self.init(
            targetGroupARN: try fields.decode(String.self, forKey: .targetGroupARN),
            weight: try fields.number(.weight) ?? 1)
    }
}
