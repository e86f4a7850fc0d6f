/// The instances or tasks behind a side: an Auto Scaling group or an ECS service.
package struct TopologyFleet: Sendable, Equatable {
    package enum Kind: String, Sendable { case autoScalingGroup, ecsService }

    package var kind: Kind
    package var arn: String?
    /// The group's name, or the service's.
    package var name: String
    /// The ECS service's cluster, by name.
    package var cluster: String?
    package var region: String?
    package var side: Side?
    /// ARNs of the target groups in which its instances or tasks are registered.
    package var targetGroups: [String]
    /// Whether a deployment controller other than ECS's own moves its tasks between target groups.
    package var changesTargetGroups = false
    /// How many instances or tasks it wants now.
    package var desired: Int
    /// Instances in service, or tasks running.
    package var running: Int
    /// The bounds of its scaling; `nil` for an ECS service without scaling, or where they were not read.
    package var minimum: Int?
    package var maximum: Int?
    /// Each version that runs, such as `lt:41` or `api:218`, and how many run it; the most frequent first.
    package var versions: [Version]
    /// What new instances or tasks start from, in words: launch template with version, or task definition.
    package var template: String?
    /// Virtual processors of one instance or task; `nil` where it is not known.
    package var processors: Double?
    /// Seconds for which failed health checks of a new instance or task are ignored. An ECS service without a setting
    /// has 0. `nil` when it was not read.
    package var healthCheckGrace: Int?
    /// Whether failed health checks of the load balancer replace instances. Tasks behind a load balancer are always
    /// replaced.
    package var heedsBalancer: Bool
    /// Seconds between an ECS task's TERM and its KILL, the shortest of its containers.
    package var stopTimeout: Int?
    /// Its scaling policies; `nil` when they were not read.
    package var policies: [TopologyScalingPolicy]?
    /// Whether scale-in is suspended.
    package var scaleInIsSuspended: Bool

    package struct Version: Sendable, Equatable {
        package var name: String
        package var count: Int

        package init(_ name: String, _ count: Int) {
            self.name = name
            self.count = count
        }
    }

    package init(
        _ kind: Kind, name: String, arn: String? = nil, cluster: String? = nil, region: String? = nil,
        side: Side? = nil, targetGroups: [String] = [], desired: Int = 0, running: Int = 0, minimum: Int? = nil,
        maximum: Int? = nil, versions: [Version] = [], template: String? = nil, processors: Double? = nil,
        healthCheckGrace: Int? = nil, heedsBalancer: Bool = false, stopTimeout: Int? = nil,
        policies: [TopologyScalingPolicy]? = nil, scaleInIsSuspended: Bool = false
    ) {
        self.kind = kind
        self.name = name
        self.arn = arn
        self.cluster = cluster
        self.region = region
        self.side = side
        self.targetGroups = targetGroups
        self.desired = desired
        self.running = running
        self.minimum = minimum
        self.maximum = maximum
        self.versions = versions
        self.template = template
        self.processors = processors
        self.healthCheckGrace = healthCheckGrace
        self.heedsBalancer = heedsBalancer
        self.stopTimeout = stopTimeout
        self.policies = policies
        self.scaleInIsSuspended = scaleInIsSuspended
    }

    /// Its name in a sentence: `Auto Scaling group api-asg`, `ECS service prod/api`.
    package var title: String {
        switch kind {
        case .autoScalingGroup: "Auto Scaling group \(name)"
        case .ecsService: "ECS service \(cluster.map { "\($0)/" } ?? "")\(name)"
        }
    }

    /// The word for its members, in the singular.
    package var noun: String { kind == .autoScalingGroup ? "instance" : "task" }
}

/// A policy by which a fleet grows and shrinks.
package struct TopologyScalingPolicy: Sendable, Equatable {
    package var name: String
    package var isEnabled: Bool
    /// Whether it may remove instances or tasks.
    package var scalesIn: Bool
    /// The metric that it follows: `ASGAverageCPUUtilization`, `ALBRequestCountPerTarget`, a metric's name; `nil` when
    /// it is not known.
    package var metric: String?
    /// `app/…/…/targetgroup/…/…` for `ALBRequestCountPerTarget`.
    package var resourceLabel: String?

    package init(
        name: String, isEnabled: Bool = true, scalesIn: Bool, metric: String? = nil, resourceLabel: String? = nil
    ) {
        self.name = name
        self.isEnabled = isEnabled
        self.scalesIn = scalesIn
        self.metric = metric
        self.resourceLabel = resourceLabel
    }
}
