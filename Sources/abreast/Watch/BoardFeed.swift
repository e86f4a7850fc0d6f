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

    init(
        store: any StateStore, configuration: Configuration, time: any Timekeeper, minutes: Int, wakeUp: WakeUp
    ) {
        self.store = store
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

    /// Checks repeatedly whether the store has changed, until it is cancelled.
    ///
    /// Everyone must see an order within a second; a check takes about fifty microseconds. The time of a simulation
    /// advances by the second between two checks, and so does the screen.
    func run() async {
        let pace = Duration.milliseconds(time.movesWithTheStore ? 80 : 400)
        var seen: (version: Int64?, at: Moment?)
        while !Task.isCancelled {
            let next = ContinuousClock.now + pace
            let looked = (version: try? store.version(), at: time.movesWithTheStore ? time.now() : nil)
            if looked.version == nil || looked != seen {
                seen = looked
                post()
            }
            // Reading many services takes a large part of the interval.
            try? await Task.sleep(until: next)
        }
    }

    private func post() {
        do { mailbox.post(.success(try read())) } catch { mailbox.post(.failure(error)) }
    }
}
