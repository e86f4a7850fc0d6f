import Model

/// The last lines of every pane: the notice, the prompt and the keys that work here.
enum Footer {
    /// The number of lines that the footer takes.
    static func height(_ state: ScreenState, _ scene: Scene?) -> Int {
        let prompt = state.prompt == nil ? 0 : 1 + PromptLines.above(state, scene).count
        return 1 + notice(state).count + prompt
    }

    /// A notice may hold a path or a message from AWS, so it may take up to three lines.
    private static func notice(_ state: ScreenState) -> [Line] {
        guard let notice = state.notice else { return [] }
        let text = (notice.isFailure ? "▲ " : "") + Sanitizer.text(notice.text)
        return Fit.wrap(text, columns: state.width - 2, most: 3).map { Line($0, notice.isFailure ? .worse : .title) }
    }

    static func draw(_ state: ScreenState, _ scene: Scene?, at now: Moment, into frame: inout Frame) {
        var y = frame.height - height(state, scene)
        // It covers what the pane has drawn there, so that nothing else moves.
        for row in max(0, y)..<max(0, frame.height, y) { frame.clear(y: row) }
        for line in notice(state) {
            frame.put(line, x: 1, y: y)
            y += 1
        }
        if let prompt = state.prompt {
            for line in PromptLines.above(state, scene) {
                frame.put(line, x: 1, y: y, limit: frame.width - 2)
                y += 1
            }
            draw(prompt, state, scene, into: &frame, y: y)
            y += 1
        }
        frame.put(keys(state, width: frame.width - 2), x: 1, y: y, limit: frame.width - 2)
    }

    // MARK: Keys

    /// How the keys that give orders name their target.
    enum Naming: CaseIterable {
        /// `p pauses api  R rolls back api`.
        case each
        /// `api: p pause, R roll back`.
        case once
        /// `p pause  R roll back`; the name is in the lines above.
        case above
    }

    /// The keys with their titles, as many as fit. The least important keys are left out first; the target of a key
    /// never is.
    static func keys(_ state: ScreenState, width: Int) -> Line {
        let all = KeyTable.bindings(state).filter { !$0.title.isEmpty && $0.isOffered(state) }
        // Before a shorter naming, drop only the keys for windows and sections; the other keys matter more than the
        // names.
        for (naming, most) in [(Naming.each, 4), (.once, dispensable.count)] {
            for dropped in 0...most {
                let line = line(without(dropped, of: all), state, naming)
                if line.width <= width { return line }
            }
        }
        return line(without(dispensable.count, of: all), state, .once)
    }

    /// The keys without the given number of least important groups.
    static func without(_ groups: Int, of bindings: [KeyBinding]) -> [KeyBinding] {
        let dropped = dispensable.prefix(groups).reduce(into: Set<Action>()) { $0.formUnion($1) }
        return bindings.filter { !dropped.contains($0.action) }
    }

    /// The number of groups that can be left out.
    static var groups: Int { dispensable.count }

    /// The keys in one line of any length.
    static func line(_ bindings: [KeyBinding], _ state: ScreenState, _ naming: Naming) -> Line {
        var line = Line()
        var isNamed = false
        for binding in bindings {
            let item = item(binding, state, naming)
            guard naming == .once, let aim = binding.aim(state) else {
                line.join(item, by: "  ")
                continue
            }
            if isNamed {
                line.add(", ", .dim)
            } else {
                line.join("\(name(state.present?.name ?? aim.name)): ", .title, by: "  ")
            }
            isNamed = true
            line.add(item)
        }
        return line
    }

    private static let dispensable: [Set<Action>] = [
        [.window(.quarter), .window(.hour), .window(.sixHours)], [.next, .timeline], [.order], [.command],
        [.filter, .eventServices], [.freeze], [.snapshot], [.open],
        [.toHeadline], [.advance],
    ]

    private static func item(_ binding: KeyBinding, _ state: ScreenState, _ naming: Naming) -> Line {
        let isHindered = binding.disabledReason(state) != nil
        let isChosen = binding.action == .window(state.window)
        let label = state.isUTF8 ? binding.label : asciiLabel(binding.label)
        var line = Line(label, isHindered ? .disabled : .key)
        var title = binding.titleNow(state) ?? binding.title
        if naming != .each, let brief = binding.brief { title = brief }
        if let aim = binding.aim(state) {
            title = naming == .each ? "\(aim.verb) \(name(aim.name))" : aim.short
            // A group that moves as one has another name than the service named before.
            if naming != .each, aim.name != state.present?.name { title += " \(name(aim.name))" }
        }
        line.add(" " + title, isHindered ? .disabled : isChosen ? .focus : .dim)
        return line.clicked(binding.keys.first.map(ClickTarget.key))
    }

    private static func name(_ name: String) -> String { Fit.cut(Sanitizer.text(name), to: 12) }

    /// The label in ASCII: names instead of the signs for arrows and Enter.
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
        case .command(let text, _): drawTyped(":", .title, text, after: "", into: &frame, y: y)
        case .reason(let service, let text):
            let isStored = state.posted[service] == nil
            let name = Fit.cut(Sanitizer.text(service), to: 20)
            drawTyped(
                " \(name) \(isStored ? "PAUSED" : "PAUSING") ", .paused, text, ask: " why? ", after: "", into: &frame,
                y: y)
        case .resume(let service, _):
            frame.put(PromptLines.resume(service, state, scene?.live), x: 1, y: y, limit: frame.width - 2)
        case .confirm(let confirm):
            let wanted = Fit.cut(confirm.wanted, to: frame.width / 2)
            // If rules refuse the step, the name alone does not confirm it.
            let isRefused = confirm.kind == .advance && !confirm.refused.isEmpty
            let ask = isRefused ? "\(wanted)! to confirm all the same" : "\(wanted) to confirm"
            drawTyped(
                confirm.kind == .advance ? " ADVANCE " : " ROLL BACK ", .paused, confirm.typed,
                ask: " type \(ask), Esc leaves: ", after: "", into: &frame, y: y)
        }
    }

    private static func total(_ state: ScreenState) -> String {
        let count = (state.held?.board ?? state.board)?.services.count ?? 0
        return NumberWords.count(count, "service")
    }

    /// Draws a line to type in. The end of the text stays visible, with the cursor after it.
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
