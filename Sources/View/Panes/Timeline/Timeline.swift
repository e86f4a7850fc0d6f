import Model

/// What happened, newest first: when, to which service, what, before → after, why, and who ordered it.
struct Timeline: TabRows {
    let scene: Scene
    /// The shown lines, newest first.
    let entries: [TimelineEntry]
    private let isOfOne: Bool

    /// The events of the shown services and of the whole migration, or of one service.
    init(_ scene: Scene, of service: Service? = nil) {
        self.scene = scene
        isOfOne = service != nil
        let names = Set(service.map { [$0.name] } ?? scene.shown.map(\.name))
        let isAll = service == nil && scene.state.filter.isEmpty
        let kinds = scene.state.pane == .overview ? .all : scene.state.page.kinds
        let events = scene.board.events.filter { event in
            kinds.takes(event.kind) && (isAll || event.service.map(names.contains) ?? true)
        }
        entries = TimelineEntry.joined(events).reversed()
    }

    var count: Int { max(1, entries.count) }

    /// The index of the chosen line on the whole screen; the newest where none was chosen.
    var chosen: Int { scene.state.page.event.flatMap { id in entries.firstIndex { $0.first.id == id } } ?? 0 }

    /// - Parameter top: The first visible line. On the whole screen the chosen line stays visible.
    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int = 0) {
        guard !entries.isEmpty else {
            frame.put(emptiness, x: 1, y: y, role: .dim, limit: frame.width - 2)
            return
        }
        let names = entries.prefix(200).map { Width.of(Sanitizer.text($0.first.service ?? "")) }.max() ?? 0
        let column = isOfOne ? 0 : min(names, 14)
        let isChoosing = scene.state.pane == .full
        let top = isChoosing ? min(max(top, chosen - rows + 1), chosen) : top
        let seen = entries.dropFirst(top).prefix(rows)
        // A row of another day has the date too. The column is wider while such a row is visible.
        let times = seen.map { entry in
            let today = scene.clock.time(entry.first.at)
            let isToday = today == scene.clock.time(entry.first.at, at: scene.now)
            return isToday ? today : scene.clock.minute(entry.first.at, at: scene.now)
        }
        let widest = times.map { Width.of($0) }.max() ?? 0
        for (row, (entry, time)) in zip(seen, times).enumerated() {
            var line = Line(Fit.left(time, widest) + "  ", .dim)
            if column > 0 { line.add(Fit.left(Sanitizer.text(entry.first.service ?? ""), column) + "  ", .text) }
            line.add(Self.line(entry, isUTF8: scene.state.isUTF8))
            frame.put(line, x: 1, y: y + row, limit: frame.width - 2)
            guard isChoosing, top + row == chosen else { continue }
            frame.put("▸", x: 0, y: y + row, role: .focus)
            frame.lay(.selection, y: y + row)
        }
    }

    private var emptiness: String {
        if scene.state.pane != .overview, scene.state.page.kinds != .all {
            // Only the newest ones are on the board.
            let count = NumberWords.count(scene.board.events.count, "event")
            return "none of this kind among the newest \(count): \(scene.state.page.kinds.title)"
        }
        guard !isOfOne, !scene.state.filter.isEmpty, !scene.board.events.isEmpty else {
            return "nothing has happened yet"
        }
        return "no event of a service with “\(Sanitizer.text(scene.state.filter))” in its name"
    }

    /// A line in words. A change of the weights is told by its result: `50 → 0 % sent, everywhere after 25 s`.
    static func line(_ entry: TimelineEntry, isUTF8: Bool = true) -> Line {
        guard let step = entry.step else { return line(entry.first, isUTF8: isUTF8) }
        func clean(_ text: String) -> String { Glyphs.spelled(Sanitizer.text(text), isUTF8: isUTF8) }
        let after = step.after.map(clean) ?? "?"
        let before = TimelineEntry.percent(step.before).map(NumberWords.share) ?? step.before.map(clean) ?? "?"
        var line = Line("\(before) → ", .text)
        line.add(after, .new)
        line.add(" \(clean(step.reason))", .text)
        // The process that steers is no news; a person who ordered it is.
        if entry.first.kind == .advance { line.add(" by \(Sanitizer.text(entry.first.actor))", .dim) }
        return line
    }

    /// One event in words.
    static func line(_ event: Event, isUTF8: Bool = true) -> Line {
        func clean(_ text: String) -> String { Glyphs.spelled(Sanitizer.text(text), isUTF8: isUTF8) }
        let word = word(event)
        var line = Line(word.text, word.role)
        let before = event.before.map(clean) ?? ""
        let after = event.after.map(clean) ?? ""
        if !before.isEmpty || !after.isEmpty {
            if !line.isEmpty { line.add(" ") }
            // A verdict can stay the same and change its subject.
            if !before.isEmpty { line.add(before == after ? "still " : "\(before) → ", .text) }
            line.add(after.isEmpty ? "gone" : after, word.changed)
        }
        let reason = clean(event.reason)
        if isOperators(event) {
            line.add(" by \(Sanitizer.text(event.actor))", .text)
            if !reason.isEmpty { line.add(" “\(reason)”", .text) }
        } else {
            if !reason.isEmpty { line.join(reason, .text, by: line.isEmpty ? "" : ": ") }
        }
        // Actor and evidence are in reports. Here every column shows what happened.
        return line
    }

    private static func isOperators(_ event: Event) -> Bool {
        switch event.kind {
        case .paused, .resumed, .rollBack, .advance, .annotated, .snapshot: true
        default: false
        }
    }

    private static func word(_ event: Event) -> (text: String, role: Role, changed: Role) {
        let side = event.side.map { "\($0.rawValue) " } ?? ""
        return switch event.kind {
        case .paused: ("PAUSED", .paused, .text)
        case .resumed: ("RESUMED", .pass, .text)
        case .rollBack: ("ROLL BACK", .paused, .text)
        case .annotated: ("note", .text, .text)
        case .advance: ("ADVANCE", .new, .text)
        case .refused: ("REFUSED", .warn, .text)
        case .adopted: ("taken over", .warn, .text)
        case .done: ("DONE", .pass, .text)
        case .deadMan: ("auto roll back", .warn, .text)
        case .hook: ("hook", .warn, .text)
        case .share: ("share", .text, .new)
        case .weights: ("weights", .text, .text)
        case .verdict: ("verdict", .text, Verdict.State(rawValue: event.after ?? "").map { Sign($0).role } ?? .text)
        case .headline: ("headline", .text, .text)
        case .inventory: ("\(side)fleet", .text, .text)
        case .version: ("\(side)version", .text, .text)
        case .ecs: ("\(side)ECS", .text, .text)
        case .taskStopped: ("\(side)task stopped", .warn, .text)
        case .source: ("source", .blind, .text)
        case .lease: ("poller", .text, .text)
        case .snapshot: ("snapshot", .text, .text)
        }
    }
}
