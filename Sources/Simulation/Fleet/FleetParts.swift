import Model
import Poll

/// What the sources return about a simulated fleet.
extension SimulatedFleet {
    /// The present response of this source.
    ///
    /// - Returns: `nil` for a source that has nothing about this side.
    func part(_ source: Source, at now: Moment) -> InventoryPart? {
        switch (source, side) {
        case (.autoScaling, .old): .group(group(at: now))
        case (.ec2, .old): .machines(living.map(machine))
        case (.targetHealth, _) where hasTargetGroup: .targets(members.compactMap { target($0, at: now) })
        case (.ecs, .new): .tasks(tasks(at: now))
        default: nil
        }
    }

    private var living: [FleetMember] { members.filter { $0.life != .ended } }

    // MARK: Instances

    private func group(at now: Moment) -> GroupPart {
        GroupPart(
            desired: scaling.desired, minimum: scaling.minimum, maximum: scaling.maximum,
            instances: living.map { member in
                GroupPart.Instance(
                    id: member.id, zone: FleetNames.zones[member.zone], state: Self.instanceState(member, at: now),
                    template: member.version.words.first.map(String.init), templateName: member.version.detail)
            })
    }

    private static func instanceState(_ member: FleetMember, at now: Moment) -> LifecycleState {
        switch member.life {
        // EC2 takes a minute to start an instance; then it is held back until the application has been fetched.
        case .booting: now.seconds(since: member.launchedAt) < 60 ? .pending : .pendingWait
        case .up: .inService
        case .leaving, .ended: .other("Terminating:Wait")
        }
    }

    private func machine(_ member: FleetMember) -> MachinePart {
        let words = member.version.words
        return MachinePart(
            id: member.id, image: words.dropFirst().first.map(String.init),
            templateVersion: words.first.flatMap { $0.split(separator: ":").dropFirst().first.map(String.init) },
            address: member.address, launchedAt: member.launchedAt)
    }

    // MARK: Targets

    private func target(_ member: FleetMember, at now: Moment) -> TargetPart? {
        guard let state = Self.targetState(member.health) else { return nil }
        return TargetPart(
            group: Self.groupName(service, side), id: side == .old ? member.id : member.address, port: port,
            zone: FleetNames.zones[member.zone], state: state, reason: Self.targetReason(member, at: now))
    }

    private static func targetState(_ health: FleetMember.Health) -> TargetState? {
        switch health {
        case .none: nil
        case .initial: .initial
        case .healthy: .healthy
        case .unhealthy: .unhealthy
        case .draining: .draining
        case .unhealthyDraining: .unhealthyDraining
        }
    }

    private static func targetReason(_ member: FleetMember, at now: Moment) -> String? {
        switch member.health {
        case .none, .healthy: nil
        case .initial:
            now.seconds(since: member.upAt) < 5
                ? "Elb.RegistrationInProgress: Target registration is in progress"
                : "Elb.InitialHealthChecking: Initial health checks in progress"
        case .unhealthy: member.affliction?.reason
        case .draining, .unhealthyDraining:
            "Target.DeregistrationInProgress: Target deregistration is in progress"
        }
    }

    // MARK: Tasks

    private func tasks(at now: Moment) -> TasksPart {
        TasksPart(
            desired: scaling.desired, running: running, pending: members.count { $0.life == .booting },
            deployments: rollout.isCompleted ? 1 : 2, deployment: rollout.deployment,
            deploymentState: rollout.isCompleted ? .completed : .inProgress, failedTasks: rollout.failedTasks,
            tasks: living.map { member in
                TasksPart.Task(
                    id: member.id, addresses: [member.address], zone: FleetNames.zones[member.zone],
                    state: Self.taskState(member, at: now), version: member.version.text,
                    versionDetail: member.version.detail, createdAt: member.launchedAt,
                    startedAt: member.life == .booting ? nil : member.upAt,
                    stopReason: member.life == .leaving ? member.stopReason : nil)
            })
    }

    private static func taskState(_ member: FleetMember, at now: Moment) -> LifecycleState {
        switch member.life {
        case .booting:
            now.seconds(since: member.launchedAt) * 4 < member.upAt.seconds(since: member.launchedAt)
                ? .other("PROVISIONING") : .other("PENDING")
        case .up: .taskRunning
        case .leaving: member.health == .none ? .other("STOPPING") : .other("DEACTIVATING")
        case .ended: .taskStopped
        }
    }
}

extension FleetVersion {
    /// Launch template and image of an instance.
    fileprivate var words: [Substring] { text.split(separator: " ") }
}
