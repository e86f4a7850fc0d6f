package import Model

// How far an ECS service's deployment is, and between which target groups it moves the tasks.
extension ECSService {
    /// All target groups where its tasks may be registered, without repeats: the first, the alternate, and those of its
    /// task sets.
    package var targetGroupARNs: [String] { Self.groups(of: loadBalancers + ofTaskSets) }

    /// The target groups between which its tasks move, without repeats; empty if they stay in the same ones.
    ///
    /// Nil if they cannot be known, because an external controller may keep them outside ECS.
    package var movingTargetGroupARNs: [String]? {
        switch controller?.type {
        case nil, .ecs?: return Self.groups(of: loadBalancers.filter { $0.advanced?.alternateTargetGroupARN != nil })
        case .codeDeploy?, .external?, .other?: return targetGroupARNs.isEmpty ? nil : targetGroupARNs
        }
    }

    private var ofTaskSets: [LoadBalancing] {
        taskSets.filter { $0.status != .draining }.flatMap(\.loadBalancers)
    }

    private static func groups(of places: [LoadBalancing]) -> [String] {
        places.flatMap(\.targetGroupARNs).withoutRepeats()
    }

    /// The service's most recent deployment.
    package var primaryDeployment: Deployment? { deployments.first { $0.isPrimary } ?? deployments.first }

    /// The progress of the replacement of its tasks; nil if unknown. It comes from the deployment, or from the task
    /// sets of a service without deployments.
    package var deploymentState: DeploymentState? {
        if let state = primaryDeployment?.rolloutState { return state }
        let present = taskSets.filter { $0.status != .draining }
        guard deployments.isEmpty, !present.isEmpty else { return nil }
        let isMoving = present.count > 1 || present.contains { $0.stability == .stabilizing }
        return isMoving ? .inProgress : .completed
    }

    /// Why a deployment failed or is being rolled back, in ECS's words; nil without such a deployment.
    package var deploymentTrouble: String? {
        if let failed = deployments.first(where: { $0.rolloutState == .failed }) {
            return failed.rolloutStateReason ?? "no reason given"
        }
        // ECS reports the roll back of its circuit breaker only in the reason's text.
        guard let reason = primaryDeployment?.rolloutStateReason, reason.contains("rolling back") else { return nil }
        return reason
    }
}

extension ECSService.LoadBalancing {
    /// The target groups, the first before the alternate.
    package var targetGroupARNs: [String] {
        [targetGroupARN, advanced?.alternateTargetGroupARN].compactMap(\.self)
    }
}
