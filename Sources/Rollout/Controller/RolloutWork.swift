import Model
import Synchronization

/// A controller's work in progress, its tries, and why it may have to end.
final class RolloutWork: Sendable {
    /// One job at a time for each service, beside changes that are only followed.
    struct Slot: Hashable {
        fileprivate var service: String
        fileprivate var isFollowing: Bool
    }

    /// How often a job has ended in each slot.
    typealias Ends = [Slot: Int]

    private struct Errand: Hashable {
        var service: String
        var order: Int64
        var word = ""
    }

    private struct Tries {
        var since: ContinuousClock.Instant
        var count = 0
        var unanswered = 0
    }

    private struct State {
        var busy: Set<Slot> = []
        var ends: Ends = [:]
        var resting: [Errand: ContinuousClock.Instant] = [:]
        var tries: [Errand: Tries] = [:]
        var noted: Set<String> = []
        var waiting: Set<Int64> = []
        var hasInitiative = false
        var isFenced = false
    }

    let ending = ShutdownFlag()
    private let state = Mutex(State())

    var isFenced: Bool { state.withLock { $0.isFenced } }

    func fence() { state.withLock { $0.isFenced = true } }

    // MARK: One thing at a time

    /// The number of jobs that have ended so far. A later read of the store contains their results.
    var ends: Ends { state.withLock { $0.ends } }

    /// Returns `false` when another job of the service is in progress, when one ended after `ends` was read, or when it
    /// rests.
    func begin(_ duty: PendingWork, of service: String, ends: Ends, rests: Bool) -> Bool {
        let slot = Slot(duty, of: service)
        return state.withLock { state in
            guard state.ends[slot] == ends[slot] else { return false }
            let errand = Errand(service: service, order: duty.order, word: duty.word)
            if rests, let until = state.resting[errand], ContinuousClock.now < until { return false }
            return state.busy.insert(slot).inserted
        }
    }

    /// - Parameter rest: How long the same job is not begun again.
    func end(_ duty: PendingWork, of service: String, rest: Duration?) {
        let slot = Slot(duty, of: service)
        state.withLock { state in
            state.busy.remove(slot)
            state.ends[slot, default: 0] += 1
            let errand = Errand(service: service, order: duty.order, word: duty.word)
            state.resting[errand] = rest.map { .now + $0 }
        }
    }

    func beginInitiative() -> Bool {
        state.withLock { state in
            defer { state.hasInitiative = true }
            return !state.hasInitiative
        }
    }

    func endInitiative() { state.withLock { $0.hasInitiative = false } }

    // MARK: Tries

    /// Counts a failed try. Returns the wait before the next one or, in words, why there is none. A roll back is tried
    /// until it is done or a person stops it.
    func count(_ outcome: StepExecutor.Outcome, _ order: Order, of service: String, _ times: ControllerTiming) -> Again
    {
        state.withLock { state in
            let errand = Errand(service: service, order: order.id)
            var tries = state.tries[errand] ?? Tries(since: .now)
            tries.count += 1
            if outcome == .noEffect { tries.unanswered += 1 }
            state.tries[errand] = tries
            if order.kind == .rollBack { return .after(times.rollBackWait(after: tries.count)) }
            if tries.unanswered >= times.unanswered {
                return .never("sent \(tries.unanswered) times, and no call had an effect that lasted")
            }
            let wait = times.wait(after: tries.count)
            guard ContinuousClock.now + wait < tries.since + times.patience else {
                let patience = NumberWords.duration(times.patience / .seconds(1))
                return .never("AWS did not take it within \(patience); nothing was changed")
            }
            return .after(wait)
        }
    }

    /// Resets the tries of an order after a step that succeeded, or after a wait for the old side.
    func succeed(_ order: Int64, of service: String) {
        state.withLock { $0.tries[Errand(service: service, order: order)] = nil }
    }

    enum Again: Equatable {
        case after(Duration)
        case never(String)
    }

    // MARK: What was said

    /// `true` the first time that it is called with these words.
    func isNews(_ words: String) -> Bool { state.withLock { $0.noted.insert(words).inserted } }

    func isKnown(_ words: String) -> Bool { state.withLock { $0.noted.contains(words) } }

    func forget(_ words: String) { state.withLock { _ = $0.noted.remove(words) } }

    /// Orders to roll back that wait for the old side.
    var waiting: Set<Int64> { state.withLock { $0.waiting } }

    func wait(_ order: Int64) { state.withLock { _ = $0.waiting.insert(order) } }
}

extension RolloutWork.Slot {
    fileprivate init(_ duty: PendingWork, of service: String) {
        self.service = service
        if case .follow = duty { isFollowing = true } else { isFollowing = false }
    }
}
