import Model
import Store
import Synchronization
import Terminal

/// Reads a board whenever anyone has committed something, and hands it to the screen.
final class BoardFeed: Sendable {
    /// What the screen takes: the newest board, or why there is none.
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

    /// A board as far back as the screen wants it now.
    ///
    /// Never less than the verdict looks back, so that "since when" does not depend on the window that is shown.
    func read() throws(StoreError) -> Board {
        let minutes = max(Rule.window, minutes.withLock { $0 })
        return try store.board(of: configuration, minutes: minutes + 5, at: time.now())
    }

    /// Reads the next board as far back as this, at once.
    func reach(_ minutes: Int) {
        self.minutes.withLock { $0 = minutes }
        post()
    }

    /// Looks again and again whether the store has changed, until it is cancelled.
    ///
    /// An order must be seen by everyone within a second; looking costs some fifty microseconds. The time of a simulation
    /// passes by the second between two looks, and the picture with it.
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
            // Reading many services takes a good part of the pace.
            try? await Task.sleep(until: next)
        }
    }

    private func post() {
        do { mailbox.post(.success(try read())) } catch { mailbox.post(.failure(error)) }
    }
}
