package import Model

/// An Auto Scaling group with its instances.
package struct AutoScalingGroup: Sendable, Equatable {
    /// The launch template that a group uses or an instance was made from.
    package struct LaunchTemplate: Sendable, Equatable {
        /// `lt-` and hexadecimal digits.
        @Answered<Wire.Text> package var id: String? = nil
        /// The name somebody gave it.
        @Answered<Wire.Text> package var name: String? = nil
        /// A number; of a group also `$Latest` or `$Default`.
        @Answered<Wire.Text> package var version: String? = nil

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
        @Answered<Wire.Text> package var zone: String? = nil
        /// `Pending`, `Pending:Wait`, `InService`, `Standby`, `Terminating`, `Warmed:Running`, …
        @Answered<Wire.NeededWord<LifecycleState>> package var lifecycleState: LifecycleState
        /// Whether the group takes it for healthy.
        @Answered<Wire.Word<InstanceHealth>> package var healthStatus: InstanceHealth? = nil
        /// Its instance type, such as `m5.large`.
        @Answered<Wire.Text> package var type: String? = nil
        /// The template it was made from, with the version's number.
        @Answered<Wire.Part<LaunchTemplate>> package var launchTemplate: LaunchTemplate? = nil
        /// The launch configuration it was made from, where the group is an old one.
        @Answered<Wire.Text> package var launchConfigurationName: String? = nil
        /// Whether scaling in leaves it alone.
        @Answered<Wire.Switch> package var isProtected: Bool = false
        /// The units of capacity that it counts for, where the group weighs instance types; `nil` elsewhere.
        @Answered<Wire.Count> package var weightedCapacity: Int? = nil

        /// Makes an instance of which only this is known.
        package init(id: String, lifecycleState: LifecycleState) {
            self.id = id
            self.lifecycleState = lifecycleState
        }
    }

    /// The group's name, unique in its region.
    package let name: String
    /// The group's ARN.
    @Answered<Wire.Text> package var arn: String? = nil
    /// The fewest instances that scaling in may leave.
    @Answered<Wire.NeededCount> package var minimum = 0
    /// The most instances that scaling out may make.
    @Answered<Wire.NeededCount> package var maximum = 0
    /// How many instances the group is to have now.
    @Answered<Wire.NeededCount> package var desired = 0
    /// The instances in it, whatever their state.
    @Answered<Wire.WholeList<Instance>> package var instances: [Instance] = []
    /// The target groups in which it registers its instances.
    @Answered<Wire.Names> package var targetGroupARNs: [String] = []
    /// The group metrics that are published; none unless somebody enabled them.
    @Answered<Wire.List<EnabledMetric>> package var enabledMetrics: [EnabledMetric] = []
    /// The group's own template.
    @Answered<Wire.Part<LaunchTemplate>> package var ownLaunchTemplate: LaunchTemplate? = nil
    /// With mixed instances: what they have in common.
    @Answered<Wire.Part<MixedInstances>> package var mixedInstances: MixedInstances? = nil
    /// The launch configuration it uses, where it has no template.
    @Answered<Wire.Text> package var launchConfigurationName: String? = nil
    /// `EC2` or `ELB`: whose health checks have instances replaced; several are joined by commas.
    @Answered<Wire.Text> package var healthCheckType: String? = nil
    /// Seconds for which a new instance's failing health checks are overlooked.
    @Answered<Wire.Number> package var healthCheckGrace: Int? = nil
    /// Set while the group is being deleted.
    @Answered<Wire.Text> package var status: String? = nil
    /// The scaling processes that somebody has halted, such as `Terminate`.
    @Answered<Wire.List<SuspendedProcess>> package var suspendedProcesses: [SuspendedProcess] = []

    /// The template of its instances; with mixed instances, the one of its policy.
    package var launchTemplate: LaunchTemplate? { ownLaunchTemplate ?? mixedInstances?.template?.specification }

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

extension AutoScalingGroup {
    /// A group metric that is published.
    package struct EnabledMetric: Sendable, Equatable, Decodable {
        /// The metric's name.
        package let name: String

        private enum CodingKeys: String, CodingKey {
            case name = "Metric"
        }
    }

    /// A process that somebody has halted.
    package struct SuspendedProcess: Sendable, Equatable, Decodable {
        /// Which process.
        @Answered<Wire.NeededWord<ScalingProcess>> package var process: ScalingProcess

        private enum CodingKeys: String, CodingKey {
            case process = "ProcessName"
        }

        /// Makes a halted process.
        package init(_ process: ScalingProcess) { self.process = process }
    }

    /// What the instances of a group of mixed instances have in common.
    package struct MixedInstances: Sendable, Equatable, Decodable {
        /// Their template, and what single types change in it.
        package struct Template: Sendable, Equatable, Decodable {
            /// The template.
            @Answered<Wire.Part<LaunchTemplate>> package var specification: LaunchTemplate? = nil

            private enum CodingKeys: String, CodingKey {
                case specification = "LaunchTemplateSpecification"
            }
        }

        /// Their template.
        @Answered<Wire.Part<Template>> package var template: Template? = nil

        private enum CodingKeys: String, CodingKey {
            case template = "LaunchTemplate"
        }
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
        case ownLaunchTemplate = "LaunchTemplate"
        case mixedInstances = "MixedInstancesPolicy"
        case launchConfigurationName = "LaunchConfigurationName"
        case healthCheckType = "HealthCheckType"
        case healthCheckGrace = "HealthCheckGracePeriod"
        case status = "Status"
        case suspendedProcesses = "SuspendedProcesses"
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
}

extension AutoScalingGroup.LaunchTemplate: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id = "LaunchTemplateId"
        case name = "LaunchTemplateName"
        case version = "Version"
    }
}
