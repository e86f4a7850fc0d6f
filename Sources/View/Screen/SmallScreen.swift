import Model

/// The screen below the least size, such as a telephone's terminal: the sign, the headline, the selected service, the
/// keys for orders, and their questions. These keys act here as everywhere, so their questions must be complete.
enum SmallScreen {
    static func draw(_ state: ScreenState, _ scene: Scene?, at now: Moment, into frame: inout Frame) {
        guard frame.height > 0 else { return }
        var y = drawSigns(state, scene, into: &frame)
        let foot = foot(state, scene, at: now)
        let top = max(y, frame.height - foot.count)
        for line in notice(state, most: top - y) {
            frame.put(line, x: 0, y: y)
            y += 1
        }
        if let scene {
            for line in DeadManBar.lines(scene, width: frame.width) where y < top && frame.height > 2 {
                frame.put(line, x: 0, y: y)
                y += 1
            }
            for line in Fit.wrap(HeadlineBand.sentence(scene), columns: frame.width, most: max(0, top - y)) {
                frame.put(line, x: 0, y: y, role: .title)
                y += 1
            }
        }
        for (row, line) in foot.enumerated() where top + row < frame.height { frame.put(line, x: 0, y: top + row) }
        if let prompt = state.prompt { drawAnswer(prompt, state, scene, into: &frame) }
    }

    /// The mark of a simulated world, and the general sign. Returns the next row.
    private static func drawSigns(_ state: ScreenState, _ scene: Scene?, into frame: inout Frame) -> Int {
        var x = 0
        if let simulation = SimulationMark(state) {
            x = frame.put(simulation.text, x: 0, y: 0, role: .simulated) + 2
        }
        if let scene {
            let sign = Sign(scene.headline.level)
            x = frame.put(sign.text, x: x, y: 0, role: sign.role) + 2
        }
        if state.held != nil { x = frame.put("■ FROZEN", x: x, y: 0, role: .frozen) + 2 }
        if state.readOnly { x = frame.put("READ ONLY", x: x, y: 0, role: .warn) + 2 }
        return x > 0 ? 1 : 0
    }

    private static func notice(_ state: ScreenState, most: Int) -> [Line] {
        guard let notice = state.notice, most > 0 else { return [] }
        let text = (notice.isFailure ? "▲ " : "") + Sanitizer.text(notice.text)
        return Fit.wrap(text, columns: state.width, most: min(3, most)).map {
            Line($0, notice.isFailure ? .worse : .title)
        }
    }

    /// The last lines, as many as there are rows: the question with an empty line for its answer; or the selected
    /// service, the keys for it, and that the screen is too small for the rest.
    private static func foot(_ state: ScreenState, _ scene: Scene?, at now: Moment) -> [Line] {
        let size = "\(ScreenState.least.width)×\(ScreenState.least.height), have \(state.width)×\(state.height)"
        if let prompt = state.prompt {
            let small = SmallPrompt(prompt, state, scene?.live)
            guard small.fits else {
                let text = "too small to ask, so nothing is ordered: need \(size). Esc leaves"
                return Fit.wrap(text, columns: state.width, most: max(1, state.height - 1)).map { Line($0, .warn) }
            }
            return small.rows.map { Line($0, .warn) } + (small.typed == nil ? [] : [Line()])
        }
        let keys = keys(state, at: now)
        let need = Line(keys.isEmpty ? "too small: need \(size)" : "too small for more: need \(size)", .dim)
        guard let scene, state.height > 2, !keys.isEmpty else { return [need] }
        let shown = isNamed(state) ? scene.selected.map { [service($0, scene)] } ?? [] : []
        return shown + [keys] + (state.height > 5 ? [need] : [])
    }

    /// `▸api 25 % on new · PAUSED by mika 14:03:22`.
    private static func service(_ service: Service, _ scene: Scene) -> Line {
        var line = Line("▸\(Fit.cut(scene.name(service), to: 20))", .focus)
        if service.configuration.split != nil {
            let share = scene.figure(scene.board.appliedShare(of: service), .weight)
            line.add(" \(share.text)", share.role)
            line.add(" % on new", .text)
        }
        line.join(PhaseLine.phase(service, scene, stays: false))
        return line
    }

    /// Whether there is a row for the service that keys act on.
    private static func isNamed(_ state: ScreenState) -> Bool { state.height > 4 }

    /// The keys that order something here and can be asked about, as many as fit whole, with whom they mean.
    private static func keys(_ state: ScreenState, at now: Moment) -> Line {
        let bindings = KeyTable.bindings(state).filter { binding in
            if binding.action == .back { return state.pane == .help }
            if binding.action == .toHeadline { return binding.isOffered(state) }
            return binding.changes && binding.isOffered(state) && binding.disabledReason(state) == nil
                && state.tooSmall(for: binding.action, at: now) == nil
        }
        let namings: [Footer.Naming] = isNamed(state) ? [.each, .once, .above] : [.each, .once]
        for naming in namings {
            let line = Footer.line(bindings, state, naming)
            if line.width <= state.width { return line }
        }
        // What does not fit goes, one key after the other, that which sends more to new before what holds or goes back.
        let shortest = namings.last ?? .once
        let fitting = Footer.without(Footer.groups, of: bindings).reduce(into: [KeyBinding]()) { fitting, binding in
            let line = Footer.line(fitting + [binding], state, shortest)
            if line.width <= state.width || fitting.isEmpty { fitting.append(binding) }
        }
        return Footer.line(fitting, state, shortest)
    }

    /// The end of the typed text stays visible, with the cursor after it.
    private static func drawAnswer(
        _ prompt: ScreenState.Prompt, _ state: ScreenState, _ scene: Scene?, into frame: inout Frame
    ) {
        let small = SmallPrompt(prompt, state, scene?.live)
        guard small.fits, let typed = small.typed else { return }
        let y = frame.height - 1
        let x = frame.put("›", x: 0, y: y, role: .title)
        var kept = typed
        while Width.of(kept) > frame.width - x - 1 { kept.removeFirst() }
        frame.cursor = (frame.put(kept, x: x, y: y, role: .input), y)
    }
}
