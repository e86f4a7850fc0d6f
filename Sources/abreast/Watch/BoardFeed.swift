import Dispatch
import Model
import Store
import Synchronization
import Terminal

/// Reads a board whenever any process has committed something, and passes it to the screen.
final class BoardFeed: Sendable {
    /// The screen's input: the newest board, or why there is none.
    let mailbox: Mailbox<Result<Board, StoreError>>
    private let store: any StateStore
    private let configuration: Configuration
    private let time: any Timekeeper
    private let minutes: Mutex<Int>
    private let commits: CommitWatch

    init(
        store: SQLiteStore, configuration: Configuration, time: any Timekeeper, minutes: Int, wakeUp: WakeUp
    ) {
        self.store = store
        commits = CommitWatch(path: store.path)
        self.time = time
        self.configuration = configuration
        self.minutes = Mutex(minutes)
        self.mailbox = Mailbox(ringing: wakeUp)
    }

    /// A board with as many minutes as the screen needs now.
    ///
    /// It has at least as many minutes as the verdict needs, so that "since when" does not depend on the shown window.
    func read() throws(StoreError) -> Board {
        let minutes = max(Rule.window, minutes.withLock { $0 })
        return try store.board(of: configuration, minutes: minutes + 5, at: time.now())
    }

    /// Sets how many minutes the next board has, and reads it at once.
    func reach(_ minutes: Int) {
        self.minutes.withLock { $0 = minutes }
        post()
    }

    /// Reads a board whenever somebody has committed something, until it is cancelled.
    ///
    /// Everyone must see an order within a second, also where nothing tells of commits. The time of a simulation in this
    /// process advances by itself, and so does the screen.
    func run() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // It blocks its thread, which a task must not do.
                DispatchQueue(label: "abreast.boards").async { [self] in
                    watch()
                    continuation.resume()
                }
            }
        } onCancel: {
            commits.end()
        }
    }

    private func watch() {
        var seen: (version: Int64?, second: Int64?)
        var outcome = CommitWatch.Outcome.late
        while outcome != .ended {
            let second = time.advancesHere ? time.now().milliseconds / 1000 : nil
            let looked = (version: try? store.version(), second: second)
            let isNew = looked.version == nil || looked != seen
            if isNew { post() }
            seen = looked
            // A commit is told of before it can be read, and many may follow each other.
            let looksAgain = looked.version != nil && (isNew || outcome == .written)
            outcome = commits.wait(
                milliseconds: looksAgain ? Self.pace : time.advancesHere ? Self.patienceOfSimulation : Self.patience,
                heedingWrites: !looksAgain)
        }
    }

    /// Milliseconds between two looks at least, and at most.
    private static let pace = 80
    private static let patience = 900
    private static let patienceOfSimulation = 240

    private func post() {
        do { mailbox.post(.success(try read())) } catch { mailbox.post(.failure(error)) }
    }
}
