import Model

/// One row of the key table: keys, label, where they work and what they do.
package struct KeyBinding: Sendable {
    package var keys: [Key]
    /// The name of the keys in the footer, in the help and in the page of keys (Keys.md).
    package var label: String
    /// One or two words for the footer; empty if the footer does not show the key.
    package var title: String
    /// A shorter title for a narrow footer; `nil` to keep the title.
    var brief: String?
    /// Text for the help and the page of keys.
    package var help: String
    package var places: [KeyContext]
    package var action: Action
    /// Whether it changes something for others. Such keys do not exist with `--read-only`.
    package var changes = false
    /// What must be there for the key to exist.
    var need: Need = .nothing
    /// Says why the key has no effect now; `nil` when it has one.
    package var disabledReason: @Sendable (ScreenState) -> String? = { _ in nil }
    /// Whether the footer shows the key now. It leaves out keys that cannot work in the present state.
    var isOffered: @Sendable (ScreenState) -> Bool = { _ in true }
    /// Another title for the footer in some states; `nil` for the usual title.
    var titleNow: @Sendable (ScreenState) -> String? = { _ in nil }
    /// The target of the key and what it does; the footer shows both. `nil` for keys without a target.
    var aim: @Sendable (ScreenState) -> Aim? = { _ in nil }

    /// The target of a key and what the key does to it.
    struct Aim: Equatable {
        /// The service or group, as named on the screen.
        var name: String
        /// The verb before the name: `pauses`.
        var verb: String
        /// The verb without the name: `pause`.
        var short: String
    }

    /// A condition for a key to exist.
    enum Need: Sendable {
        case nothing
        /// A process carries out roll backs.
        case rollBack
        /// A process carries out the steps of a plan.
        case steering
        /// A process carries out the steps of a plan, and a dead man's switch runs.
        case countdown

        func isMet(in state: ScreenState) -> Bool {
            switch self {
            case .nothing: true
            case .rollBack: state.canRollBack
            case .steering: state.canSteer
            case .countdown: state.canSteer && !state.countdowns.isEmpty
            }
        }
    }
}

