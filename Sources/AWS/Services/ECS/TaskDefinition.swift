package import Model

/// One revision of an ECS task definition (ECS API, TaskDefinition). It never changes after it is registered.
package struct TaskDefinition: Sendable, Equatable {
    /// The definition of one container.
    package struct Container: Sendable, Equatable {
        /// The name, the same as in the tasks.
        package let name: String
        /// The image, by tag or by digest.
        @Answered<Wire.Text> package var image: String? = nil
        /// Whether the whole task stops when this container stops.
        @Answered<Wire.OnSwitch> package var isEssential: Bool = true
        /// Seconds between SIGTERM and SIGKILL when it is stopped; nil for the default of 30 s.
        @Answered<Wire.Number> package var stopTimeout: Int? = nil
        /// CPU units reserved for this container.
        @Answered<Wire.Number> package var cpu: Int? = nil

        /// Makes an essential container.
        package init(name: String, image: String? = nil) {
            self.name = name
            self.image = image
        }
    }

    package let arn: String
    /// The name that all revisions share.
    package let family: String
    /// The revision's number, from 1.
    package let revision: Int
    /// CPU units of the whole task; nil if only its containers have CPU units.
    @Answered<Wire.Text> package var cpu: String? = nil
    /// Memory of the whole task, in MiB.
    @Answered<Wire.Text> package var memory: String? = nil
    /// `ACTIVE` or `INACTIVE`.
    @Answered<Wire.Word<ECSStatus>> package var status: ECSStatus? = nil
    @Answered<Wire.Time> package var registeredAt: Moment? = nil
    /// The containers of its tasks.
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
