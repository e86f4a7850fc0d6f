package import Model

/// The operator's choices and what the loop has reported. Together with the time they decide a frame.
package struct ScreenState: Sendable, Equatable {
    /// The panes that fill the screen.
    package enum Pane: Sendable {
        case overview, service
        /// One tab of the service's page on the whole screen.
        case full
        case help
    }

    /// A prompt at the bottom of the screen: text that is typed, or a question.
    package enum Prompt: Sendable, Equatable {
        /// Which services are shown. Esc restores `before`.
        case filter(before: String)
        /// What is typed on the command line, and which of its offers is chosen.
        case command(text: String, chosen: Int)
        /// Why a service was just paused.
        case reason(service: String, text: String)
        /// Whether a paused service may continue, and the order that held it when the question was asked.
        case resume(service: String, order: Int64)
        /// The name of the service for the next step or the roll back.
        case confirm(Confirm)
    }

    /// How far the graphs reach back.
    package enum Window: Int, Sendable, CaseIterable {
        case quarter = 15, hour = 60, sixHours = 360

        package var minutes: Int { rawValue }
        package var title: String { self == .quarter ? "15 min" : self == .hour ? "1 h" : "6 h" }
    }

    /// A picture that stays while time goes on.
    package struct FrozenPicture: Sendable, Equatable {
        package var board: Board
        package var at: Moment
    }

    /// The last message to the operator. The next key removes it.
    package struct Notice: Sendable, Equatable {
        package var text: String
        package var isFailure: Bool
        /// The key without effect, if the message explains it. The message disappears when it is no longer true.
        var key: Key?
        /// Whether it only says that a key does nothing here.
        var isUnknownKey = false

        package init(text: String, isFailure: Bool) { self.init(text: text, isFailure: isFailure, key: nil) }

        init(text: String, isFailure: Bool, key: Key?) {
            self.text = text
            self.isFailure = isFailure
            self.key = key
        }
    }

    /// An order that was posted and is in no board yet.
    package struct Posted: Sendable, Equatable {
        package var kind: Order.Kind
        package var at: Moment
        /// The order that held the service before it.
        var over: Int64?

        /// Whether the service shows that the order was stored.
        func isSeen(in service: Service) -> Bool {
            switch kind {
            case .rollBack: service.pause.map { $0.isRollBack && $0.order != over } ?? false
            case .pause: service.pause != nil
            case .resume, .annotate: service.pause == nil
            // The result may be there before the order itself was ever seen in force.
            case .advance: service.advance != nil || service.heardAt.map { $0 >= at } ?? false
            case .renew: service.heardAt.map { $0 >= at } ?? false
            }
        }
    }

    // What the terminal is.
    package var width: Int
    package var height: Int
    /// Whether the terminal shows UTF-8. Otherwise everything is ASCII.
    package var isUTF8: Bool
    /// Whether its font has braille. Otherwise plots are drawn in half blocks.
    package var hasBraille = true
    package var clock: LocalClock
    /// Whether the screen listens to the mouse. Otherwise the terminal uses it to select text.
    package var isMouseOn = true

    // What the program knows.
    /// The migration's name, shown until the first board.
    package var migration: String
    /// Removes the keys that change something for others.
    package var readOnly: Bool
    /// Whether a process carries out roll backs. Otherwise the key does not exist.
    package var canRollBack = false
    /// Whether a process carries out the steps of a plan. Otherwise the keys to advance and to renew do not exist.
    package var canSteer = false
    /// Services that move together.
    package var groups: [ServiceGroup] = []
    /// The operator's name, as in orders; empty for none.
    package var actor = ""
    /// The simulated world, until a board names it; `nil` for a real one.
    package var simulated: String?
    /// The speed of a simulated world's time, as a multiple of real time.
    package var speed: Double?
    /// The newest board; `receive` sets it.
    package private(set) var board: Board?
    /// What was judged of it.
    private(set) var judged = SceneMemory()
    package var notice: Notice?
    package private(set) var posted: [String: Posted] = [:]
    /// The services whose dead man's switch was just renewed, while no board shows it.
    private(set) var renewing: [String: Moment] = [:]
    /// The headline that the frame shows, without its words.
    package private(set) var shownHeadline: Headline.Mark?
    /// Name of the service that the shown headline is about; `nil` when it is about all.
    var headlined: String? { shownHeadline?.service }
    /// The dead man's switches that run, by the newest board; the next to end first.
    private(set) var countdowns: [Countdown] = []

    /// The names on the board when it was sorted, and the places of the services in the order of the screen.
    private struct Sorted: Sendable, Equatable {
        var names: [String]
        var places: [Int]
    }

    /// The dead man's switch of one service.
    struct Countdown: Sendable, Equatable {
        var service: String
        var deadMan: DeadManSwitch
    }

    // What the operator has chosen.
    package var pane: Pane = .overview
    /// The pane to which help returns.
    var paneBehindHelp: Pane = .overview
    package var prompt: Prompt?
    package var window: Window = .hour
    package var held: FrozenPicture?
    package var filter = ""
    /// The name of the service that was chosen by hand. Another service is selected while the filter hides it.
    var chosen: String?
    /// Name of the service that the last headline about one was about: selected until one is chosen.
    private(set) var followed: String?
    /// What is chosen on the page of a service.
    var page = PageState()
    var helpTop = 0
    /// How the services are sorted.
    var order: ServiceOrder = .worst
    /// Their places on the board since a key sorted them last; `nil` until they are sorted.
    private var sorted: Sorted?
    /// Whether the last frame showed a service below another one that needs eyes less.
    private(set) var isOutOfOrder = false
    /// The first graph below the services.
    var firstGraph = 0
    /// How graphs compare old and new.
    var graphMode: MetricPlot.Mode = .both

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

    /// Takes the newest board. Posted orders that it shows are no longer pending.
    package mutating func receive(_ board: Board) {
        self.board = board.remembering(self.board)
        judged = SceneMemory()
        for service in board.services {
            guard let order = posted[service.name] else { continue }
            if order.isSeen(in: service) { posted[service.name] = nil }
        }
        renewing = renewing.filter { name, at in
            board.services.contains { $0.name == name && $0.heardAt.map { $0 < at } ?? true }
        }
        countdowns = board.services.compactMap { service in
            // A verdict is computed only where it can matter.
            guard service.configuration.rollout?.deadMan != nil, service.worseAt != nil else { return nil }
            return board.deadMan(of: service, verdict: board.verdict(of: service)).map {
                Countdown(service: service.name, deadMan: $0)
            }
        }.sorted { $0.deadMan.deadline < $1.deadMan.deadline }
        if let key = notice?.key, KeyTable.binding(of: key, in: self)?.disabledReason(self) == nil { notice = nil }
        // A question always refers to the shown board.
        if case .confirm(var confirm) = prompt, confirm.typed.isEmpty {
            confirm.refused = refused(confirm, board)
            prompt = .confirm(confirm)
        }
    }

    /// The rules that refuse what is asked.
    func refused(_ confirm: Confirm, _ board: Board) -> [StepRule] {
        confirm.kind == .advance ? AdvanceWarning.rules(confirm, board) : []
    }

    /// Reports that an order could not be stored, so nobody else has seen it.
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

    /// Takes over what the headline is about. The selection follows, but in no frozen picture and under no question.
    mutating func follow(_ headline: Headline) {
        shownHeadline = headline.mark
        if let service = headline.service, held == nil, prompt == nil { followed = service }
    }

    /// Notes that a dead man's switch is being renewed.
    mutating func renew(_ service: String, at now: Moment) { renewing[service] = now }

    /// Whether the operator of this screen holds it.
    func isOwn(_ pause: Pause) -> Bool { pause.by == actor && !pause.terms.byItself }

    /// The drawn board: the frozen one, otherwise the newest; at its age at `now`.
    package func picture(at now: Moment) -> Board? {
        var picture = held?.board ?? board
        picture?.takenAt = held?.at ?? now
        return picture
    }

    /// The services that the filter shows.
    package var shown: [Service] {
        guard let board = held?.board ?? board else { return [] }
        let services = arranged(board)
        guard !filter.isEmpty else { return services }
        let wanted = filter.lowercased()
        return services.filter { $0.name.lowercased().contains(wanted) }
    }

    /// In the order of the screen; in that of the configuration until they are sorted.
    private func arranged(_ board: Board) -> [Service] {
        guard let sorted, isSorted(board) else { return board.services }
        return sorted.places.map { board.services[$0] }
    }

    private func isSorted(_ board: Board) -> Bool {
        guard let sorted, sorted.names.count == board.services.count else { return false }
        return zip(sorted.names, board.services).allSatisfy { $0 == $1.name }
    }

    /// Sorts what is not sorted yet. Places change at no other time than after a key.
    mutating func sortIfNeeded(_ scene: Scene) {
        isOutOfOrder = isSorted(scene.board) && ServiceOrder.isOutOfDate(scene)
        guard !isSorted(scene.board) else { return }
        sorted = Sorted(names: scene.board.services.map(\.name), places: order.places(scene))
    }

    /// Sorts anew in the next frame.
    mutating func sortAgain(_ order: ServiceOrder) {
        self.order = order
        sorted = nil
    }

    /// The service on which keys act; `nil` when none is shown.
    package var selected: Service? {
        let shown = shown
        return shown.first { $0.name == chosen ?? followed } ?? shown.first
    }

    /// The selected service in the newest board. Orders use it even while the picture is frozen.
    var present: Service? {
        guard let selected else { return nil }
        return board?.services.first { $0.name == selected.name } ?? selected
    }

    /// Where keys go.
    package var place: KeyContext {
        switch prompt {
        case .filter: .filter
        case .command: .command
        case .reason: .reason
        case .resume: .resume
        case .confirm(let confirm): confirm.kind == .advance ? .advance : .rollBack
        case nil:
            switch pane {
            case .overview: .overview
            case .service: .service
            case .full: .full
            case .help: .help
            }
        }
    }
}
