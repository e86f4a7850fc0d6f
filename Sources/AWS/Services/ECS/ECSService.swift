package import Model

/// An ECS service: how many tasks it should have and has, and what it deploys (ECS API, Service).
package struct ECSService: Sendable, Equatable {
    package let arn: String
    /// The name, unique in its cluster.
    package let name: String
    /// The ARN of its cluster.
    @Answered<Wire.Text> package var clusterARN: String? = nil
    /// Whether it still exists. ECS returns a deleted service for a while.
    @Answered<Wire.Word<ECSStatus>> package var status: ECSStatus? = nil
    /// The number of tasks it should have.
    @Answered<Wire.NeededCount> package var desired = 0
    /// The number of running tasks.
    @Answered<Wire.NeededCount> package var running = 0
    /// The number of starting tasks.
    @Answered<Wire.NeededCount> package var pending = 0
    /// The task definition of its primary deployment.
    @Answered<Wire.Text> package var taskDefinitionARN: String? = nil
    /// `FARGATE`, `EC2` or `EXTERNAL`.
    @Answered<Wire.Text> package var launchType: String? = nil
    @Answered<Wire.Time> package var createdAt: Moment? = nil
    /// The deployments, newest first. There is more than one while a revision is replaced.
    @Answered<Wire.WholeList<Deployment>> package var deployments: [Deployment] = []
    /// The events, newest first, in the order of ECS.
    @Answered<Wire.List<Event>> package var events: [Event] = []
    /// The target groups or load balancers where its tasks are registered.
    @Answered<Wire.WholeList<LoadBalancing>> package var loadBalancers: [LoadBalancing] = []
    /// Who replaces its tasks. If the response does not say, it is nil, which means ECS itself.
    @Answered<Wire.Part<Controller>> package var controller: Controller? = nil
    /// The tasks of each revision, only with CodeDeploy or an external controller.
    @Answered<Wire.WholeList<TaskSet>> package var taskSets: [TaskSet] = []
    /// The time in seconds for which failed health checks of a new task are ignored.
    @Answered<Wire.Number> package var healthCheckGracePeriod: Int? = nil

    /// Makes a service without tasks.
    package init(arn: String, name: String) {
        self.arn = arn
        self.name = name
    }
}

extension ECSService {
    /// One deployment of a service. Its task definition is being rolled out, is in use, or is being replaced.
    package struct Deployment: Sendable, Equatable {
        /// `ecs-svc/` and digits. Its tasks have this id as `startedBy`.
        package let id: String
        /// Its role among the service's deployments.
        @Answered<Wire.Word<ECSDeploymentStatus>> package var status: ECSDeploymentStatus? = nil
        /// The task definition of its tasks.
        @Answered<Wire.Text> package var taskDefinitionARN: String? = nil
        /// The number of tasks it should have; nil if the response does not say.
        @Answered<Wire.Count> package var desired: Int? = nil
        /// The number of running tasks; nil if the response does not say.
        @Answered<Wire.Count> package var running: Int? = nil
        /// The number of starting tasks; nil if the response does not say.
        @Answered<Wire.Count> package var pending: Int? = nil
        /// The number of consecutive failed tasks; nil if the response does not say. One healthy task resets it to 0.
        @Answered<Wire.Count> package var failedTasks: Int? = nil
        /// The progress, only with the rolling controller.
        @Answered<Wire.Word<DeploymentState>> package var rolloutState: DeploymentState? = nil
        /// The reason for the state, in words.
        @Answered<Wire.Text> package var rolloutStateReason: String? = nil
        /// When the deployment started.
        @Answered<Wire.Time> package var createdAt: Moment? = nil
        @Answered<Wire.Time> package var updatedAt: Moment? = nil
        /// `FARGATE`, `EC2` or `EXTERNAL`.
        @Answered<Wire.Text> package var launchType: String? = nil
        /// The platform version of Fargate.
        @Answered<Wire.Text> package var platformVersion: String? = nil

        /// Makes a deployment without tasks.
        package init(id: String) {
            self.id = id
        }
    }

    /// One entry of the service's event log. ECS keeps the last hundred.
    package struct Event: Sendable, Equatable {
        /// The event's id, the same in every response.
        package let id: String
        @Answered<Wire.NeededTime> package var createdAt: Moment
        /// What happened, in words.
        package let message: String

        package init(id: String, createdAt: Moment, message: String) {
            self.id = id
            self.createdAt = createdAt
            self.message = message
        }
    }

    /// A target group or load balancer where the service registers its tasks.
    package struct LoadBalancing: Sendable, Equatable {
        /// The target group; nil for a Classic Load Balancer.
        @Answered<Wire.Text> package var targetGroupARN: String? = nil
        /// The container that receives the requests.
        @Answered<Wire.Text> package var containerName: String? = nil
        @Answered<Wire.Number> package var containerPort: Int? = nil
        /// The other target group, only for blue/green, linear and canary deployments.
        @Answered<Wire.Part<AdvancedConfiguration>> package var advanced: AdvancedConfiguration? = nil

        /// Makes an entry with target groups only.
        package init(targetGroupARN: String, alternate: String? = nil) {
            self.targetGroupARN = targetGroupARN
            advanced = alternate.map { AdvancedConfiguration(alternateTargetGroupARN: $0) }
        }
    }
}

extension ECSService: ListedApart {
    static var namingFields: [String] { ["serviceName", "serviceArn"] }

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
