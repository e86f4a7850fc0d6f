package import Model

/// One registered target of a target group, and how its load balancer sees it.
package struct TargetHealth: Sendable, Equatable {
    /// An instance's id, or a task's address where the group's targets are addresses.
    package let id: String
    /// The port that requests go to.
    package var port: Int?
    /// Where the answer tells; it mostly leaves it out for instances.
    package var zone: String?
    /// How the load balancer sees it.
    package let state: TargetState
    /// A code such as `Target.Timeout`; absent when healthy.
    package var reason: String?
    /// The reason in words, such as "Health checks failed with these codes: [502]".
    package var description: String?

    /// Makes a target of which only this is known.
    package init(id: String, state: TargetState) {
        self.id = id
        self.state = state
    }
}

extension TargetHealth: Decodable {
    private enum CodingKeys: String, CodingKey {
        case target = "Target"
        case health = "TargetHealth"
    }

    private enum TargetKeys: String, CodingKey {
        case id = "Id"
        case port = "Port"
        case zone = "AvailabilityZone"
    }

    private enum HealthKeys: String, CodingKey {
        case state = "State"
        case reason = "Reason"
        case description = "Description"
    }

    /// Written by hand, for its fields stand in two elements of the answer.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let target = try fields.nestedContainer(keyedBy: TargetKeys.self, forKey: .target)
        let health = try fields.nestedContainer(keyedBy: HealthKeys.self, forKey: .health)
        self.init(
            id: try target.decode(String.self, forKey: .id),
            state: try health.answer(Wire.NeededWord<TargetState>.self, .state))
        port = try target.answer(Wire.Number.self, .port)
        zone = try target.answer(Wire.Text.self, .zone)
        reason = try health.answer(Wire.Text.self, .reason)
        description = try health.answer(Wire.Text.self, .description)
    }
}
