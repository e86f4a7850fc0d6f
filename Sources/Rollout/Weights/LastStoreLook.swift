import AWS
import Model
import Store
import Synchronization

/// Looks into the store right before a claimed step's bytes leave. What was stored in the meantime wins over a step that
/// was not sent, and a process that was stopped for long may have lost the lease.
final class LastStoreLook: Sendable {
    /// Why the step is not sent.
    enum Refusal: Sendable {
        /// Another process has the lease.
        case fenced
        /// An operator gave another order; who, in words.
        case overruled(String)
        /// The store does not say whether anybody did; why, in words.
        case unreadable(String)
        /// Since the claim so much time has passed that others may take the step for dead.
        case late
    }

    private let step: WeightStep
    private let store: StoreThread
    private let token: Int64
    private let clock: any WallClock
    private let deadline: ContinuousClock.Instant
    private let found = Mutex<Refusal?>(nil)
    private let isSent = Atomic(false)

    init(
        step: WeightStep, store: StoreThread, token: Int64, clock: any WallClock, deadline: ContinuousClock.Instant
    ) {
        self.step = step
        self.store = store
        self.token = token
        self.clock = clock
        self.deadline = deadline
    }

    /// What stopped the step; `nil` while nothing did.
    var refusal: Refusal? { found.withLock { $0 } }

    /// Calls `release`, or throws and keeps the refusal.
    func take(_ release: @escaping @Sendable () -> Void) async throws(NotReleased) {
        if let refusal = await refusal(orElse: release) {
            found.withLock { $0 = refusal }
            throw NotReleased()
        }
    }

    private func refusal(orElse release: @escaping @Sendable () -> Void) async -> Refusal? {
        let (step, token, now, deadline) = (step, token, clock.now(), deadline)
        do throws(StoreError) {
            return try await store.perform { [self] store throws(StoreError) in
                var isLate = false
                try store.release(step, at: now, token: token) {
                    isLate = ContinuousClock.now >= deadline
                    guard !isLate else { return }
                    isSent.store(true, ordering: .releasing)
                    release()
                }
                return isLate ? .late : nil
            }
        } catch {
            // The store may fail after the bytes have left.
            if isSent.load(ordering: .acquiring) { return nil }
            switch error {
            case .fenced: return .fenced
            case .overruled(_, let why): return .overruled(why)
            default:
                // A roll back continues with what its claim knew. Anything else can wait.
                guard step.isRollBack else { return .unreadable(error.sentence) }
                guard ContinuousClock.now < deadline else { return .late }
                release()
                return nil
            }
        }
    }
}
