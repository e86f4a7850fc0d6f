import Dispatch
import Model
import Store
import Terminal
import View

/// A screen on a store, from opening the terminal until the last order is stored.
struct WatchSession {
    let configuration: Configuration
    let store: SQLiteStore
    let theme: ThemeChoice
    let time: any Timekeeper
    var readOnly = false
    /// Whether some process carries out a roll back.
    var canRollBack = false
    /// Whether some process takes the steps of a plan.
    var canSteer = false
    /// The speed of simulated time, if the header shows it.
    var speed: Double?
    var snapshotDirectory = "."
    /// Shown in the footer until a key is pressed.
    var greeting: String?
    /// Whether lines are written instead of a screen.
    var isPlain = false
    /// Called for each action of the operator.
    var heed: @Sendable (OperatorAction) -> Void = { _ in }

    /// Fills the store. Nothing is read until it is done.
    var prepare: (@Sendable () async throws(StoreError) -> Void)?

    /// Milliseconds for which the first frame waits for the store. A blank screen must not last longer.
    private static let patience = 300

    /// Shows the screen until it ends, and returns why. The terminal is then restored.
    ///
    /// - Parameter beside: Runs beside the screen, and is cancelled when the screen ends: polling, or a simulated
    ///   world.
    func run(beside: (@Sendable (OrderQueue) async -> Void)?) throws -> WatchLoop.End {
        guard !isPlain else {
            try runPlainly(beside: beside)
            return .quit
        }
        let wakeUp = try Self.showing { () throws(TerminalError) in try WakeUp() }
        let screen = try Self.showing { () throws(TerminalError) in try Screen() }
        SignalHold.release()
        var state = ScreenState(
            migration: configuration.migration, width: screen.size.width, height: screen.size.height,
            isUTF8: screen.isUTF8, readOnly: readOnly || store.isReadOnly)
        state.hasBraille = screen.hasBraille
        state.canRollBack = canRollBack
        state.canSteer = canSteer
        state.groups = configuration.groups
        state.isMouseOn = configuration.screen.usesMouse
        state.actor = Operator.name
        state.simulated = configuration.simulated
        state.speed = speed
        state.notice = (greeting ?? screen.colourNote).map { .init(text: $0, isFailure: false) }
        let feed = BoardFeed(
            store: store, configuration: configuration, time: time, minutes: state.window.minutes, wakeUp: wakeUp)
        let desk = OrderQueue(store: store, time: time, wakeUp: wakeUp, identity: configuration.identity())
        let preparing = preparation(desk)
        // Read before the first frame, so that it shows a board: with a filled store this takes some milliseconds.
        if preparing.isReady(within: Self.patience) {
            do {
                state.receive(try feed.read())
            } catch {
                state.notice = .init(text: error.sentence, isFailure: true)
            }
        }
        let reading = Task.detached {
            if await preparing.task.value { await feed.run() }
        }
        let storing = Task.detached { await desk.run() }
        let working = beside.map { work in
            Task.detached {
                if await preparing.task.value { await work(desk) }
            }
        }
        let taking = SnapshotTask(
            configuration: configuration, store: store, time: time, directory: snapshotDirectory, desk: desk)
        var loop = WatchLoop(
            screen: screen, state: state, theme: theme, wakeUp: wakeUp, feed: feed, desk: desk, time: time,
            notify: configuration.screen.notify,
            snapshot: { window, reason in taking.start(minutes: max(60, window.minutes), reason: reason) }, heed: heed)
        let end = loop.run()
        reading.cancel()
        desk.close()
        // An order is stored before the program ends, and only then the pollers are ended. A snapshot is completed, and
        // the lease is released.
        try waiting {
            await reading.value
            await storing.value
            // Handle what was stored after the screen's last check too.
            for case .stored(let request) in desk.take() {
                for case .snapshot(let reason) in request.afterwards { taking.start(minutes: 60, reason: reason) }
            }
            working?.cancel()
            await working?.value
            await taking.finish()
        }
        return end
    }

    struct Preparation {
        /// Whether the store can be shown.
        let task: Task<Bool, Never>
        private let done: DispatchSemaphore

        init(task: Task<Bool, Never>, done: DispatchSemaphore) {
            self.task = task
            self.done = done
        }

        func isReady(within milliseconds: Int) -> Bool {
            done.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
        }
    }

    func preparation(_ desk: OrderQueue) -> Preparation {
        let done = DispatchSemaphore(value: 0)
        let prepare = prepare
        let task = Task.detached {
            defer { done.signal() }
            do throws(StoreError) {
                try await prepare?()
                return true
            } catch {
                desk.tell(error.sentence, isFailure: true)
                return false
            }
        }
        return Preparation(task: task, done: done)
    }

    private static func showing<Value: ~Copyable>(_ body: () throws(TerminalError) -> Value) throws -> Value {
        do { return try body() } catch { throw Failure("\(error).", status: 4) }
    }
}
