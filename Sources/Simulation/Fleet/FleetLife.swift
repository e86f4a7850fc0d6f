import Model

/// The life of members after their launch: they begin to serve, fail and end.
extension SimulatedFleet {
    /// Performs everything that is due at this moment.
    mutating func advance(to now: Moment) {
        var registered = 0
        var deregistered = 0
        for index in members.indices {
            if members[index].life == .booting, now >= members[index].upAt {
                members[index].life = .up
                if hasTargetGroup {
                    members[index].health = .initial
                    registered += 1
                } else {
                    rollout.failedTasks = 0
                }
            }
            if members[index].health == .initial, now >= members[index].readyAt {
                // What answers nothing does not pass its first checks.
                let isDead = members[index].affliction.map { $0.percent >= 100 && now >= $0.from } ?? false
                members[index].health = isDead ? .unhealthy : .healthy
                if !isDead { rollout.failedTasks = 0 }
            }
            if members[index].affliction != nil, members[index].isCounted, worsen(index, at: now) { deregistered += 1 }
            if members[index].life == .leaving, let endsAt = members[index].endsAt, now >= endsAt {
                end(index, at: now)
            }
            if let until = members[index].targetUntil, now >= until { members[index].health = .none }
        }
        journal?.registered(registered, at: now)
        journal?.deregistered(deregistered, at: now)
        members.removeAll { $0.life == .ended && $0.health == .none }
    }

    /// Stops a member: its target drains, and then the member ends.
    mutating func dismiss(_ index: Int, at now: Moment) {
        let wasBooting = members[index].life == .booting
        members[index].life = .leaving
        members[index].isWantedToStop = true
        members[index].stopReason =
            "ServiceSchedulerInitiated: Scaling activity initiated by (deployment \(rollout.deployment))"
        drain(index, at: now)
        let drain = members[index].health == .none ? 0 : FleetMember.drain
        let stop = side == .old && drain > 0 || wasBooting ? 0 : FleetMember.stop
        members[index].endsAt = now + (drain + stop)
    }

    private mutating func drain(_ index: Int, at now: Moment) {
        guard members[index].health != .none else { return }
        members[index].health = members[index].health == .unhealthy ? .unhealthyDraining : .draining
        members[index].targetUntil = now + FleetMember.drain
    }

    /// Moves an affliction to its next stage.
    private mutating func worsen(_ index: Int, at now: Moment) -> Bool {
        guard var affliction = members[index].affliction, now >= affliction.from else { return false }
        affliction.isFailing = true
        if now >= affliction.unhealthyAt, members[index].health == .healthy { members[index].health = .unhealthy }
        if now >= affliction.reportedAt, !affliction.isReported {
            affliction.isReported = true
            rollout.failedTasks += 1
            let port = port
            journal?.unhealthy(port: port, reason: affliction.reason, at: now)
        }
        members[index].affliction = affliction
        guard now >= affliction.endsAt else { return false }
        return succumb(index, to: affliction, at: now)
    }

    /// A task dies of its fault at once. Auto Scaling replaces an instance as it does any other.
    private mutating func succumb(_ index: Int, to affliction: Affliction, at now: Moment) -> Bool {
        expectSuccessor(of: affliction.fault)
        guard side == .new else {
            dismiss(index, at: now)
            return false
        }
        drain(index, at: now)
        let exit = affliction.exitCode == 0 ? "" : "exit \(affliction.exitCode) · "
        members[index].isWantedToStop = false
        members[index].stopReason = "\(exit)Essential container in task exited"
        end(index, at: now)
        return members[index].health != .none
    }

    private mutating func end(_ index: Int, at now: Moment) {
        members[index].life = .ended
        let member = members[index]
        journal?.stopped(
            member.id, version: member.version.text, reason: member.stopReason ?? "no reason given",
            isWanted: member.isWantedToStop, at: now)
    }
}
