import Model

/// What can go wrong with a fleet, or what somebody can do to it.
enum FleetFault: Sendable, Equatable {
    /// One member, and then each of its successors, fails `percent` of its requests. The load balancer reports it
    /// unhealthy for `reason`, and a task ends with `exitCode`.
    case badMember(percent: Double, reason: String, exitCode: Int)
    /// Every member, and each successor, fails all its requests. The load balancer reports them unhealthy for `reason`,
    /// and a task ends with `exitCode`.
    case dies(reason: String, exitCode: Int)
    /// Other bounds for the fleet's size.
    case scale(minimum: Int, maximum: Int)
    /// Deploys another version to so many `members` of the fleet, or to all.
    case deploy(version: String, detail: String, members: Int?)

    /// - Returns: `nil` for a kind that does not concern fleets.
    init?(_ kind: Fault.Kind) {
        switch kind {
        case .badMember(let percent, let reason, let exitCode):
            self = .badMember(percent: percent, reason: reason, exitCode: exitCode)
        case .dies(let reason, let exitCode): self = .dies(reason: reason, exitCode: exitCode)
        case .scale(let minimum, let maximum): self = .scale(minimum: minimum, maximum: maximum)
        case .deploy(let version, let detail, let members):
            self = .deploy(version: version, detail: detail, members: members)
        case .latency, .errors, .coldCache, .blind, .weights, .cron, .traffic: return nil
        }
    }
}

/// A fault that is active now.
struct ActiveFault: Sendable, Equatable {
    /// Which member goes bad next.
    enum Victim: Sendable, Equatable {
        /// The oldest serving member, at this moment or later.
        case oldest(from: Moment)
        /// The next launched member.
        case next
        /// This member, some time after it has begun to serve.
        case expected(String)
        case struck(String)
    }

    let number: Int
    let fault: FleetFault
    var victim: Victim
}

extension SimulatedFleet {
    /// Seconds between two health checks. The load balancer has checked twice after at most two intervals.
    private static let checkInterval = 30.0
    /// Seconds for which the successor of a bad member works well.
    private static let respite = 180.0

    /// Begins a fault.
    ///
    /// - Parameter number: What `end` is to name it by.
    mutating func begin(_ fault: FleetFault, number: Int, at now: Moment) {
        faults.append(ActiveFault(number: number, fault: fault, victim: .oldest(from: now)))
        switch fault {
        case .badMember, .dies: break
        case .scale(let minimum, let maximum): scaling.bound(minimum: minimum, maximum: maximum)
        case .deploy(let version, let detail, let quota):
            rollOut(FleetVersion(text: version, detail: detail), quota: quota)
        }
    }

    /// Ends a fault. A bad member recovers unless it was already found unhealthy. The former bounds apply again. The
    /// former version is rolled out again.
    mutating func end(number: Int, at now: Moment) {
        guard let index = faults.firstIndex(where: { $0.number == number }) else { return }
        switch faults.remove(at: index).fault {
        case .badMember, .dies:
            for index in members.indices where members[index].affliction?.fault == number && members[index].isCounted {
                guard now < members[index].affliction?.unhealthyAt ?? now else { continue }
                members[index].affliction = nil
                // It had not passed its first checks.
                if members[index].health == .unhealthy { members[index].health = .healthy }
            }
        case .scale:
            var bounds = (model.minimum, model.maximum)
            for case .scale(let minimum, let maximum) in faults.map(\.fault) { bounds = (minimum, maximum) }
            scaling.bound(minimum: bounds.0, maximum: bounds.1)
        case .deploy:
            var deploy = (FleetVersion(text: model.version, detail: model.versionDetail), Int?.none)
            for case .deploy(let version, let detail, let quota) in faults.map(\.fault) {
                deploy = (FleetVersion(text: version, detail: detail), quota)
            }
            rollOut(deploy.0, quota: deploy.1)
        }
    }

    /// Chooses the members that go bad.
    mutating func strike(at now: Moment) {
        for index in faults.indices {
            if case .dies = faults[index].fault {
                for member in members.indices where members[member].isCounted && members[member].affliction == nil {
                    afflict(member, by: index, from: max(now, members[member].upAt))
                }
            }
            guard case .badMember = faults[index].fault else { continue }
            switch faults[index].victim {
            case .oldest(let from):
                guard now >= from, let victim = oldestSound else { continue }
                afflict(victim, by: index, from: now)
            case .next: break
            case .expected(let id):
                guard let successor = members.firstIndex(where: { $0.id == id && $0.isCounted }) else {
                    faults[index].victim = .oldest(from: now + Self.respite)
                    continue
                }
                guard members[successor].isReady(hasTargetGroup: hasTargetGroup) else { continue }
                afflict(successor, by: index, from: now + Self.respite * (0.8 + 0.4 * boots.uniform()))
            case .struck(let id):
                // A member that left for another reason has no successor.
                if members.contains(where: { $0.id == id && $0.isCounted }) { continue }
                faults[index].victim = .oldest(from: now + Self.respite)
            }
        }
    }

    /// A member has died of a fault. The next launched member takes its place.
    mutating func expectSuccessor(of number: Int) {
        for index in faults.indices where faults[index].number == number {
            if case .badMember = faults[index].fault { faults[index].victim = .next }
        }
    }

    /// A member has been launched.
    mutating func expect(_ id: String) {
        if let index = faults.firstIndex(where: { $0.victim == .next }) { faults[index].victim = .expected(id) }
    }

    private var oldestSound: Int? {
        members.indices.filter { members[$0].isReady(hasTargetGroup: hasTargetGroup) && members[$0].affliction == nil }
            .min { (members[$0].readyAt, members[$0].id) < (members[$1].readyAt, members[$1].id) }
    }

    private mutating func afflict(_ index: Int, by fault: Int, from: Moment) {
        let percent: Double
        let reason: String
        let exitCode: Int
        switch faults[fault].fault {
        case .badMember(let part, let why, let code): (percent, reason, exitCode) = (part, why, code)
        case .dies(let why, let code): (percent, reason, exitCode) = (100, why, code)
        case .scale, .deploy: return
        }
        let unhealthyAt = from + Self.checkInterval * (1 + boots.uniform())
        let reportedAt = unhealthyAt + 10
        // Auto Scaling checks its instances' health once a minute. A broken container does not live that long.
        let endsAt = reportedAt + (side == .old ? 50 : 10 + 10 * boots.uniform())
        members[index].affliction = Affliction(
            fault: faults[fault].number, percent: percent, reason: reason, exitCode: exitCode, from: from,
            unhealthyAt: unhealthyAt, reportedAt: reportedAt, endsAt: endsAt)
        faults[fault].victim = .struck(members[index].id)
    }
}
