import Dispatch

/// A store, called on a thread of its own: its calls wait for disks and locks, and the threads on which tasks run, of
/// which there are as many as processors, must not wait with them.
package struct StoreThread: Sendable {
    private let store: any StateStore
    private let queue: DispatchQueue

    /// - Parameter label: Names the thread for those who look at the process.
    package init(_ store: any StateStore, label: String) {
        self.store = store
        queue = DispatchQueue(label: "abreast.\(label)")
    }

    /// Does something with the store. It is not cut short when the task is cancelled.
    package func perform<Value: Sendable>(
        _ work: @escaping @Sendable (any StateStore) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let outcome = await withCheckedContinuation { continuation in
            queue.async {
                let outcome: Result<Value, StoreError>
                do throws(StoreError) {
                    outcome = .success(try work(store))
                } catch {
                    outcome = .failure(error)
                }
                continuation.resume(returning: outcome)
            }
        }
        return try outcome.get()
    }
}
