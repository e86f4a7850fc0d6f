import Synchronization

/// Passes the latest value from any task to the waiting thread. A newer value replaces one that was not taken.
package final class Mailbox<Value: Sendable>: Sendable {
    /// Notified at each post.
    package let wakeUp: WakeUp
    private let latest = Mutex<Value?>(nil)

    /// An empty mailbox that notifies this wake-up. Several mailboxes may share one.
    package init(ringing wakeUp: WakeUp) {
        self.wakeUp = wakeUp
    }

    /// Replaces a value that was not taken, and wakes the waiting thread.
    package func post(_ value: Value) {
        latest.withLock { $0 = value }
        wakeUp.ring()
    }

    /// Returns the latest value once; `nil` when none came since the last call.
    package func take() -> Value? {
        latest.withLock { value in
            defer { value = nil }
            return value
        }
    }
}
