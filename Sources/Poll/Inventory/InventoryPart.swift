package import Model

/// One source's part of a side's inventory. The parts of all sources form the whole.
package enum InventoryPart: Sendable, Equatable {
    /// Auto Scaling: the instances, and the desired number.
    case group(GroupPart)
    /// EC2: what the instances run.
    case machines([MachinePart])
    /// The load balancer: the health of its targets, over all target groups of the side. `alternates` are the ARNs of the
    /// groups that were read beside the configured ones, because ECS registers tasks there. `failover` are the groups with
    /// settings of their own for DNS failover.
    case targets([TargetPart], alternates: [String] = [], failover: [TargetGroupHealth] = [])
    /// ECS: the tasks, the desired number, and the version of each.
    case tasks(TasksPart)
}

/// An Auto Scaling group's part of the inventory.
package struct GroupPart: Sendable, Equatable {
    package var desired: Int
    package var minimum: Int
    package var maximum: Int
    package var instances: [Instance]

    package init(desired: Int, minimum: Int, maximum: Int, instances: [Instance] = []) {
        self.desired = desired
        self.minimum = minimum
        self.maximum = maximum
        self.instances = instances
    }

    package struct Instance: Sendable, Equatable {
        package var id: String
        package var zone: String?
        /// Lifecycle state, such as `InService` or `Pending:Wait`.
        package var state: LifecycleState
        /// `lt:41`, or `lc:name` for a launch configuration; `nil` when the group does not say.
        package var template: String?
        package var templateName: String?

        package init(
            id: String, zone: String? = nil, state: LifecycleState, template: String? = nil, templateName: String? = nil
        ) {
            self.id = id
            self.zone = zone
            self.state = state
            self.template = template
            self.templateName = templateName
        }
    }
}

/// An instance as EC2 knows it.
package struct MachinePart: Sendable, Equatable {
    package var id: String
    package var image: String?
    /// Version of the launch template by the instance's own tag.
    package var templateVersion: String?
    package var address: String?
    package var launchedAt: Moment?

    package init(
        id: String, image: String? = nil, templateVersion: String? = nil, address: String? = nil,
        launchedAt: Moment? = nil
    ) {
        self.id = id
        self.image = image
        self.templateVersion = templateVersion
        self.address = address
        self.launchedAt = launchedAt
    }
}

/// A registered target of one of the side's target groups.
package struct TargetPart: Sendable, Equatable {
    /// Name of the target group.
    package var group: String
    /// Instance id, or the address of a task.
    package var id: String
    package var port: Int?
    package var zone: String?
    package var state: TargetState
    /// Code and description.
    package var reason: String?

    package init(
        group: String, id: String, port: Int? = nil, zone: String? = nil, state: TargetState, reason: String? = nil
    ) {
        self.group = group
        self.id = id
        self.port = port
        self.zone = zone
        self.state = state
        self.reason = reason
    }
}

/// An ECS service's part of the inventory.
package struct TasksPart: Sendable, Equatable {
    package var desired: Int
    package var running: Int
    package var pending: Int
    package var deployments: Int
    /// Id of the primary deployment. A new one begins a new count of failed tasks.
    package var deployment: String?
    package var deploymentState: DeploymentState?
    /// Why a deployment failed or is rolled back, in ECS's words.
    package var deploymentTrouble: String?
    package var failedTasks: Int
    /// ARNs of the target groups between which the tasks move; `nil` when they cannot be known.
    package var targetGroups: [String]?
    /// `nil` when the service was described but its tasks could not be listed.
    package var tasks: [Task]?

    package init(
        desired: Int, running: Int, pending: Int, deployments: Int = 1, deployment: String? = nil,
        deploymentState: DeploymentState? = nil, deploymentTrouble: String? = nil, failedTasks: Int = 0,
        targetGroups: [String]? = [], tasks: [Task]? = []
    ) {
        self.desired = desired
        self.running = running
        self.pending = pending
        self.deployments = deployments
        self.deployment = deployment
        self.deploymentState = deploymentState
        self.deploymentTrouble = deploymentTrouble
        self.targetGroups = targetGroups
        self.failedTasks = failedTasks
        self.tasks = tasks
    }

    package struct Task: Sendable, Equatable {
        package var id: String
        package var addresses: [String]
        package var zone: String?
        /// Last status, such as `RUNNING`.
        package var state: LifecycleState
        package var version: String
        package var versionDetail: String?
        package var createdAt: Moment?
        package var startedAt: Moment?
        /// Why it is stopping.
        package var stopReason: String?

        package init(
            id: String, addresses: [String] = [], zone: String? = nil, state: LifecycleState, version: String,
            versionDetail: String? = nil, createdAt: Moment? = nil, startedAt: Moment? = nil, stopReason: String? = nil
        ) {
            self.id = id
            self.addresses = addresses
            self.zone = zone
            self.state = state
            self.version = version
            self.versionDetail = versionDetail
            self.createdAt = createdAt
            self.startedAt = startedAt
            self.stopReason = stopReason
        }
    }
}
