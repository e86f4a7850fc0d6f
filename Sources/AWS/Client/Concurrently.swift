/// Runs `work` on every item, at most `limit` at a time, and returns the results in the items' order.
///
/// Throws the first error in time, after all running work has ended. That error cancels the running work and starts no
/// more; the other results are dropped. To keep them, let `work` return a `Result`, which ``result(of:)`` makes. Throws
/// nothing when `work` throws nothing.
package func concurrently<Item: Sendable, Output: Sendable, Failure: Error>(
    _ items: [Item],
    limit: Int = 4,
    _ work: @escaping @Sendable (Item) async throws(Failure) -> Output
) async throws(Failure) -> [Output] {
    precondition(limit > 0, "at least one item must run")
    if items.count == 1 { return [try await work(items[0])] }
    let outcome = await withTaskGroup(of: (Int, Result<Output, Failure>).self) { group in
        var outputs = [Output?](repeating: nil, count: items.count)
        var failure: Failure?
        var next = 0
        func startNext() {
            guard next < items.count, failure == nil else { return }
            let (index, item) = (next, items[next])
            next += 1
            group.addTask { (index, await result { () throws(Failure) in try await work(item) }) }
        }
        for _ in 0..<min(limit, items.count) { startNext() }
        while let (index, result) = await group.next() {
            switch result {
            case .success(let output): outputs[index] = output
            case .failure(let error):
                if failure == nil {
                    failure = error
                    group.cancelAll()
                }
            }
            startNext()
        }
        return failure.map { Result<[Output], Failure>.failure($0) } ?? .success(outputs.compactMap { $0 })
    }
    return try outcome.get()
}

/// Runs `question` and returns its value or its error as a `Result`.
package func result<Value, Failure: Error>(
    of question: () async throws(Failure) -> Value
) async -> Result<Value, Failure> {
    do throws(Failure) {
        return .success(try await question())
    } catch {
        return .failure(error)
    }
}
