import FoundationEssentials

/// Values stored as JSON. Equal values give equal text.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: nan)
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// JSON has no numbers for these.
    private static let (infinity, nan) = ("inf", "nan")

    /// Throws `MalformedRow`.
    static func decode<Value: Decodable>(_ text: String, from table: String) throws -> Value {
        do {
            let decoder = JSONDecoder()
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: nan)
            return try decoder.decode(Value.self, from: Data(text.utf8))
        } catch {
            throw MalformedRow(table: table, why: "its JSON cannot be read (\(error))")
        }
    }
}
