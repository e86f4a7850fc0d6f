import AWS
import Model
import Store

/// Converts one ECS service and its tasks into their part of the inventory and their events.
struct ECSReader {
    let side: ServiceSide
    let service: ECSService
    let definitions: [String: TaskDefinition]

    /// - Parameter tasks: The running tasks and the stopping ones; `nil` when they could not be listed.
    func part(tasks: [ECSTask]?) -> TasksPart {
        let taskSets = service.taskSets.filter { $0.status != .draining }
        return TasksPart(
            desired: service.desired, running: service.running, pending: service.pending,
            deployments: service.deployments.isEmpty
                ? taskSets.count : service.deployments.filter { !$0.isInactive }.count,
            deployment: service.primaryDeployment?.id ?? taskSets.first { $0.status == .primary }?.id,
            deploymentState: service.deploymentState, deploymentTrouble: service.deploymentTrouble,
            failedTasks: service.deployments.compactMap(\.failedTasks).max() ?? 0,
            targetGroups: service.movingTargetGroupARNs, tasks: tasks.map(members))
    }

    private func members(_ tasks: [ECSTask]) -> [TasksPart.Task] {
        let versions = tasks.map { (task: $0, container: container(of: $0)) }
        return versions.map { task, container in
            var container = container
            let digest = container?.imageDigest ?? siblingsDigest(task, container, among: versions)
            container?.imageDigest = digest
            let version = TaskVersion(of: task, container: container)
            let isLeaving = task.isToStop
            return TasksPart.Task(
                id: task.id, addresses: task.privateAddresses, zone: task.zone,
                state: task.lastStatus ?? .taskUnknown,
                version: version.text, versionDetail: version.detail,
                createdAt: task.createdAt, startedAt: task.startedAt,
                stopReason: isLeaving ? Self.stopReason(task) : nil)
        }
    }

    private func container(of task: ECSTask) -> ECSContainer? {
        TaskVersion.mainContainer(
            of: task, service: service, definition: task.taskDefinitionARN.flatMap { definitions[$0] })
    }

    /// A task that has not pulled its image yet has no digest. It then gets the digest that all other tasks of the same
    /// definition and image have, so that a starting task does not appear as another version.
    private func siblingsDigest(
        _ task: ECSTask, _ container: ECSContainer?, among all: [(task: ECSTask, container: ECSContainer?)]
    ) -> String? {
        guard let container else { return nil }
        let digests = all.filter {
            $0.task.taskDefinitionARN == task.taskDefinitionARN && $0.container?.name == container.name
                && $0.container?.image == container.image
        }.compactMap { $0.container?.imageDigest }
        return Set(digests).count == 1 ? digests.first : nil
    }

    /// New messages of the service. ECS's ids tell which are new.
    func messages(after seen: Set<String>, since start: Moment) -> [Event] {
        service.events.filter { !seen.contains($0.id) && $0.createdAt >= start }.map { message in
            Event(
                at: message.createdAt, service: side.service, side: side.side, kind: .ecs,
                actor: "ecs",
                reason: ECSMessage.short(message.message), evidence: message.id)
        }
    }

    /// The events of tasks that have stopped: a line each, and for many one line that sums up the older ones.
    func stopped(_ tasks: [ECSTask], at now: Moment) -> [Event] {
        let events = tasks.map { stopped($0, at: now) }
        guard events.count > Event.mostStopsAtOnce else { return events }
        let ordered = events.sorted { ($0.at, $0.evidence) < ($1.at, $1.evidence) }
        let older = ordered.dropLast(Event.mostStopsAtOnce)
        guard let first = older.first, var sum = older.last else { return events }
        let reasons = Dictionary(grouping: older, by: \.reason).mapValues(\.count).sorted {
            ($1.value, $0.key) < ($0.value, $1.key)
        }
        let named = reasons.prefix(3).map { "\($0.value) × \($0.key)" }
        let others = reasons.dropFirst(3).reduce(0) { $0 + $1.value }
        let span = NumberWords.duration(sum.at.seconds(since: first.at))
        sum.reason =
            "\(older.count) tasks within \(span): "
            + (named + (others > 0 ? ["\(others) × other reasons"] : [])).joined(separator: "; ")
        sum.before = Set(older.map(\.before)).count == 1 ? first.before : nil
        // The same tasks, found again by another process, are the same event.
        sum.evidence = "\(older.count) tasks, \(first.evidence) to \(sum.evidence)"
        sum.cause = older.allSatisfy { $0.cause == .wanted } ? .wanted : nil
        return [sum] + ordered.suffix(Event.mostStopsAtOnce)
    }

    /// The event of a task that has stopped.
    func stopped(_ task: ECSTask, at now: Moment) -> Event {
        let at = task.stoppedAt ?? task.executionStoppedAt ?? task.stoppingAt
        let version = TaskVersion(of: task, container: container(of: task)).text
        return Event(
            at: at ?? now, service: side.service, side: side.side, kind: .taskStopped,
            actor: "ecs", before: version, after: LifecycleState.taskStopped.rawValue, reason: Self.stopReason(task),
            evidence: task.id, cause: task.wasWantedToStop ? .wanted : nil)
    }

    /// `exit 137 OutOfMemoryError · Essential container in task exited`. The exit comes first, as long lines are cut at
    /// their end.
    static func stopReason(_ task: ECSTask) -> String {
        var exits: [String] = []
        var notes: [String] = []
        for container in task.containers {
            let name = task.containers.count > 1 ? container.name : ""
            if let code = container.exitCode, code != 0 {
                let words = ["exit \(code)", name.isEmpty ? nil : "(\(name))", container.reason]
                exits.append(words.compactMap(\.self).joined(separator: " "))
            } else if let reason = container.reason {
                notes.append(name.isEmpty ? reason : "\(name): \(reason)")
            }
        }
        // The stopped reason says the same as this code, in words.
        let isSaid = task.stopCode == .essentialContainerExited && task.stoppedReason != nil
        let why = [isSaid ? nil : task.stopCode?.rawValue, task.stoppedReason].compactMap(\.self).joined(
            separator: ": ")
        let text = (exits + [why] + notes).filter { !$0.isEmpty }.joined(separator: " · ")
        return text.isEmpty ? "no reason given" : text
    }
}
