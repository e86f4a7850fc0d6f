package import Model

/// An ECS task: its states and times from pending to stopped, and its containers (ECS API, Task).
package struct ECSTask: Sendable, Equatable {
    package let arn: String
    /// The task definition of the task.
    @Answered<Wire.Text> package var taskDefinitionARN: String? = nil
    /// `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, `DEACTIVATING`, `STOPPING`, `DEPROVISIONING` or `STOPPED`.
    @Answered<Wire.Word<LifecycleState>> package var lastStatus: LifecycleState? = nil
    /// `RUNNING` or `STOPPED`.
    @Answered<Wire.Word<LifecycleState>> package var desiredStatus: LifecycleState? = nil
    /// The worst health of its containers.
    @Answered<Wire.Word<ECSHealth>> package var healthStatus: ECSHealth? = nil
    @Answered<Wire.Text> package var zone: String? = nil
    /// The id of the deployment, for a service's task.
    @Answered<Wire.Text> package var startedBy: String? = nil
    /// `service:NAME`, for a service's task.
    @Answered<Wire.Text> package var group: String? = nil
    /// `FARGATE`, `EC2` or `EXTERNAL`.
    @Answered<Wire.Text> package var launchType: String? = nil
    /// CPU units (1024 are one processor), or a text such as `1 vCPU`.
    @Answered<Wire.Text> package var cpu: String? = nil
    /// Memory in MiB, or a text such as `2 GB`.
    @Answered<Wire.Text> package var memory: String? = nil
    /// When it became pending.
    @Answered<Wire.Time> package var createdAt: Moment? = nil
    /// When the pull of its images started.
    @Answered<Wire.Time> package var pullStartedAt: Moment? = nil
    /// When the pull of its images ended.
    @Answered<Wire.Time> package var pullStoppedAt: Moment? = nil
    /// When it reached `RUNNING`.
    @Answered<Wire.Time> package var startedAt: Moment? = nil
    /// When it was told to stop.
    @Answered<Wire.Time> package var stoppingAt: Moment? = nil
    /// When it reached `STOPPED`.
    @Answered<Wire.Time> package var stoppedAt: Moment? = nil
    /// When its containers ended.
    @Answered<Wire.Time> package var executionStoppedAt: Moment? = nil
    /// Who or what stopped it.
    @Answered<Wire.Word<ECSStopCode>> package var stopCode: ECSStopCode? = nil
    /// Why it was stopped, in words.
    @Answered<Wire.Text> package var stoppedReason: String? = nil
    /// The containers. The task stops when an essential one stops.
    @Answered<Wire.List<ECSContainer>> package var containers: [ECSContainer] = []
    @Answered<Wire.List<ECSAttachment>> package var attachments: [ECSAttachment] = []

    /// The private IPv4 addresses under which target groups register it, without repeats.
    package var privateAddresses: [String] {
        (attachments.flatMap(\.addresses) + containers.flatMap(\.networkInterfaces).compactMap(\.address))
            .withoutRepeats()
    }

    /// The task's id: the last part of the ARN.
    package var id: String { arn.split(separator: "/").last.map(String.init) ?? arn }

    /// Makes a task with an ARN only.
    package init(arn: String) {
        self.arn = arn
    }
}

/// A container of a task.
package struct ECSContainer: Sendable, Equatable {
    /// The name in the task definition.
    package let name: String
    /// The image as the task definition names it.
    @Answered<Wire.Text> package var image: String? = nil
    /// The digest that the image's tag had when it was pulled.
    @Answered<Wire.Text> package var imageDigest: String? = nil
    /// `PENDING`, `RUNNING` or `STOPPED`.
    @Answered<Wire.Word<LifecycleState>> package var lastStatus: LifecycleState? = nil
    /// The exit code of its process; nil while it runs.
    @Answered<Wire.Signed> package var exitCode: Int? = nil
    /// Why it stopped or does not start, in words.
    @Answered<Wire.Text> package var reason: String? = nil
    /// The result of its own health check.
    @Answered<Wire.Word<ECSHealth>> package var healthStatus: ECSHealth? = nil
    /// Its network interfaces, if each container has its own.
    @Answered<Wire.List<ECSNetworkInterface>> package var networkInterfaces: [ECSNetworkInterface] = []

    /// Makes a container with a name only.
    package init(name: String) {
        self.name = name
    }
}

/// A resource attached to a task, such as a network interface, as a list of names and values.
package struct ECSAttachment: Sendable, Equatable, Decodable {
    package struct Detail: Sendable, Equatable, Decodable {
        @Answered<Wire.Text> package var name: String? = nil
        @Answered<Wire.Text> package var value: String? = nil

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    @Answered<Wire.List<Detail>> package var details: [Detail] = []

    /// The private IPv4 addresses among its values.
    var addresses: [String] { details.filter { $0.name == "privateIPv4Address" }.compactMap(\.value) }

    package init(_ details: [Detail]) { self.details = details }
}

package struct ECSNetworkInterface: Sendable, Equatable, Decodable {
    /// The private IPv4 address.
    @Answered<Wire.Text> package var address: String? = nil

    private enum CodingKeys: String, CodingKey {
        case address = "privateIpv4Address"
    }

    package init(address: String) { self.address = address }
}

extension ECSTask: ListedApart {
    static var namingFields: [String] { ["taskArn"] }

    private enum CodingKeys: String, CodingKey {
        case arn = "taskArn"
        case taskDefinitionARN = "taskDefinitionArn"
        case zone = "availabilityZone"
        case lastStatus, desiredStatus, healthStatus, startedBy, group, launchType, cpu, memory, createdAt
        case pullStartedAt, pullStoppedAt, startedAt, stoppingAt, stoppedAt, executionStoppedAt, stopCode
        case stoppedReason, containers, attachments
    }
}

extension ECSContainer: Decodable {}
