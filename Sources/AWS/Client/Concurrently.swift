/// Runs `work` on every item, at most `limit` at a time, and gives the results in the items' order.
///
/// The first error, by time and not by position, cancels what still runs, starts nothing more and is thrown once all
/// children have ended; what other items answered by then is dropped. Where one failure must not take its neighbours
/// along, let `work` return a `Result`.
package func concurrently<Item: Sendable, Output: Sendable>(
    _ items: [Item],
    limit: Int = 4,
    _ work: @escaping @Sendable (Item) async throws(AWSError) -> Output
) async throws(AWSError) -> [Output] {
    precondition(limit > 0, "at least one item must run")
    if items.count == 1 { return [try await work(items[0])] }
    let outcome = await withTaskGroup(of: (Int, Result<Output, AWSError>).self) { group in
        var outputs = [Output?](repeating: nil, count: items.count)
        var failure: AWSError?
        var next = 0
        func startNext() {
            guard next < items.count, failure == nil else { return }
            let (index, item) = (next, items[next])
            next += 1
            group.addTask { (index, await result(of: work, on: item)) }
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
        return failure.map { Result<[Output], AWSError>.failure($0) } ?? .success(outputs.compactMap { $0 })
    }
    return try outcome.get()
}

private func result<Item: Sendable, Output: Sendable>(
    of work: @Sendable (Item) async throws(AWSError) -> Output,
    on item: Item
) async -> Result<Output, AWSError> {
    do throws(AWSError) {
        return .success(try await work(item))
    } catch {
        return .failure(error)
    }
}
