/// Stops work at a deadline.
enum Deadline {
    /// The deadline passed before the work was done.
    struct Passed: Error {}

    /// Returns the work's result. At the deadline, cancels the work and throws ``Passed``. Throws what the work throws.
    static func race<Value: Sendable>(
        _ deadline: ContinuousClock.Instant, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                throw Passed()
            }
            guard let first = try await group.next() else { throw Passed() }
            return first
        }
    }
}
