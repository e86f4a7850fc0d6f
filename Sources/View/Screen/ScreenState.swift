package import Model

/// What the operator has chosen, and what the loop has told the screen: all that decides a frame, together with the time.
package struct ScreenState: Sendable, Equatable {
    /// The panes that fill the screen.
    package enum Pane: Sendable { case overview, service, help }

    /// The part of the service view that scrolls.
    package enum Section: Int, Sendable, CaseIterable { case metrics, evidence, inventory, timeline }

    /// What is typed or asked at the foot of the screen.
    package enum Prompt: Sendable, Equatable {
        /// Which services are shown; `before` comes back with Esc.
        case filter(before: String)
        /// Why a service was paused a moment ago.
        case reason(service: String, text: String)
        /// Whether a paused service may go on, and the order that holds it as it was asked.
        case resume(service: String, order: Int64)
        /// The name of what is to take the next step, or to be rolled back.
        case confirm(Confirm)
    }

    /// How far the graphs reach back.
    package enum Window: Int, Sendable, CaseIterable {
        case quarter = 15, hour = 60, sixHours = 360

        package var minutes: Int { rawValue }
        package var title: String { self == .quarter ? "15 min" : self == .hour ? "1 h" : "6 h" }
    }

    /// A picture that is held while the world goes on.
    package struct FrozenPicture: Sendable, Equatable {
        package var board: Board
        package var at: Moment
    }

    /// The last thing that the program has to say to its operator; gone with the next key.
    package struct Notice: Sendable, Equatable {
        package var text: String
        package var isFailure: Bool
        /// The key that had no effect, where it says why: gone when that is no longer true.
        var key: Key?

        package init(text: String, isFailure: Bool) { self.init(text: text, isFailure: isFailure, key: nil) }

        init(text: String, isFailure: Bool, key: Key?) {
            self.text = text
            self.isFailure = isFailure
            self.key = key
        }
    }

    /// An order that was posted and is not seen in a board yet.
    package struct Posted: Sendable, Equatable {
        package var kind: Order.Kind
        package var at: Moment
        /// The order that held the service before it.
        var over: Int64?

        /// Whether a service shows that the order was stored.
        func isSeen(in service: Service) -> Bool {
            switch kind {
            case .rollBack: service.pause.map { $0.isRollBack && $0.order != over } ?? false
            case .pause: service.pause != nil
            case .resume, .annotate: service.pause == nil
            // What came of it may be there before it was ever seen standing.
            case .advance: service.advance != nil || service.heardAt.map { $0 >= at } ?? false
            case .renew: service.heardAt.map { $0 >= at } ?? false
            }
        }
    }

    // What the terminal is.
    package var width: Int
    package var height: Int
    /// Whether the terminal shows UTF-8; everything is ASCII otherwise.
    package var isUTF8: Bool
    package var clock: LocalClock

    // What the program knows.
    /// Name of the migration, shown until a board has come.
    package var migration: String
    /// Removes the keys that change anything for others.
    package var readOnly: Bool
    /// Whether somebody obeys a roll back; without that its key does not exist.
    package var canRollBack = false
    /// Whether somebody takes the steps of a plan; without that the keys to advance and to renew do not exist.
    package var canSteer = false
    /// Services that move together.
    package var groups: [ServiceGroup] = []
    /// The operator's own name, as his orders carry it; empty when nobody's.
    package var actor = ""
    /// What simulated world is shown, until a board says so itself; `nil` for a real one.
    package var simulated: String?
    /// How many times faster than the wall's the time of a simulated world goes.
    package var speed: Double?
    /// The newest board; `receive` sets it.
    package private(set) var board: Board?
    package var notice: Notice?
    package private(set) var posted: [String: Posted] = [:]
    /// Services whose dead man's time was renewed a moment ago, and is not seen to be.
    private(set) var renewing: [String: Moment] = [:]
    /// The dead men's times that run by the newest board, the nearest end first.
    private(set) var countdowns: [Countdown] = []

    /// The dead man's time of one service.
    struct Countdown: Sendable, Equatable {
        var service: String
        var deadMan: DeadManSwitch
    }

    // What the operator has chosen.
    package var pane: Pane = .overview
    /// The pane that help goes back to.
    var paneBehindHelp: Pane = .overview
    package var prompt: Prompt?
    package var window: Window = .hour
    package var held: FrozenPicture?
    package var filter = ""
    /// Name of the service that was chosen; another one when the filter hides it.
    var chosen: String?
    var section: Section = .inventory
    /// First row shown of each section.
    var scroll: [Section: Int] = [:]
    var helpTop = 0
    /// First graph shown below the services.
    var firstGraph = 0

    package init(
        migration: String, width: Int, height: Int, isUTF8: Bool = true, readOnly: Bool = false,
        clock: LocalClock = .local
    ) {
        self.migration = migration
        self.width = width
        self.height = height
        self.isUTF8 = isUTF8
        self.readOnly = readOnly
        self.clock = clock
    }

    /// Takes the newest board; posted orders that it shows are no longer pending.
    package mutating func receive(_ board: Board) {
        self.board = board
        for service in board.services {
            guard let order = posted[service.name] else { continue }
            if order.isSeen(in: service) { posted[service.name] = nil }
        }
        renewing = renewing.filter { name, at in
            board.services.contains { $0.name == name && $0.heardAt.map { $0 < at } ?? true }
        }
        countdowns = board.services.compactMap { service in
            // A verdict is worked out only where it could matter.
            guard service.configuration.rollout?.deadMan != nil, service.worseAt != nil else { return nil }
            return board.deadMan(of: service, verdict: board.verdict(of: service)).map {
                Countdown(service: service.name, deadMan: $0)
            }
        }.sorted { $0.deadMan.deadline < $1.deadMan.deadline }
        if let key = notice?.key, KeyTable.binding(of: key, in: self)?.disabledReason(self) == nil { notice = nil }
        // What is asked goes by the board that is shown with it.
        if case .confirm(var confirm) = prompt, confirm.typed.isEmpty {
            confirm.refused = refused(confirm, board)
            prompt = .confirm(confirm)
        }
    }

    /// The rules that speak against what is asked.
    func refused(_ confirm: Confirm, _ board: Board) -> [StepRule] {
        confirm.kind == .advance ? AdvanceWarning.rules(confirm, board) : []
    }

    /// Says that an order could not be stored: nobody else has seen it.
    package mutating func orderFailed(_ order: OrderRequest, because sentence: String) {
        if order.kind == .renew { renewing[order.service] = nil } else { posted[order.service] = nil }
        if case .reason(order.service, _) = prompt, order.kind == .pause { prompt = nil }
        let what =
            order.kind == .annotate ? "reason for \(order.service)" : "\(order.kind.words) of \(order.service)"
        notice = Notice(text: "NOT STORED: the \(what): \(sentence)", isFailure: true)
    }

    /// Notes an order on its way to the store, so that the next frame shows it.
    mutating func post(_ kind: Order.Kind, _ service: String, at now: Moment) {
        let standing = board?.services.first { $0.name == service }?.pause?.order
        posted[service] = Posted(kind: kind, at: now, over: standing)
    }

    /// Notes that a dead man's time is being renewed.
    mutating func renew(_ service: String, at now: Moment) { renewing[service] = now }

    /// Whether it is the operator's own hand that holds.
    func isOwn(_ pause: Pause) -> Bool { pause.by == actor && !pause.terms.byItself }

    /// The board that is drawn: the held one, else the newest; as old as it is at `now`.
    package func picture(at now: Moment) -> Board? {
        var picture = held?.board ?? board
        picture?.takenAt = held?.at ?? now
        return picture
    }

    /// The services that the filter lets through.
    package var shown: [Service] { (held?.board ?? board).map(filtered) ?? [] }

    func filtered(_ board: Board) -> [Service] {
        guard !filter.isEmpty else { return board.services }
        let wanted = filter.lowercased()
        return board.services.filter { $0.name.lowercased().contains(wanted) }
    }

    /// The service that keys act on; `nil` when none is shown.
    package var selected: Service? {
        let shown = shown
        return shown.first { $0.name == chosen } ?? shown.first
    }

    /// The selected service as the newest board has it, which orders go by even while the picture is held.
    var present: Service? {
        guard let selected else { return nil }
        return board?.services.first { $0.name == selected.name } ?? selected
    }

    /// Where keys go.
    package var place: KeyContext {
        switch prompt {
        case .filter: .filter
        case .reason: .reason
        case .resume: .resume
        case .confirm(let confirm): confirm.kind == .advance ? .advance : .rollBack
        case nil: pane == .overview ? .overview : pane == .service ? .service : .help
        }
    }
}
