import Model
package import Store
import Synchronization

/// Logs what the store refuses: the same failure at most once a minute, and when it is over.
///
/// A store on a full disk refuses two writes a second. Shared by all that write it in one process.
package final class StoreFailures: Sendable {
    private struct State {
        /// When each failure was logged last, by its sentence.
        var logged: [String: ContinuousClock.Instant] = [:]
        /// When the failure began whose end is to be logged; `nil` while the store works.
        var began: ContinuousClock.Instant?
        /// How many writes it has refused since then.
        var count = 0
    }

    private let log: PollLog
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    private static let pause = Duration.seconds(60)

    /// - Parameter now: The time by which a minute is measured.
    package init(_ log: @escaping PollLog, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.log = log
        self.now = now
    }

    package func failed(_ error: StoreError) {
        let (now, sentence) = (now(), error.sentence)
        let isNews = state.withLock { state in
            state.count += 1
            if let last = state.logged[sentence], now - last < Self.pause { return false }
            // Sentences differ in little but the lease's number: old ones are not kept for ever.
            state.logged = state.logged.filter { now - $0.value < Self.pause }
            state.logged[sentence] = now
            if state.began == nil {
                state.began = now
                state.count = 1
            }
            return true
        }
        if isNews { log(PollNote(.error, .store, [], sentence)) }
    }

    /// Something was written.
    package func worked() {
        let now = now()
        let over = state.withLock { state -> (seconds: Double, count: Int)? in
            guard let began = state.began else { return nil }
            state.began = nil
            return ((now - began) / .seconds(1), state.count)
        }
        guard let over else { return }
        let times = over.count == 1 ? "once" : "\(over.count) times"
        let time = NumberWords.duration(over.seconds)
        log(PollNote(.info, .store, [], "the store can be written again, after \(time); it refused \(times)"))
    }
}
