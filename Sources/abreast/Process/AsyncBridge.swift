import Dispatch
import Synchronization

/// Runs an asynchronous function to its end from a synchronous command. Use it only before a screen is open.
///
/// The main thread sleeps: on Linux, the first `await` in an asynchronous `main` would move the program off the main
/// thread.
func waiting<Value: Sendable>(for body: @escaping @Sendable () async throws -> Value) throws -> Value {
    let done = DispatchSemaphore(value: 0)
    let outcome = Mutex<Result<Value, any Error>?>(nil)
    Task.detached {
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        outcome.withLock { $0 = result }
        done.signal()
    }
    done.wait()
    // The semaphore is signalled after the outcome is set.
    guard let result = outcome.withLock({ $0 }) else { throw Failure("a task ended without an outcome") }
    return try result.get()
}
