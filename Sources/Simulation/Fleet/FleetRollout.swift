import Model

/// The version that is being deployed to a fleet, and the progress.
struct FleetRollout: Sendable, Equatable {
    /// Number of this rollout within the fleet.
    var number = 0
    var version: FleetVersion
    /// The version of the members beyond the quota, and the number of its rollout.
    var rest: FleetVersion
    var restNumber = 0
    /// How many members get the version; `nil` for all.
    var quota: Int?
    /// Id of the ECS deployment.
    var deployment = ""
    /// Whether the intended number of members is ready with the version, and the surplus has ended.
    var isSettled = true
    /// Whether this was true for all members.
    var isCompleted = true
    /// Tasks that failed in a row. A success resets it to 0.
    var failedTasks = 0

    /// A version that has been running all the time.
    init(version: FleetVersion) { (self.version, rest) = (version, version) }

    /// How many members above the desired size a rollout may start: a quarter, at least one.
    static func surge(_ desired: Int) -> Int { max(1, (desired + 3) / 4) }
}

extension SimulatedFleet {
    /// Seconds between two members that stop when the fleet shrinks.
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

    /// Launches and stops members until the fleet has the desired size and versions.
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

    /// Stops one member, and waits before the next.
    private mutating func shrink(fresh: Bool, at now: Moment) {
        guard now >= shrinksFrom else { return }
        shrinksFrom = now + Self.shrinkPace
        retire(1, fresh: fresh, at: now)
    }

    // MARK: Coming

    /// - Parameter rest: Whether it gets the version of the members beyond the quota.
    /// - Returns: The member's id.
    @discardableResult
    mutating func launch(at now: Moment, rest: Bool = false) -> String {
        let zone = emptiestZone
        // Normally distributed, limited to three deviations so that no boot time is absurd.
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

    /// A member that does not serve yet; otherwise the oldest in the zone with most members.
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
