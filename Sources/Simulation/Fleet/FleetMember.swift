import Model

/// One instance or task of a simulated fleet, with its target in the load balancer.
struct FleetMember: Sendable, Equatable {
    enum Life: Sendable, Equatable {
        case booting, up
        /// It is stopping, and finishes the work it has begun.
        case leaving
        /// It has ended. Only its target remains for a while.
        case ended
    }

    enum Health: Sendable, Equatable {
        /// Not registered: not yet, not any more, or never where there is no target group.
        case none
        case initial, healthy, unhealthy, draining, unhealthyDraining
    }

    /// Seconds that a deregistered target drains: the default of target groups (Elastic Load Balancing's guide).
    static let drain = 300.0
    /// Seconds that a member without target group takes to finish its jobs, and a task to stop after it has drained.
    static let stop = 30.0
    /// Seconds from registration to the last of the first health checks, if the boot takes that long.
    static let checks = 15.0

    let id: String
    /// Private address. The load balancer knows a task by it.
    let address: String
    let zone: Int
    let version: FleetVersion
    /// Number of the rollout that launched it.
    let rollout: Int
    let launchedAt: Moment
    /// When it runs and registers.
    let upAt: Moment
    /// When it has passed its health checks and begins to serve.
    let readyAt: Moment

    var life = Life.booting
    var health = Health.none
    /// Set for a stopping member: when it ends, and when its target is gone.
    var endsAt: Moment?
    var targetUntil: Moment?
    var stopReason: String?
    /// Whether scaling or a deployment stops it.
    var isWantedToStop = false
    var affliction: Affliction?

    /// Whether it counts when the fleet's size is compared with the desired size.
    var isCounted: Bool { life == .booting || life == .up }

    /// Whether it runs and, where there is a target group, is healthy.
    func isReady(hasTargetGroup: Bool) -> Bool {
        life == .up && health == (hasTargetGroup ? .healthy : .none)
    }
}

/// What a member runs.
struct FleetVersion: Sendable, Equatable {
    /// `lt:41 ami-0c1f…` or `api:218 @9f2c…`.
    var text: String
    /// Launch template's name or image tag, for people.
    var detail: String
}

/// What is wrong with a member, and when each stage of it comes.
struct Affliction: Sendable, Equatable {
    /// Number of the fault that caused it.
    var fault: Int
    /// Percent of its requests that fail.
    var percent: Double
    /// The reason that the load balancer reports.
    var reason: String
    /// The exit code of the task's container, when it ends.
    var exitCode: Int
    /// When it begins to fail, and whether it has begun.
    var from: Moment
    var isFailing = false
    /// When the second health check in a row has failed.
    var unhealthyAt: Moment
    /// When ECS reports it.
    var reportedAt: Moment
    /// When the task has died, or when Auto Scaling has noticed that the instance must be replaced.
    var endsAt: Moment
    /// Whether ECS has reported it.
    var isReported = false
}
