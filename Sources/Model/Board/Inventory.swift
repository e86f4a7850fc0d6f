/// One instance or task of a side, as Auto Scaling, EC2 or ECS and the load balancer describe it.
package struct Member: Sendable, Equatable, Codable {
    /// Instance id, or the task's id (the last part of its ARN).
    package var id: String
    /// Availability Zone, such as `ap-northeast-1a`.
    package var zone: String?
    /// Auto Scaling lifecycle state (`InService` …) or the task's last status (`RUNNING` …).
    package var state: LifecycleState
    /// The load balancer's word: `healthy, unhealthy, initial, draining, unused, unavailable, unhealthy.draining`;
    /// `nil` without a load balancer.
    package var health: TargetState?
    /// The load balancer's reason, such as `Target.Timeout`, and its description if there is one.
    package var healthReason: String?
    /// What it runs: `lt:41 ami-0c1…` or `api:218 @9f2c…`. Members with equal text run the same version.
    package var version: String
    /// Image tag or launch template name, for people.
    package var versionDetail: String?
    /// When it was launched (instance) or created (task).
    package var launchedAt: Moment?
    /// When the load balancer first reported it healthy. Without a load balancer: when the task was first seen running.
    package var healthyAt: Moment?
    /// Why a task stopped: stop code, reason, exit codes.
    package var stopReason: String?

    package init(
        id: String, zone: String? = nil, state: LifecycleState, health: TargetState? = nil, healthReason: String? = nil,
        version: String, versionDetail: String? = nil, launchedAt: Moment? = nil, healthyAt: Moment? = nil,
        stopReason: String? = nil
    ) {
        self.id = id
        self.zone = zone
        self.state = state
        self.health = health
        self.healthReason = healthReason
        self.version = version
        self.versionDetail = versionDetail
        self.launchedAt = launchedAt
        self.healthyAt = healthyAt
        self.stopReason = stopReason
    }
}

/// The counts of a side. A count is `nil` when its source has not reported or has no such number.
package struct Counts: Sendable, Equatable, Codable {
    /// Instances that the Auto Scaling group wants, or tasks that the ECS service wants.
    package var desired: Int?
    /// Instances in service, or tasks running.
    package var running: Int?
    /// Instances or tasks that are starting.
    package var pending: Int?
    /// Targets by state, over all target groups of the side. Each target counts once.
    package var healthy: Int?
    package var unhealthy: Int?
    package var draining: Int?
    /// The bounds of the Auto Scaling group.
    package var minimum: Int?
    package var maximum: Int?
    /// The number of ECS deployments, and the state of the primary one (`COMPLETED`, `IN_PROGRESS`, `FAILED`).
    package var deployments: Int?
    package var deploymentState: DeploymentState?
    /// Why a deployment failed or is rolled back, in ECS's words (`rolloutStateReason`).
    package var deploymentTrouble: String?
    /// The names of the target groups that serve the side, where ECS registers tasks in more than the configured ones.
    package var targetGroups: [String]?
    /// The target groups whose own settings say when Route 53 takes their load balancer for unhealthy; `nil` where all
    /// have the standard.
    package var failoverGroups: [TargetGroupHealth]?
    /// The most tasks of one deployment seen to fail in a row. AWS resets its own number at the first success.
    package var failedTasks: Int?

    package init() {}
}

/// The instances, tasks and targets of one side at one moment.
package struct Inventory: Sendable, Equatable, Codable {
    package var counts: Counts
    /// Sorted by zone, then id.
    package var members: [Member]

    package init(counts: Counts = Counts(), members: [Member] = []) {
        self.counts = counts
        self.members = members
    }

    /// The versions that run, most frequent first. Members that are leaving do not count.
    package var versions: [String] {
        var tally: [String: Int] = [:]
        for member in members where member.stopReason == nil && !member.version.isEmpty {
            tally[member.version, default: 0] += 1
        }
        return tally.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
}
