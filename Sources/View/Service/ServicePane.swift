import Model

/// One service, mirrored about the middle: each row shows the same value of both sides, and the difference at its end.
enum ServicePane {
    typealias Section = ScreenState.Section

    static func draw(_ scene: Scene, into frame: inout Frame, y top: Int, bottom: Int) {
        guard let service = scene.selected else {
            frame.put("no service is selected", x: 1, y: top + 1, role: .dim)
            return
        }
        let layout = ServiceLayout(scene, service, body: bottom - top)
        let halves = MirroredColumns(width: frame.width)
        for (row, line) in summary(service, scene).enumerated() {
            frame.put(line, x: 1, y: top + row, limit: frame.width - 2)
        }
        var y = top + layout.summary
        for (section, rows) in layout.sections {
            let first = min(scene.state.scroll[section] ?? 0, layout.lastTop(section))
            title(
                section, service, scene, seen: first..<first + rows, of: layout.need[section] ?? 0, into: &frame, y: y,
                halves)
            switch section {
            case .metrics:
                MetricRows(service, scene, halves).draw(into: &frame, y: y + 1, rows: rows, top: first)
            case .evidence:
                EvidenceRows(service, scene, halves).draw(into: &frame, y: y + 1, rows: rows, top: first)
            case .inventory:
                InventoryRows(service, scene, halves).draw(into: &frame, y: y + 1, rows: rows, top: first)
            case .timeline:
                Timeline(scene, of: service).draw(into: &frame, y: y + 1, rows: rows, top: first)
            }
            y += 1 + rows
        }
        let troubles = SourceStrip.troubles(scene, most: 1)
        frame.put(
            troubles.first ?? SourceStrip.ages(scene, columns: frame.width - 2), x: 1, y: bottom - 1,
            limit: frame.width - 2)
    }

    /// The last row with which a section can begin, so that it always shows rows.
    static func lastTop(_ section: Section, _ scene: Scene) -> Int {
        guard let service = scene.selected else { return 0 }
        let state = scene.state
        let body = state.height - 1 - state.bars(scene).count - Footer.height(state, scene)
        return ServiceLayout(scene, service, body: body).lastTop(section)
    }

    // MARK: Its first lines

    /// Name, verdict, phase and shares, and the verdict's reason, unless the headline says it already.
    static func summary(_ service: Service, _ scene: Scene) -> [Line] {
        let verdict = scene.verdict(of: service)
        let cell = VerdictCell(verdict)
        var name = Line(Fit.cut(scene.name(service), to: 30) + "  ", .focus)
        name.add(cell.text, cell.sign.role)
        let phase = PhaseLine.of(service, scene, columns: nil)
        if scene.headline.service == service.name, scene.headline.text == verdict.reason {
            if !phase.isEmpty { name.add("  ") }
            name.add(phase)
            return [name] + shares(service, scene) + TopologyLines(service: service, scene: scene).lines
        }
        name.add("  " + Sanitizer.text(verdict.reason), .text)
        if let since = verdict.since { name.add(", since \(scene.clock.minute(since, at: scene.now))", .dim) }
        return [name] + shares(service, scene) + (phase.isEmpty ? [] : [phase])
            + TopologyLines(service: service, scene: scene).lines
    }

