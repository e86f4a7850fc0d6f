import AWS
import Model
import Store

/// The result of a request as a value, so that its error does not end the requests beside it.
func result<Value>(_ question: () async throws(AWSError) -> Value) async -> Result<Value, AWSError> {
    do throws(AWSError) {
        return .success(try await question())
    } catch {
        return .failure(error)
    }
}

/// Runs `work` on every item, at most `limit` at a time, and gives what came out in the items' order.
func several<Item: Sendable, Output: Sendable>(
    _ items: [Item], limit: Int, _ work: @escaping @Sendable (Item) async -> Output
) async -> [Output] {
    await withTaskGroup(of: (Int, Output).self) { group in
        var outputs = [Output?](repeating: nil, count: items.count)
        var next = 0
        func start() {
            guard next < items.count else { return }
            let (index, item) = (next, items[next])
            next += 1
            group.addTask { (index, await work(item)) }
        }
        for _ in 0..<min(limit, items.count) { start() }
        while let (index, output) = await group.next() {
            outputs[index] = output
            start()
        }
        return outputs.compactMap(\.self)
    }
}

extension Configuration {
    /// Every side of every service with its configuration, in the file's order, old before new.
    var sides: [(ServiceSide, SideConfiguration)] {
        services.flatMap { service in
            [
                (ServiceSide(service: service.name, side: .old), service.old),
                (ServiceSide(service: service.name, side: .new), service.new),
            ]
        }
    }

    /// The configuration of one side; `nil` for a service that it does not have.
    func side(_ side: ServiceSide) -> SideConfiguration? {
        services.first { $0.name == side.service }.map { side.side == .old ? $0.old : $0.new }
    }
}
