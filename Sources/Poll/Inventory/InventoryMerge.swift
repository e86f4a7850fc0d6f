import AWS
import Model

/// Combines the sources' parts of one side with the inventory known before.
///
/// A source that has not reported since this process began keeps its values from that inventory. So a restart alone
/// changes nothing.
struct InventoryMerge {
    let configuration: SideConfiguration
    var group: GroupPart?
    var machines: [MachinePart]?
    var targets: [TargetPart]?
    /// ARNs of the target groups that were read beside the configured ones.
    var alternates: [String] = []
    /// The target groups with settings of their own for DNS failover.
    var failover: [TargetGroupHealth] = []
    var tasks: TasksPart?

    init(configuration: SideConfiguration) { self.configuration = configuration }

    mutating func take(_ part: InventoryPart) {
        switch part {
        case .group(let part): group = part
        case .machines(let part): machines = part
        case .targets(let part, let others, let own): (targets, alternates, failover) = (part, others, own)
        case .tasks(var part):
            // The last listed tasks stay until a listing succeeds again.
            if part.tasks == nil { part.tasks = tasks?.tasks }
            if let before = tasks, before.deployment == part.deployment {
                part.failedTasks = max(part.failedTasks, before.failedTasks)
            }
            tasks = part
        }
    }

    /// The side's inventory at `moment`, given that it was `base` before.
    func inventory(over base: Inventory?, at moment: Moment) -> Inventory {
        let before = Dictionary((base?.members ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var members = currentMembers(before) ?? base?.members ?? []
        for index in members.indices {
            let known = before[members[index].id]
            setHealth(of: &members[index], known)
            setHealthySince(&members[index], known, at: moment)
        }
        members.sort { ($0.zone ?? "", $0.id) < ($1.zone ?? "", $1.id) }
        return Inventory(counts: counts(over: base?.counts), members: members)
    }

    // MARK: Members

    private func currentMembers(_ before: [String: Member]) -> [Member]? {
        if configuration.ecs != nil { return tasks?.tasks?.map(member) }
        if configuration.autoScalingGroup != nil { return group?.instances.map { member($0, before[$0.id]) } }
        // A side with only target groups: its targets are the members.
        return targets.map { targets in
            Set(targets.map(\.id)).map { id in
                Member(id: id, zone: targets.first { $0.id == id }?.zone, state: .registered, version: "")
            }
        }
    }

    private func member(_ task: TasksPart.Task) -> Member {
        Member(
            id: task.id, zone: task.zone, state: task.state, version: task.version, versionDetail: task.versionDetail,
            launchedAt: task.createdAt, healthyAt: configuration.targetGroups.isEmpty ? task.startedAt : nil,
            stopReason: task.stopReason)
    }

    private func member(_ instance: GroupPart.Instance, _ before: Member?) -> Member {
        let machine = machines?.first { $0.id == instance.id }
        let template = instance.template ?? machine?.templateVersion.map { "lt:\($0)" }
        let isKnown = machine == nil && before.map { !$0.version.isEmpty } == true
        let version = [template, machine?.image].compactMap(\.self).joined(separator: " ")
        return Member(
            id: instance.id, zone: instance.zone, state: instance.state,
            version: isKnown ? before?.version ?? version : version,
            versionDetail: instance.templateName ?? before?.versionDetail,
            launchedAt: machine?.launchedAt ?? before?.launchedAt)
    }

    // MARK: Health

    private func setHealth(of member: inout Member, _ before: Member?) {
        guard !configuration.targetGroups.isEmpty else { return }
        guard let targets else {
            (member.health, member.healthReason) = (before?.health, before?.healthReason)
            return
        }
        let ids = identities(of: member.id)
        let worst = targets.filter { ids.contains($0.id) }.max { Self.badness($0.state) < Self.badness($1.state) }
        (member.health, member.healthReason) = (worst?.state, worst?.reason)
    }

    /// The ids by which target groups may know a member: its own id, or its addresses.
    private func identities(of id: String) -> Set<String> {
        var ids: Set = [id]
        if let address = machines?.first(where: { $0.id == id })?.address { ids.insert(address) }
        ids.formUnion(tasks?.tasks?.first { $0.id == id }?.addresses ?? [])
        return ids
    }

    /// Where several target groups see one target, the worst counts.
    static func badness(_ state: TargetState) -> Int {
        switch state {
        case .unused: 0
        case .healthy: 1
        case .draining: 2
        case .initial: 3
        case .unavailable: 4
        case .unhealthyDraining: 5
        case .unhealthy, .other: 6
        }
    }

    /// When it became healthy is known only if it was seen before, soon after its launch and not healthy.
    private func setHealthySince(_ member: inout Member, _ before: Member?, at moment: Moment) {
        guard !configuration.targetGroups.isEmpty else { return }
        member.healthyAt = before?.healthyAt
        guard member.healthyAt == nil, member.health == .healthy, let last = before?.health, last != .healthy else {
            return
        }
        let isYoung = member.launchedAt.map { moment.seconds(since: $0) < 3600 } ?? (last == .initial)
        if isYoung { member.healthyAt = moment }
    }

    // MARK: Counts

    private func counts(over base: Counts?) -> Counts {
        var counts = base ?? Counts()
        if let group {
            counts.desired = group.desired
            (counts.minimum, counts.maximum) = (group.minimum, group.maximum)
            counts.running = group.instances.count { $0.state == .inService }
            counts.pending = group.instances.count { $0.state.isPending }
        }
        if let tasks {
            (counts.desired, counts.running, counts.pending) = (tasks.desired, tasks.running, tasks.pending)
            counts.deployments = tasks.deployments
            counts.deploymentState = tasks.deploymentState
            counts.deploymentTrouble = tasks.deploymentTrouble
            counts.failedTasks = tasks.failedTasks
            counts.targetGroups = Self.names(configuration.targetGroups, tasks.targetGroups ?? [])
        }
        if let targets {
            let states = worstStates(targets)
            counts.healthy = states.count { $0 == .healthy }
            counts.unhealthy = states.count { $0 == .unhealthy || $0 == .unavailable }
            counts.draining = states.count { $0 == .draining || $0 == .unhealthyDraining }
            counts.failoverGroups = failover.isEmpty ? nil : failover
            // No healthy target may only mean that ECS has registered the tasks in a group that was not read.
            if counts.healthy == 0, !coversService {
                (counts.healthy, counts.unhealthy, counts.draining) = (nil, nil, nil)
                counts.failoverGroups = nil
            }
        }
        return counts
    }

    /// Whether the targets that were read are those of all groups in which ECS may register the tasks.
    private var coversService: Bool {
        guard configuration.ecs != nil else { return true }
        guard let groups = tasks?.targetGroups else { return false }
        return groups.allSatisfy { arn in
            alternates.contains(arn) || configuration.targetGroups.contains { ForwardReader.means($0, arn) }
        }
    }

    /// The names of the target groups that serve the side's tasks, when ECS registers them in other groups as well.
    private static func names(_ configured: [String], _ ofService: [String]) -> [String]? {
        let names = (configured + ofService).map(TargetHealthPoller.name).withoutRepeats()
        return names.count > configured.count ? names : nil
    }

    /// The state of each target once. Tasks that share an instance are told apart by port; an instance of a fleet that
    /// listens at several ports is one.
    private func worstStates(_ targets: [TargetPart]) -> [TargetState] {
        var worst: [String: TargetState] = [:]
        for target in targets {
            let isShared = configuration.ecs != nil && target.id.hasPrefix("i-")
            let key = isShared ? "\(target.id):\(target.port ?? 0)" : target.id
            if let known = worst[key], Self.badness(known) >= Self.badness(target.state) { continue }
            worst[key] = target.state
        }
        return Array(worst.values)
    }
}
