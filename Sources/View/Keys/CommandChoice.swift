import Model

/// What the command line opened by `:` offers: what keys do, by name; the tabs of a service's page; the services.
struct CommandChoice {
    enum Target {
        case key(KeyBinding)
        case tab(PageState.Tab)
        case service(String)
    }

    var name: String
    /// The key that does the same, or what it is.
    var remark: String
    var target: Target

    /// All choices of the pane behind the command line.
    static func all(_ state: ScreenState) -> [CommandChoice] {
        var pane = state
        pane.prompt = nil
        var actions: Set<Action> = []
        // Some actions have two rows in the table.
        let keys = KeyTable.bindings(pane).filter { actions.insert($0.action).inserted }.compactMap { binding in
            binding.action.command.map { CommandChoice(name: $0, remark: binding.label, target: .key(binding)) }
        }
        let tabs = PageState.Tab.allCases.filter { $0 != .why }.map {
            CommandChoice(name: "\($0)", remark: "tab", target: .tab($0))
        }
        let services = (state.held?.board ?? state.board)?.services ?? []
        return keys + (services.isEmpty ? [] : tabs)
            + services.map {
                CommandChoice(name: Sanitizer.text($0.name), remark: "service", target: .service($0.name))
            }
    }

    /// Those whose name begins with the text, then those that contain it; all for an empty text.
    static func matching(_ text: String, _ state: ScreenState) -> [CommandChoice] {
        let wanted = text.lowercased().split(separator: " ").joined(separator: " ")
        let all = all(state)
        guard !wanted.isEmpty else { return all }
        let (first, rest) = (
            all.filter { $0.name.lowercased().hasPrefix(wanted) },
            all.filter { !$0.name.lowercased().hasPrefix(wanted) }
        )
        return first + rest.filter { $0.name.lowercased().contains(wanted) }
    }

    /// `pause p · page down PgDn · …` with the chosen one marked, from it on as many as fit.
    static func line(_ text: String, chosen: Int, _ state: ScreenState, columns: Int) -> Line {
        let choices = matching(text, state)
        guard !choices.isEmpty else { return Line("nothing has “\(text)” in its name", .warn) }
        var line = Line()
        for (index, choice) in choices.enumerated().dropFirst(chosen) {
            var next = line
            next.join(Line(Fit.cut(choice.name, to: 24), index == chosen ? .focus : .text), by: "   ")
            next.add(" \(state.isUTF8 ? choice.remark : Footer.asciiLabel(choice.remark))", .dim)
            if next.width > columns - 6, index > chosen {
                line.add("   +\(choices.count - index)", .dim)
                break
            }
            line = next
        }
        return line
    }
}

extension Action {
    /// Its name on the command line; `nil` for what only a key does.
    var command: String? {
        switch self {
        case .pauseOrResume: "pause or resume"
        case .advance: "advance"
        case .rollBack: "roll back"
        case .renew: "I am here"
        case .open: "open"
        case .back: "back"
        case .help: "help"
        case .toHeadline: "headline"
        case .why: "why"
        case .order: "sort"
        case .filter: "filter"
        case .clearFilter: "all services"
        case .window(let window): "graphs of \(window.title)"
        case .next: "next"
        case .previous: "previous"
        case .freeze: "freeze or go on"
        case .snapshot: "snapshot"
        case .copy: "copy the headline"
        case .theme: "theme"
        case .redraw: "redraw"
        case .suspend: "suspend"
        case .quit: "quit"
        default: nil
        }
    }
}

extension ScreenState {
    /// What is typed on the command line changes what is offered, so the first offer is chosen again.
    mutating func edit(command text: String) { prompt = .command(text: text, chosen: 0) }

    /// Moves the choice on the command line.
    mutating func choose(by step: Int) {
        guard case .command(let text, let chosen) = prompt else { return }
        let count = CommandChoice.matching(text, self).count
        guard count > 0 else { return }
        prompt = .command(text: text, chosen: (chosen + step + count) % count)
    }

    /// Does what is chosen. Orders ask as their keys do.
    mutating func runCommand(at now: Moment) -> [Effect] {
        guard case .command(let text, let chosen) = prompt else { return [] }
        let choices = CommandChoice.matching(text, self)
        prompt = nil
        guard choices.indices.contains(chosen) else {
            notice = Notice(text: "nothing has “\(text)” in its name; : and nothing else shows all", isFailure: false)
            return []
        }
        switch choices[chosen].target {
        case .key(let binding): return perform(binding, key: nil, at: now)
        case .service(let name): show(service: name, at: now)
        case .tab(let tab):
            if let name = selected?.name { show(tab: tab, of: name, at: now) }
        }
        return []
    }

    /// Opens a tab of a service's page.
    mutating func show(tab: PageState.Tab, of name: String, at now: Moment) {
        show(service: name, at: now)
        page.tab = tab
    }

    /// Opens the page of a service, also of one that the filter hides.
    private mutating func show(service name: String, at now: Moment) {
        if shown.allSatisfy({ $0.name != name }) { filter = "" }
        let isOther = chosen != name || pane == .overview
        (chosen, pane) = (name, .service)
        if isOther { beginPage(at: now) }
    }
}
