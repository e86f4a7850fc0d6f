/// Bounds work by a moment that it may not outlast.
enum Deadline {
    /// The moment came before the work was done.
    struct Passed: Error {}

    /// The work's result, or ``Passed`` when it is not there by the deadline; the work is cancelled then.
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
