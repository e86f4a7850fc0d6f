/// One registered target of a target group, and how its load balancer sees it.
package struct TargetHealth: Sendable, Equatable {
    /// An instance's id, or a task's address where the group's targets are addresses.
    package let id: String
    /// The port that requests go to.
    package var port: Int?
    /// Where the answer tells; it mostly leaves it out for instances.
    package var zone: String?
    /// `initial`, `healthy`, `unhealthy`, `unhealthy.draining`, `unused`, `draining` or `unavailable`.
    package let state: String
    /// A code such as `Target.Timeout`; absent when healthy.
    package var reason: String?
    /// The reason in words, such as "Health checks failed with these codes: [502]".
    package var description: String?

    /// Makes a target of which only this is known.
    package init(id: String, state: String) {
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

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let target = try fields.nestedContainer(keyedBy: TargetKeys.self, forKey: .target)
        let health = try fields.nestedContainer(keyedBy: HealthKeys.self, forKey: .health)
        self.init(
            id: try target.decode(String.self, forKey: .id), state: try health.decode(String.self, forKey: .state))
        port = try target.number(.port)
        zone = try target.text(.zone)
        reason = try health.text(.reason)
        description = try health.text(.description)
    }
}
