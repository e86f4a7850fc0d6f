import Model

/// What was decoded from the JSON of a table, by service. A text that has not changed is not decoded again: a board of a
/// thousand services is read whenever one of them has changed.
struct DecodedRows<Value: Decodable & Sendable>: Sendable {
    private var known: [String: (text: String, value: Value)] = [:]
    /// How many texts were decoded so far.
    private(set) var decoded = 0

    /// Throws `MalformedRow`.
    mutating func value(_ text: String, of service: String, from table: String) throws -> Value {
        if let known = known[service], known.text == text { return known.value }
        let value: Value = try JSONText.decode(text, from: table)
        decoded += 1
        known[service] = (text, value)
        return value
    }
}
