import Model

/// The last lines of every pane: what the program has to say, what it asks, and the keys that have a meaning here.
enum Foot {
    /// Lines that it takes.
    static func height(_ state: ScreenState) -> Int {
        1 + notice(state).count + promptHeight(state)
    }

    private static func promptHeight(_ state: ScreenState) -> Int {
        switch state.prompt {
        case nil: 0
        case .filter, .reason, .resume: 1
        case .rollBack: 3
        }
    }

    /// A notice may hold a path or an AWS sentence: it gets the lines it needs, up to three.
    private static func notice(_ state: ScreenState) -> [Line] {
        guard let notice = state.notice else { return [] }
        let text = (notice.isFailure ? "▲ " : "") + Clean.text(notice.text)
        return Fit.wrap(text, columns: state.width - 2, most: 3).map { Line($0, notice.isFailure ? .worse : .title) }
    }

    static func draw(_ state: ScreenState, _ scene: Scene?, at now: Moment, into frame: inout Frame) {
        var y = frame.height - height(state)
        for line in notice(state) {
            frame.put(line, x: 1, y: y)
            y += 1
        }
        if let prompt = state.prompt {
            draw(prompt, state, scene, into: &frame, y: y)
            y += promptHeight(state)
        }
        frame.put(keys(state, width: frame.width - 2), x: 1, y: y, limit: frame.width - 2)
    }

    // MARK: Keys

    /// Keys with their titles, as many as fit; what matters least goes first.
    static func keys(_ state: ScreenState, width: Int) -> Line {
        var bindings = KeyTable.bindings(state).filter { !$0.title.isEmpty }
        func line(_ bindings: [KeyBinding]) -> Line {
            var line = Line()
            for binding in bindings { line.join(item(binding, state), by: "  ") }
            return line
        }
        for action in dispensable where line(bindings).width > width {
            bindings.removeAll { action.contains($0.action) }
        }
        return line(bindings)
    }

    private static let dispensable: [Set<Action>] = [
        [.window(.quarter), .window(.hour), .window(.sixHours)], [.next], [.filter], [.freeze], [.snapshot], [.open],
    ]

    private static func item(_ binding: KeyBinding, _ state: ScreenState) -> Line {
        let isHindered = binding.hindrance(state) != nil
        let isChosen = binding.action == .window(state.window)
        let label = state.isUTF8 ? binding.label : asciiLabel(binding.label)
        var line = Line(label, isHindered ? .disabled : .key)
        line.add(" " + (binding.titleNow(state) ?? binding.title), isHindered ? .disabled : isChosen ? .focus : .dim)
        return line
    }

    /// Arrows and the return sign have no ASCII of their own.
    static func asciiLabel(_ label: String) -> String {
        label.split(separator: " ").map { $0 == "⏎" ? "Enter" : $0 == "↑" ? "Up" : $0 == "↓" ? "Down" : String($0) }
            .joined(separator: " ")
    }

    // MARK: Prompts

    private static func draw(
        _ prompt: ScreenState.Prompt, _ state: ScreenState, _ scene: Scene?, into frame: inout Frame, y: Int
    ) {
        switch prompt {
        case .filter:
            drawTyped(
                "filter ", .title, state.filter, after: "  \(state.shown.count) of \(total(state))", into: &frame, y: y)
        case .reason(let service, let text):
            let isStored = state.posted[service] == nil
            let name = Fit.cut(Clean.text(service), to: 20)
            drawTyped(
                " \(name) \(isStored ? "PAUSED" : "PAUSING") ", .paused, text, ask: " why? ", after: "", into: &frame,
                y: y)
        case .resume(let service):
            var line = Line("Resume \(Fit.cut(Clean.text(service), to: 20))?", .warn)
            line.add("  ")
            if let scene, let live = scene.live.services.first(where: { $0.name == service }), live.pause != nil {
                line.add(PhaseLine.phase(live, scene, stays: false))
            }
            frame.put(line, x: 1, y: y, limit: frame.width - 2)
        case .rollBack(let confirm):
            draw(confirm, scene, into: &frame, y: y)
        }
    }

    /// What it means, in two lines, and the name that is typed below; by the newest board, also while one is held.
    private static func draw(_ confirm: Confirm, _ scene: Scene?, into frame: inout Frame, y: Int) {
        if let scene, let live = scene.live.services.first(where: { $0.name == confirm.service }) {
            for (row, line) in RollBackWarning(service: live, board: scene.live, clock: scene.clock)
                .lines(columns: frame.width - 2).enumerated()
            {
                frame.put(line, x: 1, y: y + row, limit: frame.width - 2)
            }
        }
        let wanted = Fit.cut(confirm.wanted, to: frame.width / 2)
        drawTyped(
            " ROLL BACK ", .paused, confirm.typed, ask: " type \(wanted) to confirm, Esc leaves: ", after: "",
            into: &frame, y: y + 2)
    }

    private static func total(_ state: ScreenState) -> String {
        let count = (state.held?.board ?? state.board)?.services.count ?? 0
        return Words.count(count, "service")
    }

    /// A line in which text is typed: its end stays visible, and the cursor stands there.
    private static func drawTyped(
        _ title: String, _ role: Role, _ text: String, ask: String = "", after: String, into frame: inout Frame, y: Int
    ) {
        var x = frame.put(title, x: 1, y: y, role: role, limit: frame.width - 2)
        x = frame.put(ask, x: x, y: y, role: .title, limit: max(0, frame.width - 1 - x))
        let room = max(1, frame.width - 2 - x - Width.of(after))
        var kept = text
        while Width.of(kept) > room { kept.removeFirst() }
        let end = frame.put(kept, x: x, y: y, role: .input)
        frame.put(after, x: end, y: y, role: .dim)
        frame.cursor = (min(end, frame.width - 1), y)
    }
}
