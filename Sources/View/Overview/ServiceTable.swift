import Model

/// The table of services: one line of numbers each, and a second one in words.
struct ServiceTable {
    let scene: Scene
    let columns: ServiceColumns

    init(_ scene: Scene, width: Int) {
        self.scene = scene
        let names = scene.shown.map { Width.of(scene.name($0)) }.max() ?? 0
        let tasks =
            scene.shown.flatMap { service in
                Side.allCases.map { Width.of(TaskCount(service, $0, scene).text) }
            }.max() ?? 0
        let verdicts = scene.shown.map { Self.line(scene.verdict(of: $0)).width }.max() ?? 0
        columns = ServiceColumns(width: width, name: names + 1, tasks: tasks, verdict: verdicts)
    }

    // MARK: Headings

    /// Two lines of headings.
    func drawHeadings(into frame: inout Frame, y: Int) {
        frame.put("SERVICE", x: 1, y: y, role: .header, limit: columns.name)
        func put(_ column: ServiceColumns.Column, _ title: String, _ below: String = "") {
            guard let place = columns.places[column] else { return }
            frame.put(Fit.right(title, place.width), x: place.x, y: y, role: .header)
            frame.put(Fit.right(below, place.width), x: place.x, y: y + 1, role: .header)
        }
        if let bar = columns.places[.bar] { frame.put("SHARE ON NEW", x: bar.x, y: y, role: .header, limit: bar.width) }
        put(.intended, "intend", "%")
        put(.applied, "appl", "%")
        put(.observed, columns.gap > 1 ? "observed" : "obs", "%")
        if let verdict = columns.places[.verdict] {
            frame.put("VERDICT", x: verdict.x, y: y, role: .header, limit: verdict.width)
        }
        for (column, title, side) in [
            (ServiceColumns.Column.requests, "REQ/MIN", 5), (.errors, "5XX %", 5), (.latency, "P99 ms", 5),
            (.tasks, "TASKS", ((columns.places[.tasks]?.width ?? 1) - 1) / 2),
        ] {
            guard let place = columns.places[column] else { continue }
            frame.put(Fit.right(title, 2 * side + 1), x: place.x, y: y, role: .header, limit: place.width)
            frame.put(Fit.right("old", side), x: place.x, y: y + 1, role: .old)
            frame.put(Fit.right("new", side), x: place.x + side + 1, y: y + 1, role: .new)
        }
    }

    // MARK: One service

    /// The line of numbers.
    func draw(_ service: Service, into frame: inout Frame, y: Int) {
        let isSelected = service.name == scene.selected?.name
        if isSelected { frame.put("▸", x: 0, y: y, role: .focus) }
        let name = Fit.cut(scene.name(service), to: columns.name - 1)
        frame.put(name, x: 1, y: y, role: isSelected ? .focus : .text)
        drawShares(service, into: &frame, y: y)
        let verdict = scene.verdict(of: service)
        for side in Side.allCases {
            drawTasks(service, side, into: &frame, y: y)
            guard service.takesTraffic else { continue }
            put(scene.board.latest(.requests, side, of: service), .count, .requests, side, into: &frame, y: y)
            let isWorse = side == .new && verdict.state == .worse
            let excess = scene.board.excess(side, of: service)
            put(
                scene.board.errorPercent(side, of: service), .percent, .errors, side,
                isMarked: excess.errors || isWorse && verdict.matter == .errors(.new), into: &frame, y: y)
            put(
                scene.board.latest(.p99, side, of: service), .milliseconds, .latency, side,
                isMarked: excess.latency || isWorse && verdict.matter == .latency(.p99, .new), into: &frame, y: y)
        }
        if !service.takesTraffic { drawNoTraffic(into: &frame, y: y) }
        draw(verdict, into: &frame, y: y)
    }

    /// A service without traffic of its own has none of these numbers, and never will.
    private func drawNoTraffic(into frame: inout Frame, y: Int) {
        for column in [ServiceColumns.Column.requests, .errors, .latency] {
            guard let place = columns.places[column] else { continue }
            for x in [place.x, place.x + 6] { frame.put(Fit.right("–", 5), x: x, y: y, role: .dim) }
        }
    }

