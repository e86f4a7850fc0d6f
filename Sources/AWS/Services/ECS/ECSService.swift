package import Model

/// An ECS service: how many tasks it wants and has, and what it is deploying.
package struct ECSService: Sendable, Equatable {
    /// The service's ARN.
    package let arn: String
    /// The service's name, unique in its cluster.
    package let name: String
    /// The cluster it belongs to.
    @Answered<Wire.Text> package var clusterARN: String? = nil
    /// Whether it still exists: ECS shows a deleted service for a while.
    @Answered<Wire.Word<ECSStatus>> package var status: ECSStatus? = nil
    /// Tasks it is to have.
    @Answered<Wire.NeededCount> package var desired = 0
    /// Tasks that run.
    @Answered<Wire.NeededCount> package var running = 0
    /// Tasks that start.
    @Answered<Wire.NeededCount> package var pending = 0
    /// The revision that its primary deployment brings.
    @Answered<Wire.Text> package var taskDefinitionARN: String? = nil
    /// `FARGATE`, `EC2` or `EXTERNAL`.
    @Answered<Wire.Text> package var launchType: String? = nil
    /// When it was made.
    @Answered<Wire.Time> package var createdAt: Moment? = nil
    /// The newest first; more than one while a revision is replaced.
    @Answered<Wire.WholeList<Deployment>> package var deployments: [Deployment] = []
    /// The newest first, as ECS gives them.
    @Answered<Wire.List<Event>> package var events: [Event] = []
    /// Where its tasks are registered.
    @Answered<Wire.WholeList<LoadBalancing>> package var loadBalancers: [LoadBalancing] = []
    /// Who replaces its tasks; nil where the answer leaves it out, which means ECS itself.
    @Answered<Wire.Part<Controller>> package var controller: Controller? = nil
    /// Under CodeDeploy or a controller of somebody's own: the tasks of each revision.
    @Answered<Wire.WholeList<TaskSet>> package var taskSets: [TaskSet] = []
    /// Seconds for which a new task's failing health checks are overlooked.
    @Answered<Wire.Number> package var healthCheckGracePeriod: Int? = nil

    /// Makes a service without tasks.
    package init(arn: String, name: String) {
        self.arn = arn
        self.name = name
    }
}

extension ECSService {
    /// One deployment of a service: a task definition on its way in, in place, or on its way out.
    package struct Deployment: Sendable, Equatable {
        /// `ecs-svc/` and digits; the tasks it starts bear it as `startedBy`.
        package let id: String
        /// Which of the service's deployments it is.
        @Answered<Wire.Word<ECSDeploymentStatus>> package var status: ECSDeploymentStatus? = nil
        /// The revision it brings.
        @Answered<Wire.Text> package var taskDefinitionARN: String? = nil
        /// Tasks it is to have; nil where the answer leaves it out.
        @Answered<Wire.Count> package var desired: Int? = nil
        /// Tasks that run; nil where the answer leaves it out.
        @Answered<Wire.Count> package var running: Int? = nil
        /// Tasks that start; nil where the answer leaves it out.
        @Answered<Wire.Count> package var pending: Int? = nil
        /// Consecutive failures: one healthy task sets it back to 0. Nil where the answer leaves it out.
        @Answered<Wire.Count> package var failedTasks: Int? = nil
        /// How far it is; only with the rolling controller.
        @Answered<Wire.Word<DeploymentState>> package var rolloutState: DeploymentState? = nil
        /// Why the state is what it is, in words.
        @Answered<Wire.Text> package var rolloutStateReason: String? = nil
        /// When it began.
        @Answered<Wire.Time> package var createdAt: Moment? = nil
        /// When it last changed.
        @Answered<Wire.Time> package var updatedAt: Moment? = nil
        /// `FARGATE`, `EC2` or `EXTERNAL`.
        @Answered<Wire.Text> package var launchType: String? = nil
        /// The platform of Fargate.
        @Answered<Wire.Text> package var platformVersion: String? = nil

        /// Makes a deployment without tasks.
        package init(id: String) {
            self.id = id
        }
    }

    /// One line of the service's log of events, of which ECS keeps the last hundred.
    package struct Event: Sendable, Equatable {
        /// Stays the same from answer to answer.
        package let id: String
        /// When it happened.
        @Answered<Wire.NeededTime> package var createdAt: Moment
        /// What happened, in words.
        package let message: String

        /// Makes an event.
        package init(id: String, createdAt: Moment, message: String) {
            self.id = id
            self.createdAt = createdAt
            self.message = message
        }
    }

    /// Where the service registers its tasks.
    package struct LoadBalancing: Sendable, Equatable {
        /// The target group; nil for a Classic Load Balancer.
        @Answered<Wire.Text> package var targetGroupARN: String? = nil
        /// The container that gets the requests.
        @Answered<Wire.Text> package var containerName: String? = nil
        /// The container's port.
        @Answered<Wire.Number> package var containerPort: Int? = nil
        /// For blue/green, linear and canary deployments: the other target group.
        @Answered<Wire.Part<AdvancedConfiguration>> package var advanced: AdvancedConfiguration? = nil

        /// Makes a place of which only the target groups are known.
        package init(targetGroupARN: String, alternate: String? = nil) {
            self.targetGroupARN = targetGroupARN
            advanced = alternate.map { AdvancedConfiguration(alternateTargetGroupARN: $0) }
        }
    }
}

extension ECSService: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "serviceArn"
        case name = "serviceName"
        case clusterARN = "clusterArn"
        case status
        case desired = "desiredCount"
        case running = "runningCount"
        case pending = "pendingCount"
        case launchType, createdAt, deployments, events, loadBalancers, taskSets
        case controller = "deploymentController"
        case taskDefinitionARN = "taskDefinition"
        case healthCheckGracePeriod = "healthCheckGracePeriodSeconds"
    }
}

extension ECSService.Deployment: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, status
        case desired = "desiredCount"
        case running = "runningCount"
        case pending = "pendingCount"
        case failedTasks, rolloutState, rolloutStateReason, createdAt, updatedAt, launchType, platformVersion
        case taskDefinitionARN = "taskDefinition"
    }
}

extension ECSService.Event: Decodable {}

extension ECSService.LoadBalancing: Decodable {
    private enum CodingKeys: String, CodingKey {
        case containerName, containerPort
        case targetGroupARN = "targetGroupArn"
        case advanced = "advancedConfiguration"
    }
}
