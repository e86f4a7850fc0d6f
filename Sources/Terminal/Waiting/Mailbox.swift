import Synchronization

/// Hands the latest value of something from any task to the thread that waits for it; older ones are dropped unseen.
package final class Mailbox<Value: Sendable>: Sendable {
    /// Rings at each post.
    package let wakeUp: WakeUp
    private let latest = Mutex<Value?>(nil)

    /// An empty mailbox that rings this bell, which others may ring too.
    package init(ringing wakeUp: WakeUp) {
        self.wakeUp = wakeUp
    }

    /// Replaces what nobody has taken yet, and wakes the waiting thread.
    package func post(_ value: Value) {
        latest.withLock { $0 = value }
        wakeUp.ring()
    }

    /// The latest value, once; `nil` when nothing came since the last time.
    package func take() -> Value? {
        latest.withLock { value in
            defer { value = nil }
            return value
        }
    }
}
