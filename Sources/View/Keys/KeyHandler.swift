package import Model

extension ScreenState {
    /// Changes the state for a key; returns what the loop must do.
    ///
    /// A key that has no effect now leaves a notice with the reason. An unknown key in a pane says so.
    package mutating func handle(_ key: Key, at now: Moment) -> [Effect] {
        // A new key removes the notice that explains why the last key had no effect.
        if notice?.key != nil { notice = nil }
        guard let binding = KeyTable.binding(of: key, in: self) else {
            if KeyTable.isRemoved(key, in: self) {
                // Without a notice, the operator could think that the key worked.
                notice = Notice(text: "nothing was ordered: this screen is READ ONLY", isFailure: true)
                return []
            }
            if prompt == nil, notice?.isUnknownKey ?? true { tellUnknown(key) }
            edit(key, at: now)
            return []
        }
        notice = nil
        return perform(binding, key: key, at: now)
    }

    /// Does what a binding says, or leaves a notice why not.
    mutating func perform(_ binding: KeyBinding, key: Key?, at now: Moment) -> [Effect] {
        if let disabledReason = binding.disabledReason(self) {
            notice = Notice(text: "\(binding.label): \(disabledReason)", isFailure: false, key: key)
            return []
        }
        if binding.changes, let sentence = tooSmall(for: binding.action, at: now) {
            notice = Notice(text: sentence, isFailure: true)
            return []
        }
        return act(binding.action, at: now)
    }

    private mutating func act(_ action: Action, at now: Moment) -> [Effect] {
        switch action {
        case .up: move(by: -1, at: now)
        case .down: move(by: 1, at: now)
        case .pageUp: move(by: -10, at: now)
        case .pageDown: move(by: 10, at: now)
        case .first: move(by: -Self.far, at: now)
        case .last: move(by: Self.far, at: now)
        case .open: open(at: now)
        case .back: goBack()
        case .timeline: showTimeline()
        case .eventKinds, .eventServices: narrowTimeline(action)
        case .toHeadline: goToHeadline(at: now)
        case .command: prompt = .command(text: "", chosen: 0)
        case .runCommand: return runCommand(at: now)
        case .nextChoice: choose(by: 1)
        case .previousChoice: choose(by: -1)
        case .why:
            if let name = selected?.name { show(tab: .why, of: name, at: now) }
        case .order: sortAgain(isOutOfOrder ? order : order.following)
        case .help: (paneBehindHelp, pane, helpTop) = (pane, .help, 0)
        case .pauseOrResume: return pauseOrResume(at: now)
        case .advance: askToAdvance(at: now)
        case .rollBack: prompt = present.map { .confirm(Confirm(service: $0.name)) }
        case .confirm: return resume(at: now)
        case .confirmAdvance, .confirmRollBack: return orderConfirmed(at: now)
        case .confirmInSteps: return orderConfirmed(at: now, pace: .inSteps)
        case .renew: return renewDeadMen(at: now)
        case .refuse, .skipReason, .keepFilter: prompt = nil
        case .storeReason: return storeReason()
        case .filter: prompt = .filter(before: filter)
        case .dropFilter: dropFilter()
        case .clearFilter: filter = ""
        case .window(let window): return show(window)
        case .next: turn(by: 1)
        case .previous: turn(by: -1)
        case .graphMode: graphMode = graphMode.next
        case .freeze: held = held == nil ? board.map { FrozenPicture(board: $0, at: now) } : nil
        case .snapshot: return [.snapshot(reason: "")]
        case .copy:
            guard let scene = Scene(self, at: now) else { return [] }
            return [.copy("\(Sign(scene.headline.level).text)  \(HeadlineBand.sentence(scene))")]
        case .theme: return [.theme]
        case .mouse: return turnMouse()
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return [.quit]
        }
        return []
    }

    // MARK: Moving

    /// More rows than any pane has.
    private static let far = 1_000_000

    private mutating func move(by rows: Int, at now: Moment) {
        switch pane {
        case .overview:
            let names = shown.map(\.name)
            guard let index = names.firstIndex(where: { $0 == selected?.name }) else { return }
            chosen = names[min(max(0, index + rows), names.count - 1)]
        case .service, .full: movePage(by: rows, at: now)
        case .help:
            helpTop = min(max(0, helpTop + rows), HelpPane.lastTop(self))
        }
    }

    mutating func open(at now: Moment) {
        if pane == .full {
            page.isEventOpen = true
            return
        }
        if pane == .service {
            page.isFromOverview = false
            page.isOfAll = false
            page.event = nil
            pane = .full
            return
        }
        chosen = selected?.name
        pane = .service
        beginPage(at: now)
    }

    private mutating func goToHeadline(at now: Moment) {
        chosen = headlined
        if shown.allSatisfy({ $0.name != headlined }) { filter = "" }
        sortAgain(order)
        beginPage(at: now)
    }

    private mutating func goBack() {
        switch pane {
        case .help: pane = paneBehindHelp
        case .full where page.isEventOpen: page.isEventOpen = false
        case .full: pane = page.isFromOverview ? .overview : .service
        case .overview, .service: pane = .overview
        }
    }

    private mutating func turn(by step: Int) {
        if pane == .service || pane == .full {
            page.turn(by: step)
        } else if let selected {
            firstGraph = GraphKind.turn(firstGraph, by: step, of: selected, width: width)
        }
    }

    private mutating func turnMouse() -> [Effect] {
        isMouseOn.toggle()
        let words =
            isMouseOn ? "mouse on" : "mouse off: the terminal selects text by itself; m turns the mouse on again"
        notice = Notice(text: words, isFailure: false)
        return [.mouse(isMouseOn)]
    }

    private mutating func show(_ window: Window) -> [Effect] {
        guard window != self.window else { return [] }
        self.window = window
        return [.read(window)]
    }

    // MARK: Typing

    /// Says that a key does nothing here. Another notice is not taken away for it.
    private mutating func tellUnknown(_ key: Key) {
        notice = Notice(text: "\(key.name) does nothing here; ? lists the keys, : finds them by name", isFailure: false)
        notice?.isUnknownKey = true
    }

    private mutating func dropFilter() {
        guard case .filter(let before) = prompt else { return }
        filter = before
        prompt = nil
    }

    /// Adds a key that the table does not know to the text of the open prompt.
    private mutating func edit(_ key: Key, at now: Moment) {
        // Ignore keys while the screen is too small to show the question.
        if let prompt, !isReadable(prompt, at: now) { return }
        switch prompt {
        case .filter: Self.edit(&filter, key)
        case .command(var text, _):
            Self.edit(&text, key)
            edit(command: text)
        case .reason(let service, var text):
            Self.edit(&text, key)
            prompt = .reason(service: service, text: text)
        case .confirm(var confirm):
            Self.edit(&confirm.typed, key)
            prompt = .confirm(confirm)
        // Close the question, so that a `y` inside a word meant for something else does not answer it.
        case .resume: if case .character = key { prompt = nil }
        case nil: break
        }
    }

    private static func edit(_ text: inout String, _ key: Key) {
        switch key {
        case .character(let character):
            // The limit for a reason applies to every typed text.
            let longer = text + String(character)
            guard OrderLimits.takes(reason: longer),
                character == " " || Sanitizer.text(String(character)) == String(character)
            else { return }
            text = longer
        case .backspace: if !text.isEmpty { text.removeLast() }
        case .ctrl("u"): text = ""
        case .ctrl("w"):
            while text.last == " " { text.removeLast() }
            while let last = text.last, last != " " { text.removeLast() }
        default: break
        }
    }
}
