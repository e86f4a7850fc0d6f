import Model

/// One side of the fleets.
struct FleetColumn {
    let service: Service
    let side: Side
    let scene: Scene
    /// Columns.
    let width: Int

    var lines: [Line] {
        guard let inventory = service[side].inventory else {
            return [Line("\(side.rawValue): nothing was told yet", .blind)]
        }
        let marks = VersionMarks(inventory)
        let staleness = staleness
        let members = inventory.members.enumerated().sorted { a, b in
            (Self.rank(a.element), a.offset) < (Self.rank(b.element), b.offset)
        }
        return heading(inventory) + versions(inventory, marks)
            + members.flatMap { member($0.element, marks, staleness) }
    }

    // MARK: Sums

    /// `old instances 8/8 · a 3 · c 3 · d 2`, then what ECS says of a deployment that is not complete.
    private func heading(_ inventory: Inventory) -> [Line] {
        let count = TaskCount(service, side, scene)
        var line = Line("\(side.rawValue) \(FleetRows.noun(service, side)) ", side == .old ? .old : .new)
        line.add(count.text, count.role)
        let stopped = inventory.members.count { $0.stopReason != nil }
        if stopped > 0 { line.join("\(stopped) stopped", .warn) }
        var zones: [String: Int] = [:]
        for member in inventory.members where member.stopReason == nil { zones[Self.zone(member), default: 0] += 1 }
        for (zone, number) in zones.sorted(by: { $0.key < $1.key }) { line.join("\(zone) \(number)", .dim) }
        var lines = [line]
        if let trouble = inventory.counts.deploymentTrouble {
            lines += wrap("deployment: \(Sanitizer.text(trouble))", .warn)
        }
        return lines
    }

    private func versions(_ inventory: Inventory, _ marks: VersionMarks) -> [Line] {
        let running = inventory.members.filter { $0.stopReason == nil }
        var lines = inventory.versions.map { version in
            let mark = marks[version].map { "\($0) " } ?? ""
            let detail = running.first { $0.version == version }?.versionDetail.map { "  \(Sanitizer.text($0))" } ?? ""
            let count = running.count { $0.version == version }
            return Line("\(mark)\(Sanitizer.text(version)) ×\(count)\(detail)", marks.isMixed ? .warn : .text)
        }
        if let difference = marks.difference { lines += wrap(difference, .warn) }
        return lines
    }

    // MARK: Members

    /// Seconds since the inventory was last confirmed, if it is past its source's bound.
    private var staleness: Double? {
        let now = scene.board.takenAt
        return service[side].confirmed.compactMap { source, moment in
            let age = now.seconds(since: moment)
            return age > source.bound ? age : nil
        }.max()
    }

    /// Members in trouble come first, so that scrolling does not hide them.
    private static func rank(_ member: Member) -> Int {
        let role = role(member)
        return member.stopReason != nil ? 2 : role == .worse ? 0 : role == .warn ? 1 : 3
    }

    /// The load balancer's word; without one, the state of the instance or task.
    private static func word(_ member: Member) -> String {
        if member.stopReason != nil { return "stopped" }
        if let health = member.health { return Sanitizer.text(health.rawValue) }
        return member.state == .inService ? "in service" : Sanitizer.text(member.state.rawValue.lowercased())
    }

    static func role(_ member: Member) -> Role {
        if member.stopReason != nil { return .warn }
        switch member.health {
        case .healthy: return .pass
        case .unhealthy, .unhealthyDraining, .unavailable: return .worse
        case .unused, .draining, .initial, .other: return .warn
        case nil: return member.state == .inService || member.state == .taskRunning ? .pass : .warn
        }
    }

    /// The letter of an Availability Zone, `a` of `ap-northeast-1a`; `?` when it isn't known.
    private static func zone(_ member: Member) -> String {
        guard let zone = member.zone, let last = zone.split(separator: "-").last else { return "?" }
        let letters = last.drop { $0.isNumber }
        return Sanitizer.text(String(letters.isEmpty ? last : letters))
    }

    /// One line, and below it the reason of what is not well.
    private func member(_ member: Member, _ marks: VersionMarks, _ staleness: Double?) -> [Line] {
        let id = service.configuration(side).ecs == nil ? 19 : 32
        let rest = 25
        // A cut id keeps a blank behind it.
        let column = min(id, max(8, width - rest))
        var line = Line(Fit.left(Sanitizer.text(member.id), column) + " ", .text)
        if marks.isMixed { line.add("\(marks[member.version] ?? " ") ", .warn) }
        line.add(Fit.left(Self.zone(member), 1) + " ", .dim)
        line.add(Fit.left(Self.word(member), 9) + " ", Self.role(member))
        let age = member.launchedAt.map { NumberFormat.age(scene.board.takenAt.seconds(since: $0)) } ?? "?"
        line.add(Fit.right(age, 3), .dim)
        let took = took(member)
        if line.width + 1 + Width.of(took) <= width { line.add(" " + took, .dim) }
        if let staleness {
            // A stale row must not look like a present one.
            line = Line("? \(NumberFormat.age(staleness)) \(line.text)", .blind).cut(to: width)
        }
        let reason = Sanitizer.text(member.stopReason ?? member.healthReason ?? "")
        return [line] + (reason.isEmpty ? [] : wrap(reason, staleness == nil ? Self.role(member) : .blind, indent: 2))
    }

    /// `up 9:12`, from launch to healthy.
    private func took(_ member: Member) -> String {
        guard let launched = member.launchedAt, let healthy = member.healthyAt, healthy >= launched else { return "" }
        return "up \(NumberFormat.span(healthy.seconds(since: launched)))"
    }

    private func wrap(_ text: String, _ role: Role, indent: Int = 0) -> [Line] {
        Fit.wrap(text, columns: width - indent, most: 3).map {
            Line(String(repeating: " ", count: indent) + $0, role)
        }
    }
}
