/// The result of a request by names or ids: the things that exist, and the names of those that do not.
package struct BatchResult<Value: Sendable>: Sendable {
    /// The things that exist, in the order of the response.
    package var values: [Value]
    /// The requested names or ids that do not exist, in the order of the request.
    package var missing: [String]
    /// The requested things whose answer cannot be read. Where one thing was requested, that is an error instead.
    package var odd: [OddElement]

    /// Makes a result.
    package init(values: [Value], missing: [String], odd: [OddElement] = []) {
        self.values = values
        self.missing = missing
        self.odd = odd
    }
}

extension BatchResult: Equatable where Value: Equatable {}

extension BatchResult {
    /// Joins the results of several batches.
    init(joining parts: [BatchResult]) {
        self.init(values: parts.flatMap(\.values), missing: parts.flatMap(\.missing), odd: parts.flatMap(\.odd))
    }
}

/// Requests all keys at once, and finds those that exist even when AWS refuses the batch because of a missing one.
///
/// When the error names missing keys, the others are requested again without them. When it names none, the batch is
/// halved until each missing key is alone. So one wrong name in a configuration does not hide the others. Throws any
/// error other than `notFound`.
func findEach<Value>(
    _ keys: [String],
    ask: ([String]) async throws(AWSError) -> Elements<Value>
) async throws(AWSError) -> BatchResult<Value> {
    guard !keys.isEmpty else { return BatchResult(values: [], missing: []) }
    let refusal: AWSError
    do throws(AWSError) {
        let found = try await ask(keys)
        return BatchResult(values: found.values, missing: [], odd: found.odd)
    } catch {
        guard error.kind == .notFound else { throw error }
        refusal = error
    }
    let named = keys.filter(words(of: refusal.message).contains)
    if !named.isEmpty {
        let rest = keys.filter { !named.contains($0) }
        let found = try await findEach(rest, ask: ask)
        return BatchResult(
            values: found.values, missing: keys.filter { named.contains($0) || found.missing.contains($0) },
            odd: found.odd)
    }
    if keys.count == 1 { return BatchResult(values: [], missing: keys) }
    let middle = keys.count / 2
    let head = try await findEach(Array(keys[..<middle]), ask: ask)
    let tail = try await findEach(Array(keys[middle...]), ask: ask)
    return BatchResult(joining: [head, tail])
}

/// The names, ids and ARNs in an error message.
private func words(of message: String) -> Set<String> {
    let runs = message.split { !($0.isLetter || $0.isNumber || "-_:/.".contains($0)) }
    return Set(runs.map { $0.hasSuffix(".") ? String($0.dropLast()) : String($0) })
}
