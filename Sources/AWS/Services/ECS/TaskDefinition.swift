package import Model

/// A revision of an ECS task definition, which never changes once registered.
package struct TaskDefinition: Sendable, Equatable {
    /// A container as it is to be run.
    package struct Container: Sendable, Equatable {
        /// The name that tasks give it, too.
        package let name: String
        /// The image, by tag or by digest.
        @Answered<Wire.Text> package var image: String? = nil
        /// Whether the task stops when it stops.
        @Answered<Wire.OnSwitch> package var isEssential: Bool = true
        /// Seconds between TERM and KILL when it is stopped; nil for the default, which is 30.
        @Answered<Wire.Number> package var stopTimeout: Int? = nil
        /// CPU units reserved for it alone.
        @Answered<Wire.Number> package var cpu: Int? = nil

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
    @Answered<Wire.Text> package var cpu: String? = nil
    /// MiB of the whole task.
    @Answered<Wire.Text> package var memory: String? = nil
    /// `ACTIVE` or `INACTIVE`.
    @Answered<Wire.Word<ECSStatus>> package var status: ECSStatus? = nil
    /// When it was registered.
    @Answered<Wire.Time> package var registeredAt: Moment? = nil
    /// What its tasks run.
    @Answered<Wire.List<Container>> package var containers: [Container] = []

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
}

extension TaskDefinition.Container: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name, image, stopTimeout, cpu
        case isEssential = "essential"
    }
}
