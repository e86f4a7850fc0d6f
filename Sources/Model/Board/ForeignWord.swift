/// A word from AWS that has a meaning here. A word that AWS may add later is kept as it is.
package protocol ForeignWord: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral
where RawValue == String, StringLiteralType == String {
    /// The words with a meaning.
    static var known: [Self] { get }
    static func other(_ word: String) -> Self
}

extension ForeignWord {
    package init(_ word: String) { self = Self.known.first { $0.rawValue == word } ?? .other(word) }

    package init?(rawValue: String) { self.init(rawValue) }

    package init(stringLiteral: String) { self.init(stringLiteral) }
}

/// The state of an ECS deployment.
package enum DeploymentState: ForeignWord {
    case completed, inProgress, failed
    case other(String)

    package static let known: [DeploymentState] = [.completed, .inProgress, .failed]

    package var rawValue: String {
        switch self {
        case .completed: "COMPLETED"
        case .inProgress: "IN_PROGRESS"
        case .failed: "FAILED"
        case .other(let word): word
        }
    }
}

/// The lifecycle state of a side's member: Auto Scaling's word for an instance, or ECS's word for a task.
package enum LifecycleState: ForeignWord {
    /// Of instances.
    case inService, pending, pendingWait, pendingProceed
    /// Of tasks.
    case taskRunning, taskStopped, taskUnknown
    /// Of targets, when nothing else is known of them.
    case registered
    case other(String)

    package static let known: [LifecycleState] = [
        .inService, .pending, .pendingWait, .pendingProceed, .taskRunning, .taskStopped, .taskUnknown, .registered,
    ]

    /// Whether an instance is about to enter service.
    package var isPending: Bool { [.pending, .pendingWait, .pendingProceed].contains(self) }

    package var rawValue: String {
        switch self {
        case .inService: "InService"
        case .pending: "Pending"
        case .pendingWait: "Pending:Wait"
        case .pendingProceed: "Pending:Proceed"
        case .taskRunning: "RUNNING"
        case .taskStopped: "STOPPED"
        case .taskUnknown: "UNKNOWN"
        case .registered: "registered"
        case .other(let word): word
        }
    }
}

/// The load balancer's word for a target's state.
package enum TargetState: ForeignWord {
    case unused, healthy, draining, initial, unavailable, unhealthyDraining, unhealthy
    case other(String)

    package static let known: [TargetState] = [
        .unused, .healthy, .draining, .initial, .unavailable, .unhealthyDraining, .unhealthy,
    ]

    package var rawValue: String {
        switch self {
        case .unused: "unused"
        case .healthy: "healthy"
        case .draining: "draining"
        case .initial: "initial"
        case .unavailable: "unavailable"
        case .unhealthyDraining: "unhealthy.draining"
        case .unhealthy: "unhealthy"
        case .other(let word): word
        }
    }
}
