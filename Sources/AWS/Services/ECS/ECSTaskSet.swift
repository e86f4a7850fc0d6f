package import Model

// How a service replaces its tasks: by ECS itself, by CodeDeploy, or by a controller of somebody's own; and where the
// tasks of each kind are registered.

/// Who replaces a service's tasks.
package enum ECSController: ForeignWord {
    /// ECS itself: rolling, blue/green, linear or canary; CodeDeploy; a controller of somebody's own.
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

/// Whether a task set has come to rest.
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
    /// Who replaces the tasks.
    package struct Controller: Sendable, Equatable, Decodable {
        /// Which kind.
        @Answered<Wire.NeededWord<ECSController>> package var type: ECSController

        /// Makes a controller of that kind.
        package init(_ type: ECSController) { self.type = type }
    }

    /// A second target group that ECS registers tasks in, and the rules between which it shifts the requests.
    package struct AdvancedConfiguration: Sendable, Equatable, Decodable {
        /// The target group that takes turns with the first.
        @Answered<Wire.Text> package var alternateTargetGroupARN: String? = nil
        /// The rule whose weights ECS changes.
        @Answered<Wire.Text> package var productionListenerRule: String? = nil
        /// The rule for requests that try the new tasks.
        @Answered<Wire.Text> package var testListenerRule: String? = nil

        private enum CodingKeys: String, CodingKey {
            case alternateTargetGroupARN = "alternateTargetGroupArn"
            case productionListenerRule, testListenerRule
        }

        /// Makes a configuration with that target group.
        package init(alternateTargetGroupARN: String) { self.alternateTargetGroupARN = alternateTargetGroupARN }
    }

    /// Tasks of one revision under CodeDeploy or a controller of somebody's own; these services have no deployments.
    package struct TaskSet: Sendable, Equatable {
        /// `ecs-svc/` and digits; the tasks it starts bear it as `startedBy`.
        package let id: String
        /// `PRIMARY` for the one that serves, `ACTIVE` for one beside it, `DRAINING` for one on its way out.
        @Answered<Wire.Word<ECSTaskSetStatus>> package var status: ECSTaskSetStatus? = nil
        /// The revision it brings.
        @Answered<Wire.Text> package var taskDefinitionARN: String? = nil
        /// Tasks it is to have.
        @Answered<Wire.Count> package var desired: Int? = nil
        /// Tasks that run.
        @Answered<Wire.Count> package var running: Int? = nil
        /// Tasks that start.
        @Answered<Wire.Count> package var pending: Int? = nil
        /// Whether it has come to rest.
        @Answered<Wire.Word<ECSStability>> package var stability: ECSStability? = nil
        /// Where its tasks are registered.
        @Answered<Wire.WholeList<LoadBalancing>> package var loadBalancers: [LoadBalancing] = []
        /// When it was made.
        @Answered<Wire.Time> package var createdAt: Moment? = nil

        /// Makes a task set without tasks.
        package init(id: String) { self.id = id }
    }
}

/// Which of a service's task sets one is.
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
    /// The target groups in which its tasks may be registered, each once: the first, the alternate, those of its task sets.
    package var targetGroupARNs: [String] { Self.groups(of: loadBalancers + ofTaskSets) }

    /// The target groups between which its tasks move, each once; none where they stay in the same ones.
    ///
    /// Nil when they cannot be known: a controller of somebody else's may keep them where ECS does not tell of them.
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

    /// The deployment that the service was last told to make.
    package var primaryDeployment: Deployment? { deployments.first { $0.isPrimary } ?? deployments.first }

    /// How far the replacement of its tasks is; nil where nothing tells. Services with task sets have no deployments.
    package var deploymentState: DeploymentState? {
        if let state = primaryDeployment?.rolloutState { return state }
        let present = taskSets.filter { $0.status != .draining }
        guard deployments.isEmpty, !present.isEmpty else { return nil }
        let isMoving = present.count > 1 || present.contains { $0.stability == .stabilizing }
        return isMoving ? .inProgress : .completed
    }

    /// Why a deployment failed or is rolled back, in ECS's words; nil when none is.
    package var deploymentTrouble: String? {
        if let failed = deployments.first(where: { $0.rolloutState == .failed }) {
            return failed.rolloutStateReason ?? "no reason given"
        }
        // ECS tells the roll back of its circuit breaker in words only.
        guard let reason = primaryDeployment?.rolloutStateReason, reason.contains("rolling back") else { return nil }
        return reason
    }
}

extension ECSService.LoadBalancing {
    /// Its target groups, the first before the alternate.
    package var targetGroupARNs: [String] {
        [targetGroupARN, advanced?.alternateTargetGroupARN].compactMap(\.self)
    }
}
