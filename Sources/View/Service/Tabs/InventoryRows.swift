import Model

/// The instances of one side beside the tasks of the other: which serve, where, with which version, and how long they
/// took to become healthy.
struct InventoryRows: TabRows {
    let service: Service
    let scene: Scene
    let halves: MirroredColumns

    init(_ service: Service, _ scene: Scene, _ halves: MirroredColumns) {
        self.service = service
        self.scene = scene
        self.halves = halves
    }

    /// The rows of the longer side, at least one.
    var count: Int { max(1, Side.allCases.map { service[$0].inventory?.members.count ?? 0 }.max() ?? 0) }

    /// Whether a member is in trouble, or a side runs more than one version.
    static func isTroubled(_ service: Service) -> Bool {
        Side.allCases.contains { side in
            guard let inventory = service[side].inventory else { return false }
            return inventory.versions.count > 1 || inventory.members.contains { role($0) == .worse }
        }
    }

    /// `instances` or `tasks`.
    static func noun(_ service: Service, _ side: Side) -> String {
        service.configuration(side).ecs == nil ? "instances" : "tasks"
    }

    /// The letter of an Availability Zone, `a` of `ap-northeast-1a`; `?` when it isn't known.
    static func zone(_ member: Member) -> String {
        guard let zone = member.zone, let last = zone.split(separator: "-").last else { return "?" }
        let letters = last.drop { $0.isNumber }
        return Sanitizer.text(String(letters.isEmpty ? last : letters))
    }

    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int) {
        for row in 0..<rows { frame.fill("│", x: halves.middle, y: y + row, count: 1, role: .rule) }
        for side in Side.allCases {
            let x = side == .old ? 1 : halves.middle + 2
            let width = side == .old ? halves.middle - 2 : halves.width - halves.middle - 3
            for (row, line) in lines(side, width).dropFirst(top).prefix(rows).enumerated() {
                frame.put(line, x: x, y: y + row, limit: width)
            }
        }
    }

    private func lines(_ side: Side, _ width: Int) -> [Line] {
        guard let inventory = service[side].inventory else {
            return [Line("nothing was told yet", .blind)]
        }
        guard !inventory.members.isEmpty else { return [Line("none", .dim)] }
        let age = staleness(side)
        let members = inventory.members.enumerated().sorted { a, b in
            (Self.rank(a.element), a.offset) < (Self.rank(b.element), b.offset)
        }
        return members.map { line($0.element, width, age) }
    }

    /// Seconds since the inventory was last confirmed, if it is past its source's bound.
    private func staleness(_ side: Side) -> Double? {
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

    private static func role(_ member: Member) -> Role {
        if member.stopReason != nil { return .warn }
        switch member.health {
        case .healthy: return .pass
        case .unhealthy, .unhealthyDraining, .unavailable: return .worse
        case .unused, .draining, .initial, .other: return .warn
        case nil: return member.state == .inService || member.state == .taskRunning ? .pass : .warn
        }
    }

    private func line(_ member: Member, _ width: Int, _ staleness: Double?) -> Line {
        let isWide = width >= 52
        var line = Line(Fit.left(Sanitizer.text(member.id), width >= 80 ? 19 : isWide ? 10 : 8) + " ", .text)
        line.add(Fit.left(Self.zone(member), 1) + " ", .dim)
        line.add(Fit.left(Self.word(member), isWide ? 10 : 9) + " ", Self.role(member))
        let reason = Sanitizer.text(member.stopReason ?? member.healthReason ?? "")
        let detail = width >= 80 ? member.versionDetail.map { "  \(Sanitizer.text($0))" } ?? "" : ""
        let version = Sanitizer.text(member.version) + detail
        let age = member.launchedAt.map { NumberFormat.age(scene.board.takenAt.seconds(since: $0)) } ?? "?"
        let took = took(member)
        if reason.isEmpty {
            let room = width - line.width - 5 - (isWide ? 13 : 0)
            line.add(Fit.left(version, max(4, room)) + " ", .text)
            line.add(Fit.right(age, 4), .dim)
            if isWide { line.add(Fit.right(took, 13), .dim) }
        } else {
            line.add(reason, Self.role(member))
            line.add("  \(version)  \(age)", .dim)
        }
        guard let staleness else { return line }
        // A stale row must not look like a present one.
        var old = Line("? \(NumberFormat.age(staleness)) ", .blind)
        old.add(line.text, .blind)
        return old.cut(to: width)
    }

    /// `up in 9:12`, from launch to healthy.
    private func took(_ member: Member) -> String {
        guard let launched = member.launchedAt, let healthy = member.healthyAt, healthy >= launched else { return "" }
        return "up in \(NumberFormat.span(healthy.seconds(since: launched)))"
    }
}
