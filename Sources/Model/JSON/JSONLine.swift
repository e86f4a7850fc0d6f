extension JSONValue {
    /// The value as JSON text on one line, without blanks between its parts and without a newline.
    package var line: String {
        switch self {
        case .list(let elements): "[" + elements.map(\.line).joined(separator: ",") + "]"
        case .object(let fields):
            "{" + fields.map { JSONValue.text($0.name).line + ":" + $0.value.line }.joined(separator: ",") + "}"
        // A value without parts is written on one line anyway, with a newline at its end.
        case .null, .bool, .number, .text: String(written.dropLast())
        }
    }
}
