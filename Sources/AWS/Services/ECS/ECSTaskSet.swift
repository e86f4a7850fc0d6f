package import Model

// Types for how a service replaces its tasks (by ECS itself, by CodeDeploy or by an external controller) and where its
// tasks are registered.

/// Who replaces a service's tasks (ECS API, DeploymentController).
package enum ECSController: ForeignWord {
    /// `ecs` is ECS itself (rolling, blue/green, linear or canary); `external` is a controller of the user.
    case ecs, codeDeploy, external
    case other(String)

    package static let known: [ECSController] = [.ecs, .codeDeploy, .external]

    package var rawValue: String {
        switch self {
        case .ecs: "ECS"
        case .codeDeploy: "CODE_DEPLOY"
        case .external: "EXTERNAL"
        case .other(let word): word
        }
    }
}

/// Whether a task set has reached a steady state (ECS API, TaskSet).
package enum ECSStability: ForeignWord {
    case steady, stabilizing
    case other(String)

    package static let known: [ECSStability] = [.steady, .stabilizing]

    package var rawValue: String {
        switch self {
        case .steady: "STEADY_STATE"
        case .stabilizing: "STABILIZING"
        case .other(let word): word
        }
    }
}

extension ECSService {
    /// Who replaces the service's tasks.
    package struct Controller: Sendable, Equatable, Decodable {
        @Answered<Wire.NeededWord<ECSController>> package var type: ECSController

        package init(_ type: ECSController) { self.type = type }
    }

    /// A second target group where ECS registers tasks, and the rules with which ECS shifts the requests between both.
    package struct AdvancedConfiguration: Sendable, Equatable, Decodable {
        /// The target group that alternates with the first.
        @Answered<Wire.Text> package var alternateTargetGroupARN: String? = nil
        /// The listener rule whose weights ECS changes.
        @Answered<Wire.Text> package var productionListenerRule: String? = nil
        /// The listener rule for test requests to the new tasks.
        @Answered<Wire.Text> package var testListenerRule: String? = nil

        private enum CodingKeys: String, CodingKey {
            case alternateTargetGroupARN = "alternateTargetGroupArn"
            case productionListenerRule, testListenerRule
        }

        /// Makes a configuration without rules.
        package init(alternateTargetGroupARN: String) { self.alternateTargetGroupARN = alternateTargetGroupARN }
    }

    /// Tasks of one revision under CodeDeploy or an external controller. Such services have no deployments.
    package struct TaskSet: Sendable, Equatable {
        /// `ecs-svc/` and digits. Its tasks have this id as `startedBy`.
        package let id: String
        /// `PRIMARY` serves, `ACTIVE` runs beside it, `DRAINING` is being removed.
        @Answered<Wire.Word<ECSTaskSetStatus>> package var status: ECSTaskSetStatus? = nil
        /// The task definition of its tasks.
        @Answered<Wire.Text> package var taskDefinitionARN: String? = nil
        /// The number of tasks it should have.
        @Answered<Wire.Count> package var desired: Int? = nil
        /// The number of running tasks.
        @Answered<Wire.Count> package var running: Int? = nil
        /// The number of starting tasks.
        @Answered<Wire.Count> package var pending: Int? = nil
        /// Whether it has reached a steady state.
        @Answered<Wire.Word<ECSStability>> package var stability: ECSStability? = nil
        /// The target groups or load balancers where its tasks are registered.
        @Answered<Wire.WholeList<LoadBalancing>> package var loadBalancers: [LoadBalancing] = []
        @Answered<Wire.Time> package var createdAt: Moment? = nil

        /// Makes a task set without tasks.
        package init(id: String) { self.id = id }
    }
}

/// The role of a task set among those of its service.
package enum ECSTaskSetStatus: ForeignWord {
    case primary, active, draining
    case other(String)

    package static let known: [ECSTaskSetStatus] = [.primary, .active, .draining]

    package var rawValue: String {
        switch self {
        case .primary: "PRIMARY"
        case .active: "ACTIVE"
        case .draining: "DRAINING"
        case .other(let word): word
        }
    }
}

extension ECSService.TaskSet: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, status
        case taskDefinitionARN = "taskDefinition"
        case desired = "computedDesiredCount"
        case running = "runningCount"
        case pending = "pendingCount"
        case stability = "stabilityStatus"
        case loadBalancers, createdAt
    }
}

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