    /// The three readings of the share, and what old can take back; on two lines where one is too short.
    private static func shares(_ service: Service, _ scene: Scene) -> [Line] {
        guard service.configuration.split != nil else {
            return [Line("share on new  no split: it takes no traffic by weights", .dim)]
        }
        var line = Line("share on new  ", .header)
        let intended = service.progress(at: scene.board.takenAt).intended
        line.add("plan ", .dim)
        line.add(intended.map(NumberWords.share) ?? "–", intended == nil ? .dim : .text)
        if intended != nil { line.add(" %", .text) }
        func add(_ title: String, _ figure: FormattedNumber) {
            line.add(" · ", .dim)
            line.add(title + " ", .dim)
            line.add(figure.text, figure.role)
            if figure.role == .text { line.add(" %", .text) }
        }
        add("set", scene.figure(scene.board.appliedShare(of: service), .weight))
        if let share = service.share?.value, !share.weights.isEmpty {
            let weights = share.weights.map { weight in
                "\(Sanitizer.text(weight.type)) \(weight.old.map(String.init) ?? "?")/\(weight.new.map(String.init) ?? "?")"
            }
            line.add(" (\(weights.joined(separator: ", ")))", .dim)
        }
        add("seen", scene.figure(scene.board.observedShare(of: service), .share))
        let room = scene.state.width - 2
        if let arrival = arrival(service, scene), line.width + 2 + arrival.width <= room {
            line.add(", ", .dim)
            line.add(arrival)
        }
        let readiness = scene.readiness(of: service).line
        let isBeside = line.width + 3 + readiness.width <= room
        if isBeside { line.join(readiness) }
        var own = Line("roll back     ", .header)
        own.add(readiness)
        if let peak = scene.readiness(of: service).peak(scene.clock, at: scene.now),
            own.width + 3 + Width.of(peak) <= room
        {
            own.add(" (\(peak))", .dim)
        }
        if let changed = service.shareChangedAt {
            let text = "weights set \(scene.clock.minute(changed, at: scene.now))"
            if line.width + 3 + Width.of(text) <= room { line.join(text, .dim) } else { own.join(text, .dim) }
        }
        return isBeside ? [line] : [line, own]
    }

    /// `follows`, `slow, by 14:52`: whether the requests follow the weights; `nil` while it is not known.
    private static func arrival(_ service: Service, _ scene: Scene) -> Line? {
        guard let traffic = scene.board.traffic(of: service) else { return nil }
        let by = traffic.expectedAt.map { ", by \(scene.clock.minute($0, at: scene.now))" } ?? ""
        return Line(traffic.state.word + by, traffic.state == .asSet ? .dim : .warn)
    }

    // MARK: Titles of the sections

    private static func title(
        _ section: Section, _ service: Service, _ scene: Scene, seen: Range<Int>, of count: Int,
        into frame: inout Frame,
        y: Int, _ halves: MirroredColumns
    ) {
        OverviewPane.rule(into: &frame, y: y)
        let isFocused = scene.state.section == section
        let mark = isFocused ? "▸" : " "
        var edge = frame.width - 1
        if seen.count < count {
            let part = " \(seen.lowerBound + 1)–\(min(seen.upperBound, count)) of \(count) "
            edge = frame.width - Width.of(part) - 2
            frame.put(part, x: edge, y: y, role: isFocused ? .focus : .header)
        }
        switch section {
        case .metrics:
            put(mark, "metrics", .header, x: 2)
            put("", "old \(fleet(service, .old))", .old, x: halves.oldNumber)
            frame.fill("┬", x: halves.middle, y: y, count: 1, role: .rule)
            put("", "new \(fleet(service, .new))", .new, x: halves.middle + 2)
        case .evidence:
            put(mark, "evidence", .header, x: 2)
            let about = " \(EvidenceRows.title(service, scene)) "
            frame.put(about, x: 14, y: y, role: .header, limit: halves.middle - 15)
            frame.fill("┼", x: halves.middle, y: y, count: 1, role: .rule)
            let isShort = edge - halves.middle - 2 < 18
            put("", isShort ? "whole" : "whole migration", .header, x: halves.middle + 2)
        case .inventory:
            let names = Side.allCases.map { InventoryRows.noun(service, $0) }
            put(mark, names[0], isFocused ? .focus : .old, x: 2)
            frame.fill("┼", x: halves.middle, y: y, count: 1, role: .rule)
            put("", names[1], .new, x: halves.middle + 2)
        case .timeline:
            frame.fill("┴", x: halves.middle, y: y, count: 1, role: .rule)
            put(mark, "timeline", .header, x: 2)
        }

        func put(_ mark: String, _ text: String, _ role: Role, x: Int) {
            var line = Line(mark == " " ? "" : mark, .focus)
            line.add(" \(text) ", isFocused && !mark.isEmpty ? .focus : role)
            frame.put(line, x: x - (mark == "▸" ? 1 : 0), y: y, limit: edge - x)
        }
    }

    private static func fleet(_ service: Service, _ side: Side) -> String {
        let side = service.configuration(side)
        return side.ecs != nil ? "ECS" : side.autoScalingGroup != nil ? "EC2" : ""
    }
}
