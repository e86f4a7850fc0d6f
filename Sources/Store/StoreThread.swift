import Dispatch

/// Calls a store on its own thread. Store calls wait for disks and locks. Tasks run on only as many threads as there
/// are processors, and these must not wait.
package struct StoreThread: Sendable {
    private let store: any StateStore
    private let queue: DispatchQueue

    /// - Parameter label: The thread's name in tools that show the process.
    package init(_ store: any StateStore, label: String) {
        self.store = store
        queue = DispatchQueue(label: "abreast.\(label)")
    }

    /// Runs `body` with the store. Cancelling the task does not interrupt it.
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
