import Glibc
import Model
import Store
import Terminal
import View

/// The loop of the main thread. It waits for keys, boards and the next second, and shows a frame after each.
struct WatchLoop: ~Copyable {
    private var screen: Screen
    private var state: ScreenState
    private var themes: ThemeChoice
    private var palette: Palette
    private let wakeUp: WakeUp
    private let feed: BoardFeed
    private let desk: OrderQueue
    private var gate = InputGate()
    /// What can be clicked on the frame that is on the screen.
    private var clicks = ClickAreas()
    private var turn = WorseTurn()
    private var shownTitle: String?
    private let notify: Set<ScreenSettings.Notice>
    private let time: any Timekeeper
    /// When the notice in the footer appeared. It disappears after a while if no key is pressed.
    private var noticeAt: ContinuousClock.Instant?
    private let snapshot: @Sendable (ScreenState.Window, String) -> Void
    private let heed: @Sendable (OperatorAction) -> Void

    /// - Parameters:
    ///   - notify: What tells of a turn to the worse.
    ///   - snapshot: Writes the store's content of so many minutes, with a reason.
    ///   - heed: Called for each action of the operator.
    init(
        screen: consuming Screen, state: ScreenState, theme: ThemeChoice, wakeUp: WakeUp, feed: BoardFeed,
        desk: OrderQueue, time: any Timekeeper, notify: Set<ScreenSettings.Notice> = [],
        snapshot: @escaping @Sendable (ScreenState.Window, String) -> Void,
        heed: @escaping @Sendable (OperatorAction) -> Void = { _ in }
    ) {
        self.screen = screen
        self.state = state
        themes = theme
        palette = Palette(theme.shown)
        self.wakeUp = wakeUp
        self.feed = feed
        self.desk = desk
        self.time = time
        self.notify = notify
        self.snapshot = snapshot
        self.heed = heed
        if state.notice != nil { noticeAt = .now }
    }

    /// Why the loop ended.
    enum End: Sendable {
        case quit
        case signal(Int32)
        case hangUp
        /// The watched run has ended.
        case over
    }

    /// Runs until the operator quits, a signal ends it, or the terminal is gone. Then the terminal is restored.
    mutating func run() -> End {
        screen.listenToMouse(state.isMouseOn)
        // What the terminal has answered already decides how the first frame looks.
        for event in screen.wait(for: wakeUp, until: .now) { if let end = take(event) { return leave(end) } }
        while true {
            draw()
            if gate.isAhead(state) {
                // What waits already was typed before this frame was on the screen.
                let shown = state
                for event in screen.wait(for: wakeUp, until: .now) { if let end = take(event) { return leave(end) } }
                gate.drew(shown, at: .now)
                continue
            }
            gate.drew(state, at: .now)
            for event in screen.wait(for: wakeUp, until: .now + untilNextFrame()) {
                if let end = take(event) { return leave(end) }
            }
        }
    }

    /// Handles one event. Returns why the loop ends, if it does.
    private mutating func take(_ event: ScreenEvent) -> End? {
        switch event {
        case .key(let key): return take(key) ? nil : .quit
        case .paste(let text): take(paste: text)
        case .mouse(let mouse): return take(mouse)
        case .woken: return hear() ? nil : .over
        case .answer(.background(let colour)):
            if themes.adopt(background: colour) { palette = Palette(themes.shown) }
        case .answer, .redraw: break
        case .terminate(let signal): return .signal(signal)
        case .hangUp: return .hangUp
        }
        return nil
    }

    /// Returns `false` when the key was to quit.
    private mutating func take(_ key: Key) -> Bool {
        guard isTaken(key) else { return true }
        let before = state.pane
        for effect in state.handle(key, at: now) where !carryOut(effect) { return false }
        gate.took(state)
        noteOpened(before)
        return true
    }

    private func noteOpened(_ before: ScreenState.Pane) {
        guard before != .service, state.pane == .service, let service = state.selected?.name else { return }
        heed(OperatorAction(.opened, service: service, at: now))
    }

    /// A click means what the frame on the screen shows there.
    private mutating func take(_ mouse: MouseEvent) -> End? {
        let keys = state.keys(of: mouse, on: clicks)
        for key in keys where !take(key) { return .quit }
        guard keys.isEmpty, !gate.isAhead(state) else { return nil }
        let before = state.pane
        state.take(mouse, on: clicks, at: now)
        gate.took(state)
        noteOpened(before)
        return nil
    }

