import Model

/// One instance or task of a simulated fleet, with its target in the load balancer.
struct FleetMember: Sendable, Equatable {
    enum Life: Sendable, Equatable {
        case booting, up
        /// It has been told to go and finishes what it has begun.
        case leaving
        /// It is no more; only its target is left behind for a while.
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
    /// Seconds from registration to the last of the first health checks, where the boot is long enough for that.
    static let checks = 15.0

    let id: String
    /// Private address; what the load balancer knows a task by.
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
    /// Set for one that leaves: when it will have ended, and when its target will be gone.
    var endsAt: Moment?
    var targetUntil: Moment?
    var stopReason: String?
    /// Whether scaling or a deployment stops it.
    var isWantedToStop = false
    var affliction: Affliction?

    /// To be counted when the fleet's size is compared with the desired one.
    var isCounted: Bool { life == .booting || life == .up }

    /// Runs and, where there is a target group, is healthy.
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

/// What is wrong with a member, and how that will go on.
struct Affliction: Sendable, Equatable {
    /// Number of the fault that it comes from.
    var fault: Int
    /// Percent of its requests that fail.
    var percent: Double
    /// What the load balancer says of it.
    var reason: String
    /// Of the task's container, when it comes to that.
    var exitCode: Int
    /// When it begins to fail, and whether it has begun.
    var from: Moment
    var isFailing = false
    /// When the second health check in a row has failed.
    var unhealthyAt: Moment
    /// When ECS speaks of it.
    var toldAt: Moment
    /// When the task has died, or Auto Scaling has seen that the instance is to be replaced.
    var endsAt: Moment
    /// Whether ECS has spoken of it.
    var isTold = false
}
