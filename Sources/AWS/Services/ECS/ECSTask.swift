package import Model

/// An ECS task: its way from pending to stopped, and what runs in it.
package struct ECSTask: Sendable, Equatable {
    /// The task's ARN.
    package let arn: String
    /// The revision it was made from.
    @Answered<Wire.Text> package var taskDefinitionARN: String? = nil
    /// `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, `DEACTIVATING`, `STOPPING`, `DEPROVISIONING` or `STOPPED`.
    @Answered<Wire.Word<LifecycleState>> package var lastStatus: LifecycleState? = nil
    /// `RUNNING` or `STOPPED`.
    @Answered<Wire.Word<LifecycleState>> package var desiredStatus: LifecycleState? = nil
    /// The worst of its containers' health.
    @Answered<Wire.Word<ECSHealth>> package var healthStatus: ECSHealth? = nil
    /// The availability zone.
    @Answered<Wire.Text> package var zone: String? = nil
    /// The deployment's id for a service's task.
    @Answered<Wire.Text> package var startedBy: String? = nil
    /// `service:NAME` for a service's task.
    @Answered<Wire.Text> package var group: String? = nil
    /// `FARGATE`, `EC2` or `EXTERNAL`.
    @Answered<Wire.Text> package var launchType: String? = nil
    /// CPU units, 1024 for one processor, or a text such as `1 vCPU`.
    @Answered<Wire.Text> package var cpu: String? = nil
    /// MiB, or a text such as `2 GB`.
    @Answered<Wire.Text> package var memory: String? = nil
    /// When it became pending.
    @Answered<Wire.Time> package var createdAt: Moment? = nil
    /// When its images began to be pulled.
    @Answered<Wire.Time> package var pullStartedAt: Moment? = nil
    /// When its images were there.
    @Answered<Wire.Time> package var pullStoppedAt: Moment? = nil
    /// When it was running.
    @Answered<Wire.Time> package var startedAt: Moment? = nil
    /// When it was told to stop.
    @Answered<Wire.Time> package var stoppingAt: Moment? = nil
    /// When it had stopped.
    @Answered<Wire.Time> package var stoppedAt: Moment? = nil
    /// When its containers had ended.
    @Answered<Wire.Time> package var executionStoppedAt: Moment? = nil
    /// Who or what stopped it.
    @Answered<Wire.Word<ECSStopCode>> package var stopCode: ECSStopCode? = nil
    /// Why it was stopped, in words.
    @Answered<Wire.Text> package var stoppedReason: String? = nil
    /// Its containers, of which any essential one's end is the task's.
    @Answered<Wire.List<ECSContainer>> package var containers: [ECSContainer] = []
    @Answered<Wire.List<ECSAttachment>> package var attachments: [ECSAttachment] = []

    /// The private IPv4 addresses by which target groups know it, each once.
    package var privateAddresses: [String] {
        (attachments.flatMap(\.addresses) + containers.flatMap(\.networkInterfaces).compactMap(\.address))
            .withoutRepeats()
    }

    /// The last part of the ARN.
    package var id: String { arn.split(separator: "/").last.map(String.init) ?? arn }

    /// Makes a task of which only the ARN is known.
    package init(arn: String) {
        self.arn = arn
    }
}

/// A container of a task.
package struct ECSContainer: Sendable, Equatable {
    /// The container's name in the task definition.
    package let name: String
    /// The image as the task definition names it.
    @Answered<Wire.Text> package var image: String? = nil
    /// What the image's tag meant when it was pulled.
    @Answered<Wire.Text> package var imageDigest: String? = nil
    /// `PENDING`, `RUNNING` or `STOPPED`.
    @Answered<Wire.Word<LifecycleState>> package var lastStatus: LifecycleState? = nil
    /// How its process ended; nil while it runs.
    @Answered<Wire.Signed> package var exitCode: Int? = nil
    /// Why it stopped or does not start, in words.
    @Answered<Wire.Text> package var reason: String? = nil
    /// What its own health check says.
    @Answered<Wire.Word<ECSHealth>> package var healthStatus: ECSHealth? = nil
    /// Its addresses, where each container has one of its own.
    @Answered<Wire.List<ECSNetworkInterface>> package var networkInterfaces: [ECSNetworkInterface] = []

    /// Makes a container of which only the name is known.
    package init(name: String) {
        self.name = name
    }
}

/// Something that belongs to a task, such as its network interface: a list of names and values.
package struct ECSAttachment: Sendable, Equatable, Decodable {
    /// One name with its value.
    package struct Detail: Sendable, Equatable, Decodable {
        @Answered<Wire.Text> package var name: String? = nil
        @Answered<Wire.Text> package var value: String? = nil

        /// Makes a pair.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    @Answered<Wire.List<Detail>> package var details: [Detail] = []

    /// The IPv4 addresses among its values.
    var addresses: [String] { details.filter { $0.name == "privateIPv4Address" }.compactMap(\.value) }

    /// Makes an attachment with these values.
    package init(_ details: [Detail]) { self.details = details }
}

/// A network interface of a container.
package struct ECSNetworkInterface: Sendable, Equatable, Decodable {
    /// Its private IPv4 address.
    @Answered<Wire.Text> package var address: String? = nil

    private enum CodingKeys: String, CodingKey {
        case address = "privateIpv4Address"
    }

    /// Makes an interface with that address.
    package init(address: String) { self.address = address }
}

extension ECSTask: Decodable {
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
