import Glibc
import Model
import Store
import Terminal
import View

/// The loop of the main thread: waits for keys, boards and the next second, and shows one frame after each.
struct WatchLoop: ~Copyable {
    private var screen: Screen
    private var state: ScreenState
    private let palette: Palette
    private let wakeUp: WakeUp
    private let feed: BoardFeed
    private let desk: OrderDesk
    /// When the notice at the foot was said; what nobody answers to with a key is gone after a while.
    private var toldAt: ContinuousClock.Instant?
    private let snapshot: @Sendable (ScreenState.Window) -> Void

    init(
        screen: consuming Screen, state: ScreenState, theme: Theme, wakeUp: WakeUp, feed: BoardFeed, desk: OrderDesk,
        snapshot: @escaping @Sendable (ScreenState.Window) -> Void
    ) {
        self.screen = screen
        self.state = state
        self.palette = Palette { theme.ink($0) }
        self.wakeUp = wakeUp
        self.feed = feed
        self.desk = desk
        self.snapshot = snapshot
    }

    /// Why the loop ended.
    enum End: Sendable {
        case quit
        case signal(Int32)
        case hangUp
    }

    /// Runs until the operator quits, a signal asks for the end, or the terminal is gone; the terminal is restored then.
    mutating func run() -> End {
        while true {
            draw()
            for event in screen.wait(for: wakeUp, until: .now + untilNextSecond()) {
                switch event {
                case .key(let key):
                    for effect in state.handle(key, at: .now) where !carryOut(effect) { return leave(.quit) }
                case .paste(let text):
                    for character in text where state.place == .filter || state.place == .reason {
                        _ = state.handle(.character(character), at: .now)
                    }
                case .woken: hear()
                case .redraw: break
                case .terminate(let signal): return leave(.signal(signal))
                case .hangUp: return leave(.hangUp)
                }
            }
        }
    }

    private mutating func draw() {
        if let toldAt, toldAt + .seconds(60) < .now {
            state.notice = nil
            self.toldAt = nil
        }
        (state.width, state.height) = screen.size
        screen.show(state.frame(at: .now), palette: palette)
    }

    /// The clock in the header moves with the seconds of the wall, and every age with it.
    private func untilNextSecond() -> Duration {
        .milliseconds(1000 - Moment.now.milliseconds % 1000)
    }

    /// Does what a key asked for; `false` when it asked to leave.
    private mutating func carryOut(_ effect: Effect) -> Bool {
        switch effect {
        case .post(let request): desk.accept(request)
        case .snapshot: snapshot(state.window)
        case .read(let window): feed.reach(window.minutes)
        case .redraw: screen.forgetShown()
        // Ctrl-Z never comes this far: the terminal's own room stops the job.
        case .suspend: break
        case .quit: return false
        }
        return true
    }

    private mutating func hear() {
        switch feed.mailbox.take() {
        case .success(let board): state.receive(board)
        case .failure(let error):
            state.notice = .init(text: error.sentence, isFailure: true)
            toldAt = .now
        case nil: break
        }
        for outcome in desk.take() {
            switch outcome {
            case .stored: break
            case .failed(let request, let sentence): state.orderFailed(request, because: sentence)
            case .told(let text, let isFailure):
                state.notice = .init(text: text, isFailure: isFailure)
                toldAt = .now
            }
        }
    }

    private mutating func leave(_ end: End) -> End {
        screen.restore()
        return end
    }
}
