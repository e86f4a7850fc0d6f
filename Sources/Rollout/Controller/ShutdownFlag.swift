import Synchronization

/// Set when the process is about to end: work in progress is brought to a recorded state, and nothing new begins.
package final class ShutdownFlag: Sendable {
    private let flag = Atomic(false)

    package init() {}

    package var isNear: Bool { flag.load(ordering: .acquiring) }

    package func come() { flag.store(true, ordering: .releasing) }

    /// Runs `work` to its end even if the task is cancelled. Cancellation sets this flag.
    func shielding<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
        await withTaskCancellationHandler {
            await Task { await work() }.value
        } onCancel: {
            come()
        }
    }
}
