import Model

/// The version that a fleet goes to, and how far it has come.
struct FleetRollout: Sendable, Equatable {
    /// Counts the fleet's rollouts.
    var number = 0
    var version: FleetVersion
    /// What the members beyond the quota run, and the number of their rollout.
    var rest: FleetVersion
    var restNumber = 0
    /// Members that get the version; `nil` for all.
    var quota: Int?
    /// Id of the ECS deployment.
    var deployment = ""
    /// Whether as many members as shall have the version are ready with it, and the surplus is gone.
    var isSettled = true
    /// Whether that was all of them.
    var isCompleted = true
    /// Tasks that failed one after the other; a success sets it back.
    var failedTasks = 0

    /// What has been running all along.
    init(version: FleetVersion) { (self.version, rest) = (version, version) }

    /// Members above the desired size that a rollout may start: a quarter, one at least.
    static func surge(_ desired: Int) -> Int { max(1, (desired + 3) / 4) }
}

extension SimulatedFleet {
    /// Seconds between two members that leave when the fleet shrinks.
    private static let shrinkPace = 30.0

    /// Begins to replace `quota` members (all when `nil`) by others with this version.
    mutating func rollOut(_ version: FleetVersion, quota: Int?) {
        var next = FleetRollout(version: version)
        next.number = rollout.number + 1
        (next.rest, next.restNumber) = (rollout.version, rollout.number)
        next.quota = quota
        next.deployment = names.deployment()
        (next.isSettled, next.isCompleted) = (false, false)
        rollout = next
    }

    /// Launches and sends away members until the fleet has the desired size and versions.
    mutating func follow(at now: Moment) {
        let desired = scaling.desired
        let quota = min(rollout.quota ?? desired, desired)
        var (fresh, stale, ready) = (0, 0, 0)
        for member in members where member.isCounted {
            if member.rollout == rollout.number { fresh += 1 } else { stale += 1 }
            if member.isReady(hasTargetGroup: hasTargetGroup) { ready += 1 }
        }
        settle(isThere: fresh == quota && stale == desired - quota && ready == desired, all: stale == 0, at: now)

        let room = desired + (rollout.isSettled ? 0 : FleetRollout.surge(desired)) - fresh - stale
        let bring = max(0, min(quota - fresh, room))
        let keep = max(0, min(desired - quota - stale, desired - fresh - stale - bring))
        let launched = (0..<bring).map { _ in launch(at: now) } + (0..<keep).map { _ in launch(at: now, rest: true) }
        journal?.started(launched, at: now)

        let surplus = stale - (desired - quota)
        if !rollout.isSettled {
            retire(min(surplus, ready - desired), fresh: false, at: now)
            if fresh > quota { shrink(fresh: true, at: now) }
        } else if surplus > 0 || fresh > quota {
            shrink(fresh: surplus <= 0, at: now)
        }
    }

    private mutating func settle(isThere: Bool, all: Bool, at now: Moment) {
        if isThere, !rollout.isSettled {
            rollout.isSettled = true
            if all {
                rollout.isCompleted = true
                journal?.completed(rollout.deployment, at: now)
            }
        }
        journal?.steady(isThere && rollout.isCompleted, at: now)
    }

    /// One at a time, with a pause before the next.
    private mutating func shrink(fresh: Bool, at now: Moment) {
        guard now >= shrinksFrom else { return }
        shrinksFrom = now + Self.shrinkPace
        retire(1, fresh: fresh, at: now)
    }

    // MARK: Coming

    /// - Parameter rest: Whether it gets the version of those beyond the quota.
    /// - Returns: Its id.
    @discardableResult
    mutating func launch(at now: Moment, rest: Bool = false) -> String {
        let zone = emptiestZone
        // Normal, and cut off where it would be absurd.
        let seconds = model.boot * (1 + 0.1 * min(max(boots.normal(), -3), 3))
        let checks = hasTargetGroup ? min(FleetMember.checks, seconds / 3) : 0
        let member = FleetMember(
            id: side == .old ? names.instance() : names.task(), address: names.address(zone: zone, notIn: members),
            zone: zone, version: rest ? rollout.rest : rollout.version,
            rollout: rest ? rollout.restNumber : rollout.number, launchedAt: now, upAt: now + (seconds - checks),
            readyAt: now + seconds)
        members.append(member)
        expect(member.id)
        return member.id
    }

    private var emptiestZone: Int {
        let crowds = crowds
        return crowds.indices.min { (crowds[$0], $0) < (crowds[$1], $1) } ?? 0
    }

    /// Counted members by zone.
    private var crowds: [Int] {
        var crowds = [Int](repeating: 0, count: FleetNames.zones.count)
        for member in members where member.isCounted { crowds[member.zone] += 1 }
        return crowds
    }

    // MARK: Going

    private mutating func retire(_ count: Int, fresh: Bool, at now: Moment) {
        guard count > 0 else { return }
        var tasks: [String] = []
        var targets = 0
        for _ in 0..<count {
            guard let index = mostDispensable(fresh: fresh) else { break }
            tasks.append(members[index].id)
            if members[index].health != .none { targets += 1 }
            dismiss(index, at: now)
        }
        journal?.stopping(tasks, targets: targets, at: now)
    }

    /// One that does not serve yet, else the oldest in the fullest zone.
    private func mostDispensable(fresh: Bool) -> Int? {
        let crowds = crowds
        return members.indices.filter { members[$0].isCounted && (members[$0].rollout == rollout.number) == fresh }.min
        {
            let (a, b) = (members[$0], members[$1])
            if (a.life == .booting) != (b.life == .booting) { return a.life == .booting }
            if crowds[a.zone] != crowds[b.zone] { return crowds[a.zone] > crowds[b.zone] }
            return (a.launchedAt, a.id) < (b.launchedAt, b.id)
        }
    }
}
