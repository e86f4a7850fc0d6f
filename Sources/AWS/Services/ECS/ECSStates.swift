import Model

// The status words of ECS. A new word that is not known here is kept unchanged.

/// The status of a service, a cluster or a task definition.
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

/// The role of a deployment among those of its service.
package enum ECSDeploymentStatus: ForeignWord {
    /// `primary` is the most recent deployment; `active` still serves beside it; `inactive` has ended.
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

/// The result of a container's own health check.
package enum ECSHealth: ForeignWord {
    /// `unknown` also means that no container defines a health check.
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
    /// Whether the service was deleted. A draining service was deleted, too, and waits for its last tasks (ECS API,
    /// Service).
    package var isGone: Bool { status == .inactive || status == .draining }
}

extension ECSService.Deployment {
    /// Whether it is the service's most recent deployment.
    package var isPrimary: Bool { status == .primary }

    /// Whether the deployment has ended.
    package var isInactive: Bool { status == .inactive }
}

extension ECSTask {
    package var hasStopped: Bool { lastStatus == .taskStopped }

    /// Whether a person or a change of the service's size stopped it. ECS reports a change of size only in the reason's
    /// text.
    package var wasWantedToStop: Bool {
        // Some endpoints give the code only in the reason's text.
        stopCode == .userInitiated || stoppedReason?.contains("Scaling activity") == true
            || stoppedReason?.contains("UserInitiated") == true
    }

    /// Whether it is stopped or should stop.
    package var isToStop: Bool { desiredStatus == .taskStopped }
}
