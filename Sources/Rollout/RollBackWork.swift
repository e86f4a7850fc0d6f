import Model
import Synchronization

/// What a controller has under way, and why it may have to end.
final class RollBackWork: Sendable {
    private struct State {
        var busy: Set<String> = []
        var followed: Set<Int64> = []
        /// Whether something ended since the last look, which may leave more to be done.
        var hasEnded = false
        var isFenced = false
    }

    let ending = Ending()
    private let state = Mutex(State())

    var isFenced: Bool { state.withLock { $0.isFenced } }

    /// `false` when it goes on already: one thing at a time for each service, beside changes that are only followed.
    func begin(_ duty: RollBackDuty, of service: String) -> Bool {
        state.withLock { state in
            if case .follow(let step) = duty { return state.followed.insert(step.id).inserted }
            return state.busy.insert(service).inserted
        }
    }

    /// A change that was followed to its end is not followed again.
    func end(_ duty: RollBackDuty, of service: String, isFenced: Bool) {
        state.withLock { state in
            if case .follow = duty {} else { state.busy.remove(service) }
            state.hasEnded = true
            if isFenced { state.isFenced = true }
        }
    }

    /// Whether something ended since this was asked last.
    func takeEnded() -> Bool {
        state.withLock { state in
            defer { state.hasEnded = false }
            return state.hasEnded
        }
    }
}
