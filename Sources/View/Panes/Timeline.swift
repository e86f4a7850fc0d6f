import Model

/// What happened, newest first: when, to which service, what, before → after, why, and who ordered it.
struct Timeline: TabRows {
    let scene: Scene
    let events: [Event]
    private let isOfOne: Bool

    /// The events of the shown services and of the whole migration, or of one service.
    init(_ scene: Scene, of service: Service? = nil) {
        self.scene = scene
        isOfOne = service != nil
        let names = Set(service.map { [$0.name] } ?? scene.shown.map(\.name))
        let isAll = service == nil && scene.state.filter.isEmpty
        // The band above shows the headline. Its changes are for those who read what it said before.
        events = scene.board.events.reversed().filter { event in
            event.kind != .headline && (isAll || event.service.map(names.contains) ?? true)
        }
    }

    var count: Int { max(1, events.count) }

    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int = 0) {
        guard !events.isEmpty else {
            frame.put(emptiness, x: 1, y: y, role: .dim, limit: frame.width - 2)
            return
        }
        let names = events.prefix(200).map { Width.of(Sanitizer.text($0.service ?? "")) }.max() ?? 0
        let column = isOfOne ? 0 : min(names, 14)
        let seen = events.dropFirst(top).prefix(rows)
        // A row of another day has the date too. The column is wider while such a row is visible.
        let times = seen.map { event in
            let today = scene.clock.time(event.at)
            let isToday = today == scene.clock.time(event.at, at: scene.now)
            return isToday ? today : scene.clock.minute(event.at, at: scene.now)
        }
        let widest = times.map { Width.of($0) }.max() ?? 0
        for (row, (event, time)) in zip(seen, times).enumerated() {
            var line = Line(Fit.left(time, widest) + "  ", .dim)
            if column > 0 { line.add(Fit.left(Sanitizer.text(event.service ?? ""), column) + "  ", .text) }
            line.add(Self.line(event, isUTF8: scene.state.isUTF8))
            frame.put(line, x: 1, y: y + row, limit: frame.width - 2)
        }
    }

    private var emptiness: String {
        guard !isOfOne, !scene.state.filter.isEmpty, !scene.board.events.isEmpty else {
            return "nothing has happened yet"
        }
        return "no event of a service with “\(Sanitizer.text(scene.state.filter))” in its name"
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
