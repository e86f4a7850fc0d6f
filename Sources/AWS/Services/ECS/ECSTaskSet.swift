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
