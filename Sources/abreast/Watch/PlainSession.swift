import Model
import Store
import Terminal

extension WatchSession {
    /// The same without a screen: one line a change, without a cursor to move, for screen readers and logs. Ends with a
    /// signal, when the reader has gone, or when the watched run has ended.
    func runPlainly(beside: (@Sendable (OrderQueue) async -> Void)?) throws {
        let wakeUp = try WakeUp()
        let desk = OrderQueue(store: store, time: time, wakeUp: wakeUp, identity: configuration.identity())
        let preparing = preparation(desk)
        while !preparing.isReady(within: 100) { if SignalHold.wait(milliseconds: 1) != nil { return } }
        let working = beside.map { work in Task.detached { await work(desk) } }
        defer {
            working?.cancel()
            // The lease is released, so that another process can poll at once.
            try? waiting { await working?.value }
        }
        var lines = PlainLines(configuration, store: store)
        let watch = BoardWatch(configuration: configuration, store: store, time: time)
        var isOver = false
        try watch.run {
            for outcome in desk.take() {
                switch outcome {
                case .message(let text, _):
                    guard try PipeOutput.write(lines.text(note: text, at: time.now())) else { return false }
                case .over: isOver = true
                case .stored, .failed: break
                }
            }
            return !isOver
        } _: { board in
            try lines.text(board)
        }
        // What the last moment of a run has brought.
        if isOver, let rest = try lines.rest() { _ = try PipeOutput.write(rest) }
    }
}

/// Whether lines are written instead of a screen.
enum PlainMode: Equatable {
    /// Somebody asked for it.
    case asked
    /// There is no terminal, or one that cannot place the cursor: what to say of it on stderr.
    case needed(String)

    /// `nil` for a screen.
    init?(isAsked: Bool) {
        let obstacle = isAsked ? nil : TerminalSurvey.obstacle()
        switch obstacle {
        case nil where isAsked: self = .asked
        case .notATerminal(let what)?:
            self = .needed(
                "\(what) is not a terminal, so there is one line a change, as with --plain; "
                    + "`abreast status` prints the board once")
        case .termTooPoor(let name)?:
            self = .needed("TERM=\(name) cannot place the cursor, so there is one line a change, as with --plain")
        default: return nil
        }
    }

    /// Says it where nobody asked for it.
    func explain() {
        if case .needed(let why) = self { say("abreast: \(why)") }
    }

    /// Throws before other work what the screen would throw after it. Where lines come instead of a screen, nothing is
    /// missing.
    static func mustKnowTerminal() throws {
        switch TerminalSurvey.obstacle() {
        case nil, .notATerminal?, .termTooPoor?: break
        case let problem?: throw Failure("\(problem).", status: 4)
        }
    }
}