    /// A paste is text, and no key.
    private mutating func take(paste text: String) {
        guard state.place == .filter || state.place == .reason, let first = text.first, isTaken(.character(first))
        else { return }
        for character in text { _ = state.handle(.character(character), at: now) }
    }

    /// Whether input was typed at the frame that is shown. The operator is told when it was not.
    private mutating func isTaken(_ key: Key) -> Bool {
        guard let refusal = gate.refusal(of: key, state, at: .now) else { return true }
        state.notice = .init(text: refusal, isFailure: true)
        noticeAt = .now
        return false
    }

    private mutating func draw() {
        if let noticeAt, noticeAt + .seconds(60) < .now {
            state.notice = nil
            self.noticeAt = nil
        }
        (state.width, state.height) = screen.size
        let frame = state.nextFrame(at: now)
        clicks = frame.clicks
        screen.show(frame, palette: palette)
        tellTurn()
    }

    /// Tells who does not look when the headline turns worse. The title follows each headline: it must not stay wrong.
    private mutating func tellTurn() {
        guard !notify.isEmpty, let mark = state.shownHeadline else { return }
        if notify.contains(.title), let title = state.title, title != shownTitle {
            shownTitle = title
            screen.show(title: title)
        }
        guard turn.happens(at: mark.level) else { return }
        if notify.contains(.bell) { screen.ring() }
        if notify.contains(.desktop), let words = state.headline(at: now) {
            screen.tellDesktop("abreast \(state.title ?? "")", words)
        }
    }

    /// The moment that is shown.
    ///
    /// A simulation may be minutes ahead when its board is drawn. The board is shown at the moment when it was read.
    private var now: Moment {
        if time.movesWithTheStore, let board = state.board { return board.takenAt }
        return time.now()
    }

    /// The header's clock advances every real second, and every age with it. The time of a simulation is that of its
    /// board, and each board wakes the loop.
    private func untilNextFrame() -> Duration {
        .milliseconds(time.movesWithTheStore ? 1000 : 1000 - now.milliseconds % 1000)
    }

    /// Performs the effect of a key. Returns `false` when it was to quit.
    private mutating func carryOut(_ effect: Effect) -> Bool {
        switch effect {
        case .post(let request):
            desk.accept(request)
            heed(OperatorAction(.ordered(request.kind), service: request.service, at: now))
        case .snapshot(let reason):
            snapshot(state.window, reason)
            // An automatic snapshot is not an action of the operator.
            if reason.isEmpty { heed(OperatorAction(.snapshot, service: nil, at: now)) }
        case .read(let window): feed.reach(window.minutes)
        case .copy(let text):
            screen.copy(text)
            state.notice = .init(text: "copied, if this terminal lets programs copy: \(text)", isFailure: false)
            noticeAt = .now
        case .theme:
            let theme = themes.next()
            palette = Palette(theme)
            let failure = ThemeFile.remember(theme)
            state.notice = .init(text: failure ?? "theme: \(theme.name)", isFailure: failure != nil)
            noticeAt = .now
        case .mouse(let listens): screen.listenToMouse(listens)
        case .redraw: screen.forgetShown()
        // Ctrl-Z does not come this far: the room Terminal stops the job.
        case .suspend: break
        case .quit: return false
        }
        return true
    }

    /// Takes new results and boards. Returns `false` when the watched run has ended.
    private mutating func hear() -> Bool {
        switch feed.mailbox.take() {
        case .success(let board): state.receive(board)
        case .failure(let error):
            state.notice = .init(text: error.sentence, isFailure: true)
            noticeAt = .now
        case nil: break
        }
        for outcome in desk.take() {
            switch outcome {
            case .stored(let request): for effect in request.afterwards { _ = carryOut(effect) }
            case .failed(let request, let sentence): state.orderFailed(request, because: sentence)
            case .message(let text, let isFailure):
                state.notice = .init(text: text, isFailure: isFailure)
                noticeAt = .now
            case .over: return false
            }
        }
        return true
    }

    private mutating func leave(_ end: End) -> End {
        // A simulation must remove its directory. A second signal must not end the program before.
        if time.movesWithTheStore { SignalHold.hold() }
        screen.restore()
        return end
    }
}
