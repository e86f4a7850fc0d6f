// What ECS's status words for services and tasks mean. The state of a deployment (`rolloutState`) becomes a
// `DeploymentState` in Poll's `ECSReader`.

extension ECSService {
    /// Whether it was deleted.
    package var isInactive: Bool { status == "INACTIVE" }
}

extension ECSService.Deployment {
    /// Whether it is the one that the service was last told to make.
    package var isPrimary: Bool { status == "PRIMARY" }

    /// Whether it is over.
    package var isInactive: Bool { status == "INACTIVE" }
}

extension ECSTask {
    package var hasStopped: Bool { lastStatus == "STOPPED" }

    /// Whether a person or a change of the service's size stopped it. ECS tells the latter in words only.
    package var wasWantedToStop: Bool {
        // Some endpoints write the code into the reason only.
        stopCode == "UserInitiated" || stoppedReason?.contains("Scaling activity") == true
            || stoppedReason?.contains("UserInitiated") == true
    }

    /// Whether it is on its way out.
    package var isToStop: Bool { desiredStatus == "STOPPED" }
}
