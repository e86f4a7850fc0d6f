import Dispatch
import Model
import Store
import Terminal
import View

/// A screen on a store: from taking the terminal to the last order stored.
struct WatchSession {
    let configuration: Configuration
    let store: SQLiteStore
    let theme: Theme
    let time: any Timekeeper
    var readOnly = false
    /// Whether somebody obeys an order to roll back.
    var canRollBack = false
    /// Whether somebody takes the steps of a plan.
    var canSteer = false
    /// How much faster than the wall's the time goes, where the header is to say it.
    var speed: Double?
    var snapshotDirectory = "."
    /// Said at the foot until a key is pressed.
    var greeting: String?
    /// Hears what the operator turns to.
    var heed: @Sendable (OperatorAction) -> Void = { _ in }

    /// Fills the store; until it is done nothing is read.
    var prepare: (@Sendable () async throws(StoreError) -> Void)?

    /// Milliseconds for which the first frame waits for a store that is filled: a blank screen is no answer for longer.
    private static let patience = 300

    /// Shows the screen until it ends, and returns why it did; the terminal is as it was then.
    ///
    /// - Parameter beside: Runs beside the screen, and is cancelled when that ends: what polls, or moves a world.
    func run(beside: (@Sendable (OrderQueue) async -> Void)?) throws -> WatchLoop.End {
        let wakeUp = try Self.showing { () throws(TerminalError) in try WakeUp() }
        let screen = try Self.showing { () throws(TerminalError) in try Screen() }
        SignalHold.release()
        var state = ScreenState(
            migration: configuration.migration, width: screen.size.width, height: screen.size.height,
            isUTF8: screen.isUTF8, readOnly: readOnly || store.isReadOnly)
        state.canRollBack = canRollBack
        state.canSteer = canSteer
        state.groups = configuration.groups
        state.actor = Operator.name
        state.simulated = configuration.simulated
        state.speed = speed
        state.notice = greeting.map { .init(text: $0, isFailure: false) }
        let feed = BoardFeed(
            store: store, configuration: configuration, time: time, minutes: state.window.minutes, wakeUp: wakeUp)
        let desk = OrderQueue(store: store, time: time, wakeUp: wakeUp)
        let preparing = preparation(desk)
        // Read before the first frame, so that it is full: a filled store takes some milliseconds.
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
            snapshot: { window, reason in taking.start(minutes: max(60, window.minutes), reason: reason) }, heed: heed)
        let end = loop.run()
        reading.cancel()
        desk.close()
        // An order that was given is stored before the program ends, and only then is told who obeys it to end; a snapshot
        // is whole, and the lease is given back.
        try waiting {
            await reading.value
            await storing.value
            // What was stored after the screen's last look is looked at afterwards all the same.
            for case .stored(let request) in desk.take() {
                for case .snapshot(let reason) in request.afterwards { taking.start(minutes: 60, reason: reason) }
            }
            working?.cancel()
            await working?.value
            await taking.finish()
        }
        return end
    }

    private struct Preparation {
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

    private func preparation(_ desk: OrderQueue) -> Preparation {
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
