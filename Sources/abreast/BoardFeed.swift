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
    private let minutes: Mutex<Int>

    init(store: any StateStore, configuration: Configuration, minutes: Int, wakeUp: WakeUp) {
        self.store = store
        self.configuration = configuration
        self.minutes = Mutex(minutes)
        self.mailbox = Mailbox(ringing: wakeUp)
    }

    /// A board as far back as the screen wants it now.
    ///
    /// Never less than the verdict looks back, so that "since when" does not depend on the window that is shown.
    func read() throws(StoreError) -> Board {
        let minutes = max(Rule.lookBack + Rule.passMinutes, minutes.withLock { $0 })
        return try store.board(of: configuration, minutes: minutes + 5, at: .now)
    }

    /// Reads the next board as far back as this, at once.
    func reach(_ minutes: Int) {
        self.minutes.withLock { $0 = minutes }
        post()
    }

    /// Looks every 0.4 s whether the store has changed, until it is cancelled.
    ///
    /// An order must be seen by everyone within a second; looking costs some fifty microseconds.
    func run() async {
        var seen: Int64?
        while !Task.isCancelled {
            let version = try? store.version()
            if version == nil || version != seen {
                seen = version
                post()
            }
            try? await Task.sleep(for: .milliseconds(400))
        }
    }

    private func post() {
        do { mailbox.post(.success(try read())) } catch { mailbox.post(.failure(error)) }
    }
}
