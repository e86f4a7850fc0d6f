/// An ECS task: its way from pending to stopped, and what runs in it. All times are seconds since 1970.
package struct ECSTask: Sendable, Equatable {
    /// The task's ARN.
    package let arn: String
    /// The revision it was made from.
    package var taskDefinitionARN: String?
    /// `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, `DEACTIVATING`, `STOPPING`, `DEPROVISIONING` or `STOPPED`.
    package var lastStatus: String?
    /// `RUNNING` or `STOPPED`.
    package var desiredStatus: String?
    /// `HEALTHY`, `UNHEALTHY` or, where no container defines a health check, `UNKNOWN`.
    package var healthStatus: String?
    /// The availability zone.
    package var zone: String?
    /// The deployment's id for a service's task.
    package var startedBy: String?
    /// `service:NAME` for a service's task.
    package var group: String?
    /// `FARGATE`, `EC2` or `EXTERNAL`.
    package var launchType: String?
    /// CPU units, 1024 for one processor, or a text such as `1 vCPU`.
    package var cpu: String?
    /// MiB, or a text such as `2 GB`.
    package var memory: String?
    /// When it became pending.
    package var createdAt: Double?
    /// When its images began to be pulled.
    package var pullStartedAt: Double?
    /// When its images were there.
    package var pullStoppedAt: Double?
    /// When it was running.
    package var startedAt: Double?
    /// When it was told to stop.
    package var stoppingAt: Double?
    /// When it had stopped.
    package var stoppedAt: Double?
    /// When its containers had ended.
    package var executionStoppedAt: Double?
    /// `TaskFailedToStart`, `EssentialContainerExited`, `UserInitiated`, `ServiceSchedulerInitiated`, …
    package var stopCode: String?
    /// Why it was stopped, in words.
    package var stoppedReason: String?
    /// Its containers, of which any essential one's end is the task's.
    package var containers: [ECSContainer] = []
    /// The private IPv4 addresses by which target groups know it, each once.
    package var privateAddresses: [String] = []

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
    package var image: String?
    /// What the image's tag meant when it was pulled.
    package var imageDigest: String?
    /// `PENDING`, `RUNNING` or `STOPPED`.
    package var lastStatus: String?
    /// How its process ended; nil while it runs.
    package var exitCode: Int?
    /// Why it stopped or does not start, in words.
    package var reason: String?
    /// `HEALTHY`, `UNHEALTHY` or `UNKNOWN`.
    package var healthStatus: String?

    /// Makes a container of which only the name is known.
    package init(name: String) {
        self.name = name
    }
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

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(arn: try fields.decode(String.self, forKey: .arn))
        taskDefinitionARN = try fields.text(.taskDefinitionARN)
        lastStatus = try fields.text(.lastStatus)
        desiredStatus = try fields.text(.desiredStatus)
        healthStatus = try fields.text(.healthStatus)
        zone = try fields.text(.zone)
        startedBy = try fields.text(.startedBy)
        group = try fields.text(.group)
        launchType = try fields.text(.launchType)
        cpu = try fields.textOfNumber(.cpu)
        memory = try fields.textOfNumber(.memory)
        createdAt = try fields.epoch(.createdAt)
        pullStartedAt = try fields.epoch(.pullStartedAt)
        pullStoppedAt = try fields.epoch(.pullStoppedAt)
        startedAt = try fields.epoch(.startedAt)
        stoppingAt = try fields.epoch(.stoppingAt)
        stoppedAt = try fields.epoch(.stoppedAt)
        executionStoppedAt = try fields.epoch(.executionStoppedAt)
        stopCode = try fields.text(.stopCode)
        stoppedReason = try fields.text(.stoppedReason)
        containers = try fields.array(of: ECSContainer.self, .containers)
        let attached = try fields.array(of: Attachment.self, .attachments).flatMap(\.addresses)
        let ofContainers = try fields.array(of: ContainerNetwork.self, .containers).flatMap(\.addresses)
        privateAddresses = (attached + ofContainers).withoutRepeats()
    }
}

extension ECSContainer: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name, image, imageDigest, lastStatus, exitCode, reason, healthStatus
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(name: try fields.decode(String.self, forKey: .name))
        image = try fields.text(.image)
        imageDigest = try fields.text(.imageDigest)
        lastStatus = try fields.text(.lastStatus)
        exitCode = try fields.number(.exitCode)
        reason = try fields.text(.reason)
        healthStatus = try fields.text(.healthStatus)
    }
}

/// A network interface stands in the task's attachments as a list of names and values.
private struct Attachment: Decodable {
    struct Detail: Decodable {
        let name: String?
        let value: String?
    }

    let details: [Detail]?

    var addresses: [String] { (details ?? []).filter { $0.name == "privateIPv4Address" }.compactMap(\.value) }
}

private struct ContainerNetwork: Decodable {
    struct Interface: Decodable {
        let privateIpv4Address: String?
    }

    let networkInterfaces: [Interface]?

    var addresses: [String] { (networkInterfaces ?? []).compactMap(\.privateIpv4Address) }
}
