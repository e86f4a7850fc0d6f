/// A revision of an ECS task definition, which never changes once registered.
package struct TaskDefinition: Sendable, Equatable {
    /// A container as it is to be run.
    package struct Container: Sendable, Equatable {
        /// The name that tasks give it, too.
        package let name: String
        /// The image, by tag or by digest.
        package var image: String?
        /// Whether the task stops when it stops.
        package var isEssential = true
        /// Seconds between TERM and KILL when it is stopped; nil for the default, which is 30.
        package var stopTimeout: Int?
        /// CPU units reserved for it alone.
        package var cpu: Int?

        /// Makes an essential container.
        package init(name: String, image: String? = nil) {
            self.name = name
            self.image = image
        }
    }

    /// The revision's ARN.
    package let arn: String
    /// The name that all revisions share.
    package let family: String
    /// Counts up from 1.
    package let revision: Int
    /// CPU units of the whole task; nil where only its containers have some.
    package var cpu: String?
    /// MiB of the whole task.
    package var memory: String?
    /// `ACTIVE` or `INACTIVE`.
    package var status: String?
    /// Seconds since 1970.
    package var registeredAt: Double?
    /// What its tasks run.
    package var containers: [Container] = []

    /// Makes a revision without containers.
    package init(arn: String, family: String, revision: Int) {
        self.arn = arn
        self.family = family
        self.revision = revision
    }
}

extension TaskDefinition: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "taskDefinitionArn"
        case containers = "containerDefinitions"
        case family, revision, cpu, memory, status, registeredAt
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            arn: try fields.decode(String.self, forKey: .arn),
            family: try fields.decode(String.self, forKey: .family),
            revision: try fields.decode(Int.self, forKey: .revision))
        cpu = try fields.textOfNumber(.cpu)
        memory = try fields.textOfNumber(.memory)
        status = try fields.text(.status)
        registeredAt = try fields.epoch(.registeredAt)
        containers = try fields.array(of: Container.self, .containers)
    }
}

extension TaskDefinition.Container: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name, image, essential, stopTimeout, cpu
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(name: try fields.decode(String.self, forKey: .name), image: try fields.text(.image))
        isEssential = try fields.decodeIfPresent(Bool.self, forKey: .essential) ?? true
        stopTimeout = try fields.number(.stopTimeout)
        cpu = try fields.number(.cpu)
    }
}
