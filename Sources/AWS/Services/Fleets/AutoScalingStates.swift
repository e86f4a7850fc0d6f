import Model

// What the words of Auto Scaling and EC2 mean. A word that they add one day is kept as it is.

/// Whether Auto Scaling takes an instance for healthy. Its case differs from API to API, so that none counts here.
package enum InstanceHealth: ForeignWord {
    case healthy, unhealthy
    case other(String)

    package static let known: [InstanceHealth] = [.healthy, .unhealthy]

    package init(_ word: String) {
        self = Self.known.first { $0.rawValue.lowercased() == word.lowercased() } ?? .other(word)
    }

    package var rawValue: String {
        switch self {
        case .healthy: "Healthy"
        case .unhealthy: "Unhealthy"
        case .other(let word): word
        }
    }
}

/// Where an EC2 instance is in its life.
package enum InstanceState: ForeignWord {
    case pending, running, shuttingDown, terminated, stopping, stopped
    case other(String)

    package static let known: [InstanceState] = [.pending, .running, .shuttingDown, .terminated, .stopping, .stopped]

    package var rawValue: String {
        switch self {
        case .pending: "pending"
        case .running: "running"
        case .shuttingDown: "shutting-down"
        case .terminated: "terminated"
        case .stopping: "stopping"
        case .stopped: "stopped"
        case .other(let word): word
        }
    }
}

/// How a scaling policy decides.
package enum ScalingPolicyKind: ForeignWord {
    case targetTracking, step, simple, predictive
    case other(String)

    package static let known: [ScalingPolicyKind] = [.targetTracking, .step, .simple, .predictive]

    package var rawValue: String {
        switch self {
        case .targetTracking: "TargetTrackingScaling"
        case .step: "StepScaling"
        case .simple: "SimpleScaling"
        case .predictive: "PredictiveScaling"
        case .other(let word): word
        }
    }
}

/// What the numbers of a scaling policy's steps are.
package enum AdjustmentKind: ForeignWord {
    /// A change by so many; a size; a change by so many per cent.
    case change, exact, percent
    case other(String)

    package static let known: [AdjustmentKind] = [.change, .exact, .percent]

    package var rawValue: String {
        switch self {
        case .change: "ChangeInCapacity"
        case .exact: "ExactCapacity"
        case .percent: "PercentChangeInCapacity"
        case .other(let word): word
        }
    }
}

/// A process of Auto Scaling that somebody may halt.
package enum ScalingProcess: ForeignWord {
    case terminate, alarmNotification
    case other(String)

    package static let known: [ScalingProcess] = [.terminate, .alarmNotification]

    package var rawValue: String {
        switch self {
        case .terminate: "Terminate"
        case .alarmNotification: "AlarmNotification"
        case .other(let word): word
        }
    }
}

extension AutoScalingGroup {
    /// Whether it replaces instances that a load balancer finds unhealthy; several kinds of checks are one text.
    package var heedsBalancer: Bool { healthCheckType?.contains("ELB") ?? false }

    /// Whether a process is suspended without which no instance is taken away.
    package var scaleInIsSuspended: Bool {
        suspendedProcesses.contains { $0.process == .terminate || $0.process == .alarmNotification }
    }
}

extension AutoScalingGroup.Instance {
    package var isInService: Bool { lifecycleState == .inService }
}