    /// The line of words below it.
    func drawPhase(_ service: Service, into frame: inout Frame, y: Int) {
        let room = frame.width - columns.name - 3
        var line = PhaseLine.of(service, scene, columns: room)
        let verdict = scene.verdict(of: service)
        // Why it isn't `pass`, unless that stands at the top or in the line above already.
        if verdict.state != .pass, scene.headline.service != service.name || scene.headline.text != verdict.reason,
            (columns.places[.verdict]?.width ?? 0) < ServiceColumns.telling
        {
            line.join(Sanitizer.text(verdict.reason), .dim)
        }
        frame.put(line, x: columns.name + 2, y: y, limit: room)
    }

    private func drawShares(_ service: Service, into frame: inout Frame, y: Int) {
        let hasSplit = service.configuration.split != nil
        let applied = scene.board.appliedShare(of: service)
        let figure = scene.figure(applied, .weight)
        if let bar = columns.places[.bar] {
            let line = ShareBar.line(figure, percent: applied.usable, hasSplit: hasSplit, columns: bar.width)
            frame.put(line, x: bar.x, y: y, limit: bar.width)
        }
        let intended = service.progress(at: scene.board.takenAt).intended
        let isElsewhere = intended.map { abs($0 - (applied.usable ?? $0)) > 0.5 } ?? false
        put(
            FormattedNumber(
                text: intended.map(Words.share) ?? "–", role: intended == nil ? .dim : isElsewhere ? .warn : .text),
            .intended, into: &frame, y: y)
        put(figure, .applied, into: &frame, y: y)
        let observed =
            service.takesTraffic
            ? scene.board.observedShare(of: service) : Measured(value: nil, minute: nil, readAt: nil, presence: .none)
        put(scene.figure(observed, .share), .observed, into: &frame, y: y)
    }

    private func put(_ figure: FormattedNumber, _ column: ServiceColumns.Column, into frame: inout Frame, y: Int) {
        guard let place = columns.places[column] else { return }
        frame.put(Fit.right(figure.text, place.width), x: place.x, y: y, role: figure.role)
    }

    private func put(
        _ measured: Measured, _ style: NumberFormat.Style, _ column: ServiceColumns.Column, _ side: Side,
        isMarked: Bool = false, into frame: inout Frame, y: Int
    ) {
        guard let place = columns.places[column] else { return }
        let figure = scene.figure(measured, style)
        let isMarked = isMarked && measured.usable != nil
        let x = place.x + (side == .old ? 0 : 6)
        let end = frame.put(Fit.right(figure.text, 5), x: x, y: y, role: isMarked ? .worse : figure.role)
        if isMarked { frame.put("▲", x: end, y: y, role: .worse) }
    }

    private func drawTasks(_ service: Service, _ side: Side, into frame: inout Frame, y: Int) {
        guard let place = columns.places[.tasks] else { return }
        let count = TaskCount(service, side, scene)
        let width = (place.width - 1) / 2
        let x = place.x + (side == .old ? 0 : width + 1)
        frame.put(Fit.right(count.text, width), x: x, y: y, role: count.role)
    }

    /// The sign, the word, and what it is about.
    private static func line(_ verdict: Verdict) -> Line {
        let sign = Sign(verdict.state)
        let subject = Sanitizer.text(verdict.subject)
        return Line(sign.text + (subject.isEmpty ? "" : " \(subject)"), sign.role)
    }

    private func draw(_ verdict: Verdict, into frame: inout Frame, y: Int) {
        guard let place = columns.places[.verdict] else { return }
        let full = Self.line(verdict)
        let sign = Sign(verdict.state)
        var line = full.width <= place.width ? full : Line(sign.text, sign.role)
        if place.width >= ServiceColumns.telling { line.add("  " + Sanitizer.text(verdict.reason), .dim) }
        frame.put(line, x: place.x, y: y, limit: place.width)
    }
}
