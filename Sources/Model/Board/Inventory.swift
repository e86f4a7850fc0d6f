/// One instance or task of a side, as its own service and the load balancer see it.
package struct Member: Sendable, Equatable, Codable {
    /// Instance id, or the task's id (the last part of its ARN).
    package var id: String
    /// Availability Zone, such as `ap-northeast-1a`.
    package var zone: String?
    /// Auto Scaling lifecycle state (`InService` …) or the task's last status (`RUNNING` …).
    package var state: LifecycleState
    /// The load balancer's word: `healthy, unhealthy, initial, draining, unused, unavailable, unhealthy.draining`; `nil` without one.
    package var health: TargetState?
    /// The load balancer's reason, such as `Target.Timeout`, with its description when it has one.
    package var healthReason: String?
    /// What runs: `lt:41 ami-0c1…` or `api:218 @9f2c…`; equal text means equal version.
    package var version: String
    /// Image tag or launch template name, for people.
    package var versionDetail: String?
    /// When it was launched (instance) or created (task).
    package var launchedAt: Moment?
    /// When the load balancer was first seen to call it healthy, or the task to be running where there is none.
    package var healthyAt: Moment?
    /// Why a stopped task stopped: stop code, reason, exit codes.
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

/// The counts of a side. Each is `nil` where its source has not spoken or does not know such a number.
package struct Counts: Sendable, Equatable, Codable {
    /// Instances that Auto Scaling wants, or tasks that the ECS service wants.
    package var desired: Int?
    /// Instances in service, or tasks running.
    package var running: Int?
    /// Instances or tasks on their way.
    package var pending: Int?
    /// Targets by state, over the side's target groups, each target once.
    package var healthy: Int?
    package var unhealthy: Int?
    package var draining: Int?
    /// Auto Scaling's bounds.
    package var minimum: Int?
    package var maximum: Int?
    /// Of the ECS deployments: how many there are, and the state of the primary one (`COMPLETED`, `IN_PROGRESS`, `FAILED`).
    package var deployments: Int?
    package var deploymentState: DeploymentState?
    /// The most consecutive failed tasks of a deployment seen; AWS resets its own number at the first success.
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

    /// The different versions that run, most frequent first; members on their way out are left out.
    package var versions: [String] {
        var tally: [String: Int] = [:]
        for member in members where member.stopReason == nil && !member.version.isEmpty {
            tally[member.version, default: 0] += 1
        }
        return tally.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
}
