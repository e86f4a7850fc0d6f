import Synchronization

/// Told that its process is about to end: what was begun is brought to a true state, and nothing is begun again.
package final class ShutdownFlag: Sendable {
    private let flag = Atomic(false)

    package init() {}

    package var isNear: Bool { flag.load(ordering: .acquiring) }

    package func come() { flag.store(true, ordering: .releasing) }

    /// Runs `work` to its end although the task is cancelled meanwhile; `self` is told so.
    func shielding<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
        await withTaskCancellationHandler {
            await Task { await work() }.value
        } onCancel: {
            come()
        }
    }
}