/// The only table of keys. Dispatch, footer, help and the test of the page of keys read it.
package enum KeyTable {
    private static let panes: [KeyContext] = [.overview, .service, .full]

    /// All keys, in the order of the footer and the help.
    package static let all: [KeyBinding] = orders + moves + pictures + answers + always

    /// The bindings that exist in the state's pane or prompt.
    package static func bindings(_ state: ScreenState) -> [KeyBinding] {
        all.filter { $0.places.contains(state.place) && exists($0, in: state) }
    }

    /// Whether a key exists: not if it changes something on a read-only screen, nor if its need is not met.
    static func exists(_ binding: KeyBinding, in state: ScreenState) -> Bool {
        !(binding.changes && state.readOnly) && binding.need.isMet(in: state)
    }

    /// Whether any key does the action in a state.
    static func offers(_ action: Action, in state: ScreenState) -> Bool {
        all.contains { $0.action == action && exists($0, in: state) }
    }

    /// The binding of a key; `nil` if the key does nothing here.
    package static func binding(of key: Key, in state: ScreenState) -> KeyBinding? {
        bindings(state).first { $0.keys.contains(key) }
    }

    /// Whether the read-only screen removed a key that would change something here.
    static func isRemoved(_ key: Key, in state: ScreenState) -> Bool {
        var writable = state
        writable.readOnly = false
        return state.readOnly && bindings(writable).contains { $0.changes && $0.keys.contains(key) }
    }

    /// The table as Markdown, for the page of keys.
    package static var markdown: String {
        let rows = all.map { binding in
            "| \(label(binding)) | \(places(binding)) | \(binding.help) |"
        }
        return (["| key | where | what it does |", "|---|---|---|"] + rows).joined(separator: "\n")
    }

    private static func label(_ binding: KeyBinding) -> String {
        binding.label.split(separator: " ").map { "`\($0)`" }.joined(separator: " ")
    }

    private static func places(_ binding: KeyBinding) -> String {
        let places =
            Set(binding.places) == Set(KeyContext.allCases)
            ? "everywhere" : binding.places.map(\.rawValue).joined(separator: ", ")
        guard !Set(binding.places).isDisjoint(with: panes) else { return places }
        return switch binding.need {
        case .nothing: places
        case .rollBack: places + ", where roll back is offered"
        case .steering: places + ", where steps are offered"
        case .countdown: places + ", while an automatic roll back is near"
        }
    }

    private static let orders = [
        KeyBinding(
            keys: [.character("p")], label: "p", title: "pause",
            help: "Pauses the selected service at once, without a question; after a moment a reason may be typed. "
                + "On a paused service it says who holds it and why, and asks whether to resume.",
            places: panes, action: .pauseOrResume, changes: true,
            disabledReason: { state in
                guard let service = state.present else { return "no service is selected" }
                // An order on its way prevents a pause only if it is not an advance.
                guard let posted = state.posted[service.name], posted.kind != .advance else { return nil }
                return "the \(posted.kind.words) of \(Sanitizer.text(service.name)) is on its way to the store"
            },
            aim: { state in
                state.present.map {
                    $0.pause == nil
                        ? KeyBinding.Aim(name: $0.name, verb: "pauses", short: "pause")
                        : KeyBinding.Aim(name: $0.name, verb: "resumes", short: "resume")
                }
            }),
        KeyBinding(
            keys: [.character("n")], label: "n", title: "advance",
            help: "Orders the next step of the plan for the selected service and those that move with it. Says what is "
                + "sent, what that means and which rules refuse it, and wants the name typed; `name!` sets the shown "
                + "rules aside.",
            places: panes, action: .advance, changes: true, need: .steering,
            disabledReason: { state in
                guard let service = state.present else { return "no service is selected" }
                return NextStep.disabledReason(service, state)
            },
            isOffered: { state in state.present.map { $0.pause == nil && $0.isSteered } ?? true },
            aim: { state in
                state.present.map {
                    KeyBinding.Aim(
                        name: state.groups.moving($0.name)?.name ?? $0.name, verb: "advances", short: "advance")
                }
            }),
        KeyBinding(
            keys: [.character("R")], label: "R", title: "roll back",
            help:
                "Rolls the selected service back: all its traffic to old, at once. Says what that means, and wants the "
                + "service's name typed; the name and Tab go in the steps that old was seen to carry. A snapshot is "
                + "taken by itself.",
            places: panes, action: .rollBack, changes: true, need: .rollBack,
            disabledReason: { state in
                guard let service = state.present else { return "no service is selected" }
                if state.posted[service.name]?.kind == .rollBack {
                    return "the roll back of \(Sanitizer.text(service.name)) is on its way to the store"
                }
                return RollBackWarning.disabledReason(service)
            },
            isOffered: { $0.present.map { $0.configuration.split != nil } ?? true },
            aim: { state in
                state.present.map { KeyBinding.Aim(name: $0.name, verb: "rolls back", short: "roll back") }
            }),
        KeyBinding(
            keys: [.character("d")], label: "d", title: "I am here", brief: "I am here",
            help: "Says that somebody is here: the time until the automatic roll back begins anew.",
            places: panes + [.help], action: .renew, changes: true, need: .countdown),
    ]

    private static let noTimeline: @Sendable (ScreenState) -> String? = { state in
        state.page.tab == .timeline ? nil : "only the timeline has this; Tab goes on to it"
    }

    private static let moves = [
        KeyBinding(
            keys: [.enter], label: "⏎", title: "detail", help: "Opens the selected service.",
            places: [.overview], action: .open,
            disabledReason: { $0.selected == nil ? "no service is selected" : nil }),
        KeyBinding(
            keys: [.enter], label: "⏎", title: "whole tab", help: "Shows the tab on the whole screen.",
            places: [.service], action: .open),
        KeyBinding(
            keys: [.enter], label: "⏎", title: "whole event",
            help: "Shows all that is stored of the chosen line of the timeline, with its evidence.",
            places: [.full], action: .open,
            disabledReason: { state in
                guard state.page.tab == .timeline else { return "there is no more to show" }
                return state.page.isEventOpen ? "this is all that is stored" : nil
            },
            isOffered: { $0.page.tab == .timeline && !$0.page.isEventOpen }),
        KeyBinding(
            keys: [.character("t")], label: "t", title: "timeline",
            help:
                "Shows the timeline on the whole screen: of all services from the overview, else of the selected one.",
            places: [.overview, .service], action: .timeline,
            disabledReason: { $0.board == nil ? "there is no picture yet" : nil },
            isOffered: { $0.pane == .overview }),
        KeyBinding(
            keys: [.character("f")], label: "f", title: "kinds",
            help: "Timeline: shows only one kind of events, the next with each press: steps and orders, verdicts, "
                + "fleets, sources and program, all.",
            places: [.service, .full], action: .eventKinds, disabledReason: Self.noTimeline,
            isOffered: { $0.pane == .full && $0.page.tab == .timeline },
            titleNow: { $0.page.kinds == .all ? nil : $0.page.kinds.title }),
        KeyBinding(
            keys: [.character("F")], label: "F", title: "all services",
            help: "Timeline on the whole screen: of all services, or of the selected one.",
            places: [.full], action: .eventServices, disabledReason: Self.noTimeline,
            isOffered: { $0.page.tab == .timeline },
            titleNow: { state in
                state.page.isOfAll ? state.selected.map { "only \(Fit.cut(Sanitizer.text($0.name), to: 12))" } : nil
            }),
        KeyBinding(
            keys: [.escape, .backspace], label: "Esc", title: "back", help: "Goes back.",
            places: [.service, .full, .help], action: .back),
        KeyBinding(
            keys: [.character("!")], label: "!", title: "to the headline",
            help:
                "Goes to the service that the headline is about, and sorts anew. Until a service is selected by hand, the selection "
                + "goes there by itself.",
            places: panes, action: .toHeadline,
            disabledReason: { state in
                guard let name = state.headlined else { return "the headline is about no single service" }
                return name == state.selected?.name ? "\(Sanitizer.text(name)) is selected already" : nil
            },
            isOffered: { state in state.headlined.map { $0 != state.selected?.name } ?? false },
            titleNow: { state in state.headlined.map { "to \(Fit.cut(Sanitizer.text($0), to: 12))" } }),
        KeyBinding(
            keys: [.character("e")], label: "e", title: "",
            help: "Shows why: the evidence and the statistics behind the verdict of the selected service.",
            places: panes, action: .why,
            disabledReason: { $0.selected == nil ? "no service is selected" : nil }),
        KeyBinding(
            keys: [.up, .character("k")], label: "↑ k", title: "",
            help: "One up: a service, or a row of the numbers or of the whole tab.",
            places: panes + [.help], action: .up),
        KeyBinding(
            keys: [.down, .character("j")], label: "↓ j", title: "",
            help: "One down: a service, or a row of the numbers or of the whole tab.",
            places: panes + [.help], action: .down),
        KeyBinding(
            keys: [.pageUp, .ctrl("b")], label: "PgUp", title: "", help: "Ten up; on the page of a service in its tab.",
            places: panes + [.help], action: .pageUp),
        KeyBinding(
            keys: [.pageDown, .ctrl("f")], label: "PgDn", title: "",
            help: "Ten down; on the page of a service in its tab.",
            places: panes + [.help], action: .pageDown),
        KeyBinding(
            keys: [.home], label: "Home", title: "",
            help: "To the first; on the page of a service in its tab.",
            places: panes + [.help], action: .first),
        KeyBinding(
            keys: [.end, .character("G")], label: "End G", title: "",
            help: "To the last; on the page of a service in its tab.",
            places: panes + [.help], action: .last),
    ]

    private static let pictures = [
        KeyBinding(
            keys: [.character("s")], label: "s", title: "snapshot",
            help: "Writes a snapshot for the postmortem and shows its path.", places: panes, action: .snapshot,
            disabledReason: { $0.board == nil ? "there is nothing to write yet" : nil }),
        KeyBinding(
            keys: [.character(" ")], label: "Space", title: "freeze",
            help: "Freezes the picture, or lets it go on; the rollout and everybody else's screen are untouched.",
            places: panes, action: .freeze,
            disabledReason: { $0.board == nil ? "there is no picture yet" : nil },
            titleNow: { $0.held == nil ? nil : "go on" }),
        KeyBinding(
            keys: [.tab], label: "Tab", title: "graphs",
            help: "Overview: the next graphs. Page of a service: the next tab.", places: panes, action: .next,
            titleNow: { $0.pane == .overview ? nil : "next" }),
        KeyBinding(
            keys: [.backTab], label: "Shift+Tab", title: "", help: "The same, backwards.", places: panes,
            action: .previous),
        KeyBinding(
            keys: [.character("o")], label: "o", title: "order",
            help:
                "Sorts the services anew, each time otherwise: worst first, by name, most on new, most errors, slowest "
                + "p99, next step. Until then they keep their places.",
            places: [.overview], action: .order,
            isOffered: { $0.shown.count > 1 },
            titleNow: { $0.isOutOfOrder ? "sort again" : nil }),
        KeyBinding(
            keys: [.character("g")], label: "g", title: "",
            help: "Graphs show old and new as two lines; then new ÷ old; then two plots, old above new.",
            places: panes, action: .graphMode),
        KeyBinding(
            keys: [.character("1")], label: "1", title: "15m", help: "Graphs show the last 15 minutes.", places: panes,
            action: .window(.quarter)),
        KeyBinding(
            keys: [.character("2")], label: "2", title: "1h", help: "Graphs show the last hour.", places: panes,
            action: .window(.hour)),
        KeyBinding(
            keys: [.character("3")], label: "3", title: "6h", help: "Graphs show the last 6 hours.", places: panes,
            action: .window(.sixHours)),
        KeyBinding(
            keys: [.character("/")], label: "/", title: "filter",
            help: "Shows only services whose name contains a text.",
            places: [.overview], action: .filter),
        KeyBinding(
            keys: [.escape], label: "Esc", title: "all services",
            help: "Clears a kept filter: shows all services again.",
            places: [.overview], action: .clearFilter,
            disabledReason: { $0.filter.isEmpty ? "all services are shown" : nil },
            isOffered: { !$0.filter.isEmpty }),
        KeyBinding(
            keys: [.character(":")], label: ":", title: "command",
            help: "Finds what a key does, a tab or a service by a part of its name, and does it or goes there.",
            places: panes + [.help], action: .command),
    ]

    private static let answers = [
        KeyBinding(
            keys: [.enter], label: "⏎", title: "store the reason", help: "Stores the typed reason with the pause.",
            places: [.reason], action: .storeReason, changes: true),
        KeyBinding(
            keys: [.escape], label: "Esc", title: "no reason",
            help: "Leaves the pause without a reason; it stays paused.",
            places: [.reason], action: .skipReason),
        KeyBinding(
            keys: [.character("y")], label: "y", title: "resume", help: "Resumes the service.", places: [.resume],
            action: .confirm, changes: true),
        KeyBinding(
            keys: [.character("n"), .escape], label: "n Esc", title: "stay paused", help: "Leaves the service paused.",
            places: [.resume], action: .refuse),
        KeyBinding(
            keys: [.enter], label: "⏎", title: "advance",
            help: "Orders the step, if the name was typed, with a `!` behind it where rules refuse.",
            places: [.advance], action: .confirmAdvance, changes: true, need: .steering),
        KeyBinding(
            keys: [.escape], label: "Esc", title: "leave it", help: "Orders no step; the rollout stays where it is.",
            places: [.advance], action: .refuse, need: .steering),
        KeyBinding(
            keys: [.enter], label: "⏎", title: "roll back",
            help: "Rolls back at once, if the service's name was typed.",
            places: [.rollBack], action: .confirmRollBack, changes: true, need: .rollBack),
        KeyBinding(
            keys: [.tab], label: "Tab", title: "in steps",
            help: "Rolls back in the steps that old was seen to carry, if the service's name was typed.",
            places: [.rollBack], action: .confirmInSteps, changes: true, need: .rollBack),
        KeyBinding(
            keys: [.escape], label: "Esc", title: "leave it", help: "Orders nothing; all stays as it is.",
            places: [.rollBack], action: .refuse, need: .rollBack),
        KeyBinding(
            keys: [.enter], label: "⏎", title: "do it",
            help: "Does what is chosen, or goes there. Orders ask as after their keys.", places: [.command],
            action: .runCommand),
        KeyBinding(
            keys: [.tab, .down], label: "Tab ↓", title: "next", help: "Chooses the next offer.", places: [.command],
            action: .nextChoice),
        KeyBinding(
            keys: [.backTab, .up], label: "↑", title: "", help: "Chooses the one before.", places: [.command],
            action: .previousChoice),
        KeyBinding(
            keys: [.escape], label: "Esc", title: "leave it", help: "Does nothing.", places: [.command],
            action: .refuse),
        KeyBinding(
            keys: [.enter], label: "⏎", title: "keep", help: "Keeps the filter.", places: [.filter], action: .keepFilter
        ),
        KeyBinding(
            keys: [.escape], label: "Esc", title: "drop", help: "Drops what was typed, back to the filter before.",
            places: [.filter], action: .dropFilter),
    ]

    private static let always = [
        KeyBinding(
            keys: [.character("?")], label: "?", title: "help", help: "Shows the keys and what the signs mean.",
            places: panes, action: .help),
        KeyBinding(
            keys: [.character("?")], label: "?", title: "close", help: "Closes the help.", places: [.help],
            action: .back),
        KeyBinding(
            keys: [.character("y")], label: "y", title: "",
            help: "Copies the headline into the terminal's clipboard, where the terminal allows it (OSC 52).",
            places: panes, action: .copy),
        KeyBinding(
            keys: [.character("T")], label: "T", title: "",
            help: "Shows the next theme: built-in, contrast, night, paper; it is remembered.",
            places: panes + [.help], action: .theme),
        KeyBinding(
            keys: [.character("m")], label: "m", title: "",
            help: "Leaves the mouse to the terminal, which then selects text, or listens to it again.",
            places: panes + [.help], action: .mouse),
        KeyBinding(
            keys: [.ctrl("l")], label: "Ctrl+L", title: "", help: "Draws the whole screen again.",
            places: KeyContext.allCases, action: .redraw),
        KeyBinding(
            keys: [.ctrl("z")], label: "Ctrl+Z", title: "", help: "Suspends the program; `fg` brings it back.",
            places: KeyContext.allCases, action: .suspend),
        KeyBinding(
            keys: [.character("q")], label: "q", title: "quit",
            help: "Leaves; polling goes on elsewhere or stops with it.",
            places: panes + [.help], action: .quit),
        KeyBinding(
            keys: [.ctrl("c")], label: "Ctrl+C", title: "", help: "Leaves at once, from anywhere.",
            places: KeyContext.allCases, action: .quit),
    ]
}
