package import Model

extension ScreenState {
    /// What a key does to the state, and what the loop must do for it.
    ///
    /// A key that has no effect now leaves a notice that says why; a key without a meaning does nothing.
    package mutating func handle(_ key: Key, at now: Moment) -> [Effect] {
        guard let binding = KeyTable.binding(of: key, in: self) else {
            if KeyTable.isRemoved(key, in: self) {
                // Whoever presses it must not believe that it was heard.
                notice = Notice(text: "nothing was ordered: this screen is READ ONLY", isFailure: true)
                return []
            }
            edit(key)
            return []
        }
        notice = nil
        if let hindrance = binding.hindrance(self) {
            notice = Notice(text: "\(binding.label): \(hindrance)", isFailure: false)
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
        case .open: open()
        case .back: goBack()
        case .help: (paneBehindHelp, pane, helpTop) = (pane, .help, 0)
        case .pauseOrResume: return pauseOrResume(at: now)
        case .rollBack: prompt = present.map { .rollBack(Confirm(service: $0.name)) }
        case .confirm: return resume(at: now)
        case .confirmRollBack: return rollBack(at: now)
        case .refuse, .skipReason, .keepFilter: prompt = nil
        case .storeReason: return storeReason()
        case .filter: prompt = .filter(before: filter)
        case .dropFilter: dropFilter()
        case .window(let window): return show(window)
        case .next: turn(by: 1)
        case .previous: turn(by: -1)
        case .freeze: held = held == nil ? board.map { Held(board: $0, at: now) } : nil
        case .snapshot: return [.snapshot]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return [.quit]
        }
        return []
    }

    // MARK: Orders

    private mutating func pauseOrResume(at now: Moment) -> [Effect] {
        guard let service = present else { return [] }
        if service.pause != nil {
            prompt = .resume(service: service.name)
            return []
        }
        chosen = service.name
        post(.pause, service.name, at: now)
        prompt = .reason(service: service.name, text: "")
        return [.post(OrderRequest(kind: .pause, service: service.name))]
    }

    private mutating func storeReason() -> [Effect] {
        guard case .reason(let service, let text) = prompt else { return [] }
        prompt = nil
        let reason = Clean.text(text)
        guard !reason.isEmpty else { return [] }
        let pause = board?.services.first { $0.name == service }?.pause
        return [.post(OrderRequest(kind: .annotate, service: service, reason: reason, about: pause?.order))]
    }

    private mutating func resume(at now: Moment) -> [Effect] {
        guard case .resume(let service) = prompt else { return [] }
        prompt = nil
        guard board?.services.first(where: { $0.name == service })?.pause != nil else {
            notice = Notice(text: "\(Clean.text(service)) was resumed already, by somebody else", isFailure: false)
            return []
        }
        post(.resume, service, at: now)
        return [.post(OrderRequest(kind: .resume, service: service))]
    }

    /// Posts the roll back whose service was typed; anything else that was typed leaves the question where it is.
    private mutating func rollBack(at now: Moment) -> [Effect] {
        guard case .rollBack(let confirm) = prompt else { return [] }
        guard let confirmed = Confirmed(confirm) else {
            let typed = confirm.typed.isEmpty ? "" : "“\(confirm.typed)” is not \(confirm.wanted): "
            notice = Notice(
                text: "\(typed)nothing was ordered; type \(confirm.wanted), or leave with Esc", isFailure: true)
            return []
        }
        prompt = nil
        guard let service = board?.services.first(where: { $0.name == confirmed.service }) else {
            notice = Notice(text: "\(confirm.wanted) is no service any more: nothing was ordered", isFailure: true)
            return []
        }
        if let hindrance = RollBackWarning.hindrance(service) {
            notice = Notice(text: "\(confirm.wanted): \(hindrance)", isFailure: false)
            return []
        }
        chosen = confirmed.service
        post(.rollBack, confirmed.service, at: now)
        return [.post(OrderRequest(confirmed))]
    }

    // MARK: Moving

    /// More rows than anything has.
    private static let far = 1_000_000

    private mutating func move(by rows: Int, at now: Moment) {
        switch pane {
        case .overview:
            let names = shown.map(\.name)
            guard let index = names.firstIndex(where: { $0 == selected?.name }) else { return }
            chosen = names[min(max(0, index + rows), names.count - 1)]
        case .service:
            guard let scene = Scene(self, at: now) else { return }
            let last = ServicePane.lastTop(section, scene)
            scroll[section] = min(max(0, (scroll[section] ?? 0) + rows), last)
        case .help:
            helpTop = min(max(0, helpTop + rows), HelpPane.lastTop(self))
        }
    }

    private mutating func open() {
        chosen = selected?.name
        pane = .service
        scroll = [:]
    }

    private mutating func goBack() {
        pane = pane == .help ? paneBehindHelp : .overview
    }

    private mutating func turn(by step: Int) {
        if pane == .service {
            let count = Section.allCases.count
            section = Section.allCases[(section.rawValue + step + count) % count]
        } else if let selected {
            firstGraph = GraphKind.turn(firstGraph, by: step, of: selected, width: width)
        }
    }

    private mutating func show(_ window: Window) -> [Effect] {
        guard window != self.window else { return [] }
        self.window = window
        return [.read(window)]
    }

    // MARK: Typing

    private mutating func dropFilter() {
        guard case .filter(let before) = prompt else { return }
        filter = before
        prompt = nil
    }

    /// Keys that the table does not know are text where text is typed.
    private mutating func edit(_ key: Key) {
        switch prompt {
        case .filter: Self.edit(&filter, key)
        case .reason(let service, var text):
            Self.edit(&text, key)
            prompt = .reason(service: service, text: text)
        case .rollBack(var confirm):
            Self.edit(&confirm.typed, key)
            prompt = .rollBack(confirm)
        case .resume, nil: break
        }
    }

    /// Longest text that can be typed; the store's reason and one line of the screen are enough for no more.
    private static let longest = 200

    private static func edit(_ text: inout String, _ key: Key) {
        switch key {
        case .character(let character):
            guard text.count < longest, character == " " || Clean.text(String(character)) == String(character) else {
                return
            }
            text.append(character)
        case .backspace: if !text.isEmpty { text.removeLast() }
        case .ctrl("u"): text = ""
        case .ctrl("w"):
            while text.last == " " { text.removeLast() }
            while let last = text.last, last != " " { text.removeLast() }
        default: break
        }
    }
}
