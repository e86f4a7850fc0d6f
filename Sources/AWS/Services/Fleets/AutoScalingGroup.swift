/// An Auto Scaling group with its instances.
package struct AutoScalingGroup: Sendable, Equatable {
    /// The launch template that a group uses or an instance was made from.
    package struct LaunchTemplate: Sendable, Equatable {
        /// `lt-` and hexadecimal digits.
        package var id: String?
        /// The name somebody gave it.
        package var name: String?
        /// A number; of a group also `$Latest` or `$Default`.
        package var version: String?

        /// Makes a reference; AWS always gives a version and one of id and name.
        package init(id: String? = nil, name: String? = nil, version: String? = nil) {
            self.id = id
            self.name = name
            self.version = version
        }
    }

    /// An instance as the group sees it.
    package struct Instance: Sendable, Equatable {
        /// The instance's id.
        package let id: String
        /// Where it runs.
        package var zone: String?
        /// `Pending`, `Pending:Wait`, `InService`, `Standby`, `Terminating`, `Warmed:Running`, …
        package var lifecycleState: String
        /// `Healthy` or `Unhealthy`; its case differs from API to API.
        package var healthStatus: String?
        /// Its instance type, such as `m5.large`.
        package var type: String?
        /// The template it was made from, with the version's number.
        package var launchTemplate: LaunchTemplate?
        /// The launch configuration it was made from, where the group is an old one.
        package var launchConfigurationName: String?
        /// Whether scaling in leaves it alone.
        package var isProtected = false
        /// The units of capacity that it counts for, where the group weighs instance types; `nil` elsewhere.
        package var weightedCapacity: Int?

        /// Makes an instance of which only this is known.
        package init(id: String, lifecycleState: String) {
            self.id = id
            self.lifecycleState = lifecycleState
        }
    }

    /// The group's name, unique in its region.
    package let name: String
    /// The group's ARN.
    package var arn: String?
    /// The fewest instances that scaling in may leave.
    package var minimum = 0
    /// The most instances that scaling out may make.
    package var maximum = 0
    /// How many instances the group is to have now.
    package var desired = 0
    /// The instances in it, whatever their state.
    package var instances: [Instance] = []
    /// The target groups in which it registers its instances.
    package var targetGroupARNs: [String] = []
    /// The names of the group metrics that are published; none unless somebody enabled them.
    package var enabledMetrics: [String] = []
    /// The group's own template; with mixed instances, the one of its policy.
    package var launchTemplate: LaunchTemplate?
    /// The launch configuration it uses, where it has no template.
    package var launchConfigurationName: String?
    /// `EC2` or `ELB`: whose health checks have instances replaced; several are joined by commas.
    package var healthCheckType: String?
    /// Seconds for which a new instance's failing health checks are overlooked.
    package var healthCheckGrace: Int?
    /// Set while the group is being deleted.
    package var status: String?
    /// The scaling processes that somebody has halted, such as `Terminate`.
    package var suspendedProcesses: [String] = []

    /// Makes an empty group.
    package init(name: String) {
        self.name = name
    }

    /// How many instances a capacity is. A group that weighs instance types counts in units (EC2 Auto Scaling user
    /// guide, "Instance weights"): 16 units are 4 instances with 4 units each. The mean of the present instances is used.
    package func instances(forCapacity capacity: Int) -> Int {
        let weights = instances.compactMap(\.weightedCapacity).filter { $0 > 0 }
        guard capacity > 0, !weights.isEmpty else { return capacity }
        let mean = weights.reduce(0.0) { $0 + Double($1) } / Double(weights.count)
        return Int((Double(capacity) / mean).rounded(.up))
    }
}

extension AutoScalingGroup: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name = "AutoScalingGroupName"
        case arn = "AutoScalingGroupARN"
        case minimum = "MinSize"
        case maximum = "MaxSize"
        case desired = "DesiredCapacity"
        case instances = "Instances"
        case targetGroupARNs = "TargetGroupARNs"
        case enabledMetrics = "EnabledMetrics"
        case launchTemplate = "LaunchTemplate"
        case mixedInstances = "MixedInstancesPolicy"
        case launchConfigurationName = "LaunchConfigurationName"
        case healthCheckType = "HealthCheckType"
        case healthCheckGrace = "HealthCheckGracePeriod"
        case status = "Status"
        case suspendedProcesses = "SuspendedProcesses"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(name: try fields.decode(String.self, forKey: .name))
        arn = try fields.text(.arn)
        minimum = try fields.number(.minimum) ?? 0
        maximum = try fields.number(.maximum) ?? 0
        desired = try fields.number(.desired) ?? 0
        instances = try fields.list(of: Instance.self, .instances)
        targetGroupARNs = try fields.list(of: String.self, .targetGroupARNs)
        enabledMetrics = try fields.list(of: EnabledMetric.self, .enabledMetrics).map(\.name)
        launchTemplate =
            try fields.decodeIfPresent(LaunchTemplate.self, forKey: .launchTemplate)
            ?? fields.decodeIfPresent(MixedInstances.self, forKey: .mixedInstances)?.template?.specification
        launchConfigurationName = try fields.text(.launchConfigurationName)
        healthCheckType = try fields.text(.healthCheckType)
        healthCheckGrace = try fields.number(.healthCheckGrace)
        status = try fields.text(.status)
        suspendedProcesses = try fields.list(of: SuspendedProcess.self, .suspendedProcesses).map(\.name)
    }
}

extension AutoScalingGroup.Instance: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id = "InstanceId"
        case zone = "AvailabilityZone"
        case lifecycleState = "LifecycleState"
        case healthStatus = "HealthStatus"
        case type = "InstanceType"
        case launchTemplate = "LaunchTemplate"
        case launchConfigurationName = "LaunchConfigurationName"
        case isProtected = "ProtectedFromScaleIn"
        case weightedCapacity = "WeightedCapacity"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try fields.decode(String.self, forKey: .id),
            lifecycleState: try fields.decode(String.self, forKey: .lifecycleState))
        zone = try fields.text(.zone)
        healthStatus = try fields.text(.healthStatus)
        type = try fields.text(.type)
        launchTemplate = try fields.decodeIfPresent(AutoScalingGroup.LaunchTemplate.self, forKey: .launchTemplate)
        launchConfigurationName = try fields.text(.launchConfigurationName)
        isProtected = try fields.decodeIfPresent(Bool.self, forKey: .isProtected) ?? false
        weightedCapacity = try fields.number(.weightedCapacity)
    }
}

extension AutoScalingGroup.LaunchTemplate: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id = "LaunchTemplateId"
        case name = "LaunchTemplateName"
        case version = "Version"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(id: try fields.text(.id), name: try fields.text(.name), version: try fields.text(.version))
    }
}

private struct MixedInstances: Decodable {
    struct Template: Decodable {
        let specification: AutoScalingGroup.LaunchTemplate?

        enum CodingKeys: String, CodingKey {
            case specification = "LaunchTemplateSpecification"
        }
    }

    let template: Template?

    enum CodingKeys: String, CodingKey {
        case template = "LaunchTemplate"
    }
}

private struct EnabledMetric: Decodable {
    let name: String

    enum CodingKeys: String, CodingKey {
        case name = "Metric"
    }
}

private struct SuspendedProcess: Decodable {
    let name: String

    enum CodingKeys: String, CodingKey {
        case name = "ProcessName"
    }
}
