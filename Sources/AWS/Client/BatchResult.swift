/// What was found of the things asked for by name or id, and the names of those that do not exist.
package struct BatchResult<Value: Sendable>: Sendable {
    /// The things that exist, in the order AWS gave them.
    package var values: [Value]
    /// The names or ids that were asked for and do not exist, in the order asked.
    package var missing: [String]

    /// Makes an answer.
    package init(values: [Value], missing: [String]) {
        self.values = values
        self.missing = missing
    }
}

extension BatchResult: Equatable where Value: Equatable {}

extension BatchResult {
    /// The answers of several batches as one.
    init(joining parts: [BatchResult]) {
        self.init(values: parts.flatMap(\.values), missing: parts.flatMap(\.missing))
    }
}

/// Asks for all keys at once, and still finds what exists where AWS refuses the whole batch for one that does not.
///
/// The keys that the refusal names are dropped and the rest is asked again; where it names none, the batch is halved
/// until the missing ones stand alone. One wrong name in a configuration must not blind the others.
func findEach<Value>(
    _ keys: [String],
    ask: ([String]) async throws(AWSError) -> [Value]
) async throws(AWSError) -> BatchResult<Value> {
    guard !keys.isEmpty else { return BatchResult(values: [], missing: []) }
    let refusal: AWSError
    do throws(AWSError) {
        return BatchResult(values: try await ask(keys), missing: [])
    } catch {
        guard error.kind == .notFound else { throw error }
        refusal = error
    }
    let named = keys.filter(words(of: refusal.message).contains)
    if !named.isEmpty {
        let rest = keys.filter { !named.contains($0) }
        let found = try await findEach(rest, ask: ask)
        return BatchResult(
            values: found.values, missing: keys.filter { named.contains($0) || found.missing.contains($0) })
    }
    if keys.count == 1 { return BatchResult(values: [], missing: keys) }
    let middle = keys.count / 2
    let head = try await findEach(Array(keys[..<middle]), ask: ask)
    let tail = try await findEach(Array(keys[middle...]), ask: ask)
    return BatchResult(joining: [head, tail])
}

/// The names, ids and ARNs in a message: runs of the characters that these are made of.
private func words(of message: String) -> Set<String> {
    let runs = message.split { !($0.isLetter || $0.isNumber || "-_:/.".contains($0)) }
    return Set(runs.map { $0.hasSuffix(".") ? String($0.dropLast()) : String($0) })
}
