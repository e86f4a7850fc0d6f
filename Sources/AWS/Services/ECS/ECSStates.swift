package import Model

// What ECS's status words mean. A word that ECS adds one day is kept as it is.

/// How far a service, a cluster or a task definition is in its life.
package enum ECSStatus: ForeignWord {
    case active, draining, inactive
    case other(String)

    package static let known: [ECSStatus] = [.active, .draining, .inactive]

    package var rawValue: String {
        switch self {
        case .active: "ACTIVE"
        case .draining: "DRAINING"
        case .inactive: "INACTIVE"
        case .other(let word): word
        }
    }
}

/// Which of a service's deployments one is.
package enum ECSDeploymentStatus: ForeignWord {
    /// What the service was last told to make; still serving beside it; over.
    case primary, active, inactive
    case other(String)

    package static let known: [ECSDeploymentStatus] = [.primary, .active, .inactive]

    package var rawValue: String {
        switch self {
        case .primary: "PRIMARY"
        case .active: "ACTIVE"
        case .inactive: "INACTIVE"
        case .other(let word): word
        }
    }
}

/// What a container's own health check says.
package enum ECSHealth: ForeignWord {
    /// `unknown` also where no container defines a health check.
    case healthy, unhealthy, unknown
    case other(String)

    package static let known: [ECSHealth] = [.healthy, .unhealthy, .unknown]

    package var rawValue: String {
        switch self {
        case .healthy: "HEALTHY"
        case .unhealthy: "UNHEALTHY"
        case .unknown: "UNKNOWN"
        case .other(let word): word
        }
    }
}

/// Who or what stopped a task.
package enum ECSStopCode: ForeignWord {
    case failedToStart, essentialContainerExited, userInitiated, schedulerInitiated, spotInterruption
    case other(String)

    package static let known: [ECSStopCode] = [
        .failedToStart, .essentialContainerExited, .userInitiated, .schedulerInitiated, .spotInterruption,
    ]

    package var rawValue: String {
        switch self {
        case .failedToStart: "TaskFailedToStart"
        case .essentialContainerExited: "EssentialContainerExited"
        case .userInitiated: "UserInitiated"
        case .schedulerInitiated: "ServiceSchedulerInitiated"
        case .spotInterruption: "SpotInterruption"
        case .other(let word): word
        }
    }
}

extension ECSService {
    /// Whether it was deleted. A draining one only waits for its last tasks (ECS API, Service).
    package var isGone: Bool { status == .inactive || status == .draining }
}

extension ECSService.Deployment {
    /// Whether it is the one that the service was last told to make.
    package var isPrimary: Bool { status == .primary }

    /// Whether it is over.
    package var isInactive: Bool { status == .inactive }
}

extension ECSTask {
    package var hasStopped: Bool { lastStatus == .taskStopped }

    /// Whether a person or a change of the service's size stopped it. ECS tells the latter in words only.
    package var wasWantedToStop: Bool {
        // Some endpoints write the code into the reason only.
        stopCode == .userInitiated || stoppedReason?.contains("Scaling activity") == true
            || stoppedReason?.contains("UserInitiated") == true
    }

    /// Whether it is on its way out.
    package var isToStop: Bool { desiredStatus == .taskStopped }
}
