import Model

/// One service, mirrored about the middle: each row shows the same value of both sides, and the difference at its end.
enum ServicePane {
    static func draw(_ scene: Scene, into frame: inout Frame, y top: Int, bottom: Int) {
        guard let service = scene.selected else {
            frame.put("no service is selected", x: 1, y: top + 1, role: .dim)
            return
        }
        let layout = ServiceLayout(width: frame.width, height: frame.height)
        var y = top
        if !layout.isNumbersFirst { drawSummary(into: &frame) }
        drawNumbers(service, scene, layout, into: &frame, y: y)
        y += 1 + layout.numbers
        if layout.isNumbersFirst { drawSummary(into: &frame) }
        ServicePanel(service, scene, rows: bottom - y - 1).draw(into: &frame, y: y)

        func drawSummary(into frame: inout Frame) {
            for (row, line) in summary(service, scene).prefix(layout.summary).enumerated() {
                frame.put(line, x: 1, y: y + row, limit: frame.width - 2)
            }
            y += layout.summary
        }
    }

    /// The last row with which the panel can begin.
    static func lastTop(_ scene: Scene) -> Int {
        guard let service = scene.selected else { return 0 }
        let state = scene.state
        let body = state.height - 1 - HeadlineBand.height(state) - 1
        let layout = ServiceLayout(width: state.width, height: state.height)
        let rows = state.pane == .full ? body - 1 : layout.panel(body: body)
        return ServicePanel(service, scene, rows: rows).lastTop
    }

    /// The last row with which the numbers can begin.
    static func lastNumber(_ scene: Scene) -> Int {
        guard let service = scene.selected else { return 0 }
        let layout = ServiceLayout(width: scene.state.width, height: scene.state.height)
        return max(0, MetricRows.content(service).count - layout.numbers)
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
            return [name] + shares(service, scene)
        }
        name.add("  " + Sanitizer.text(verdict.reason), .text)
        if let since = verdict.since { name.add(", since \(scene.clock.minute(since, at: scene.now))", .dim) }
        return [name] + shares(service, scene) + (phase.isEmpty ? [] : [phase])

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

    // MARK: The numbers

    private static func drawNumbers(
        _ service: Service, _ scene: Scene, _ layout: ServiceLayout, into frame: inout Frame, y: Int
    ) {
        let halves = MirroredColumns(width: frame.width)
        let count = MetricRows.content(service).count
        let first = min(scene.state.page.firstNumber, max(0, count - layout.numbers))
        OverviewPane.rule(into: &frame, y: y)
        let last = min(first + layout.numbers, count)
        let part = last - first < count ? " \(first + 1)–\(last) of \(count) " : ""
        let edge = frame.width - Width.of(part) - 2
        frame.put(part, x: edge, y: y, role: .header)
        frame.put(
            " old \(fleet(service, .old)) ", x: halves.oldNumber, y: y, role: .old, limit: edge - halves.oldNumber)
        frame.fill("┬", x: halves.middle, y: y, count: 1, role: .rule)
        frame.put(
            " new \(fleet(service, .new)) ", x: halves.newNumber, y: y, role: .new, limit: edge - halves.newNumber)
        MetricRows(service, scene, halves).draw(into: &frame, y: y + 1, rows: layout.numbers, top: first)
    }

    private static func fleet(_ service: Service, _ side: Side) -> String {
        let side = service.configuration(side)
        return side.ecs != nil ? "ECS" : side.autoScalingGroup != nil ? "EC2" : ""
    }
}
