/// An ECS service: how many tasks it wants and has, and what it is deploying.
package struct ECSService: Sendable, Equatable {
    /// One deployment of a service: a task definition on its way in, in place, or on its way out.
    package struct Deployment: Sendable, Equatable {
        /// `ecs-svc/` and digits; the tasks it starts bear it as `startedBy`.
        package let id: String
        /// `PRIMARY`, `ACTIVE` or `INACTIVE`.
        package var status: String?
        /// The revision it brings.
        package var taskDefinitionARN: String?
        /// Tasks it is to have.
        package var desired = 0
        /// Tasks that run.
        package var running = 0
        /// Tasks that start.
        package var pending = 0
        /// Consecutive failures: one healthy task sets it back to 0. Nil where the answer leaves it out.
        package var failedTasks: Int?
        /// `COMPLETED`, `FAILED` or `IN_PROGRESS`; only with the rolling controller.
        package var rolloutState: String?
        /// Why the state is what it is, in words.
        package var rolloutStateReason: String?
        /// Seconds since 1970.
        package var createdAt: Double?
        /// Seconds since 1970.
        package var updatedAt: Double?
        /// `FARGATE`, `EC2` or `EXTERNAL`.
        package var launchType: String?
        /// The platform of Fargate.
        package var platformVersion: String?

        /// Makes a deployment without tasks.
        package init(id: String) {
            self.id = id
        }
    }

    /// One line of the service's log of events, of which ECS keeps the last hundred.
    package struct Event: Sendable, Equatable {
        /// Stays the same from answer to answer.
        package let id: String
        /// Seconds since 1970.
        package let createdAt: Double
        /// What happened, in words.
        package let message: String

        /// Makes an event.
        package init(id: String, createdAt: Double, message: String) {
            self.id = id
            self.createdAt = createdAt
            self.message = message
        }
    }

    /// Where the service registers its tasks.
    package struct LoadBalancing: Sendable, Equatable {
        /// The target group; nil for a Classic Load Balancer.
        package var targetGroupARN: String?
        /// The container that gets the requests.
        package var containerName: String?
        /// The container's port.
        package var containerPort: Int?
    }

    /// The service's ARN.
    package let arn: String
    /// The service's name, unique in its cluster.
    package let name: String
    /// The cluster it belongs to.
    package var clusterARN: String?
    /// `ACTIVE`, `DRAINING` or `INACTIVE`.
    package var status: String?
    /// Tasks it is to have.
    package var desired = 0
    /// Tasks that run.
    package var running = 0
    /// Tasks that start.
    package var pending = 0
    /// The revision that its primary deployment brings.
    package var taskDefinitionARN: String?
    /// `FARGATE`, `EC2` or `EXTERNAL`.
    package var launchType: String?
    /// Seconds since 1970.
    package var createdAt: Double?
    /// The newest first; more than one while a revision is replaced.
    package var deployments: [Deployment] = []
    /// The newest first, as ECS gives them.
    package var events: [Event] = []
    /// Where its tasks are registered.
    package var loadBalancers: [LoadBalancing] = []
    /// Seconds for which a new task's failing health checks are overlooked.
    package var healthCheckGracePeriod: Int?

    /// Makes a service without tasks.
    package init(arn: String, name: String) {
        self.arn = arn
        self.name = name
    }
}

extension ECSService: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "serviceArn"
        case name = "serviceName"
        case clusterARN = "clusterArn"
        case status, desiredCount, runningCount, pendingCount, launchType, createdAt, deployments, events
        case loadBalancers
        case taskDefinitionARN = "taskDefinition"
        case healthCheckGracePeriod = "healthCheckGracePeriodSeconds"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            arn: try fields.decode(String.self, forKey: .arn), name: try fields.decode(String.self, forKey: .name))
        clusterARN = try fields.text(.clusterARN)
        status = try fields.text(.status)
        // These three are what the service is read for: were one left out, 0 would be a lie.
        desired = try fields.decode(Int.self, forKey: .desiredCount)
        running = try fields.decode(Int.self, forKey: .runningCount)
        pending = try fields.decode(Int.self, forKey: .pendingCount)
        taskDefinitionARN = try fields.text(.taskDefinitionARN)
        launchType = try fields.text(.launchType)
        createdAt = try fields.epoch(.createdAt)
        deployments = try fields.array(of: Deployment.self, .deployments)
        events = try fields.array(of: Event.self, .events)
        loadBalancers = try fields.array(of: LoadBalancing.self, .loadBalancers)
        healthCheckGracePeriod = try fields.number(.healthCheckGracePeriod)
    }
}

extension ECSService.Deployment: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, status, desiredCount, runningCount, pendingCount, failedTasks, rolloutState, rolloutStateReason
        case createdAt, updatedAt, launchType, platformVersion
        case taskDefinitionARN = "taskDefinition"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(id: try fields.decode(String.self, forKey: .id))
        status = try fields.text(.status)
        taskDefinitionARN = try fields.text(.taskDefinitionARN)
        desired = try fields.number(.desiredCount) ?? 0
        running = try fields.number(.runningCount) ?? 0
        pending = try fields.number(.pendingCount) ?? 0
        failedTasks = try fields.number(.failedTasks)
        rolloutState = try fields.text(.rolloutState)
        rolloutStateReason = try fields.text(.rolloutStateReason)
        createdAt = try fields.epoch(.createdAt)
        updatedAt = try fields.epoch(.updatedAt)
        launchType = try fields.text(.launchType)
        platformVersion = try fields.text(.platformVersion)
    }
}

extension ECSService.Event: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, createdAt, message
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try fields.decode(String.self, forKey: .id),
            createdAt: try fields.decode(AnsweredDate.self, forKey: .createdAt).epoch,
            message: try fields.decode(String.self, forKey: .message))
    }
}

extension ECSService.LoadBalancing: Decodable {
    private enum CodingKeys: String, CodingKey {
        case containerName, containerPort
        case targetGroupARN = "targetGroupArn"
    }
}
