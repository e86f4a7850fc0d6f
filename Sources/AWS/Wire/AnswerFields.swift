// What the answers in XML and in JSON have in common: absent, null and empty fields are all "not said", numbers may
// come as text, and moments come in two forms.

extension KeyedDecodingContainer {
    /// The text, or nil when the field is absent, null, empty or white space alone.
    func text(_ key: Key) throws -> String? {
        guard let text = try decodeIfPresent(String.self, forKey: key), !text.allSatisfy(\.isWhitespace) else {
            return nil
        }
        return text
    }

    /// The whole number, given as a number or as digits, or nil when the field is absent, null or empty.
    func number(_ key: Key) throws -> Int? {
        guard contains(key), try !decodeNil(forKey: key) else { return nil }
        if let number = try? decode(Int.self, forKey: key) { return number }
        guard let text = try text(key) else { return nil }
        guard let number = Int(text) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "not a whole number: \(text.prefix(40))")
        }
        return number
    }

    /// The text of a field that some endpoints give as a number.
    func textOfNumber(_ key: Key) throws -> String? {
        guard contains(key), try !decodeNil(forKey: key) else { return nil }
        if let text = try? decode(String.self, forKey: key) { return text.isEmpty ? nil : text }
        return String(try decode(Int.self, forKey: key))
    }

    /// Seconds since 1970, or nil when the field is absent or null.
    func epoch(_ key: Key) throws -> Double? {
        try decodeIfPresent(AnsweredDate.self, forKey: key)?.epoch
    }

    /// The elements of a JSON array, none when it is absent or null.
    func array<Element: Decodable>(of type: Element.Type, _ key: Key) throws -> [Element] {
        try decodeIfPresent([Element].self, forKey: key) ?? []
    }
}

extension DecodingError {
    /// Where the answer differs from its documented shape, and how, in few words.
    var inWords: String {
        switch self {
        case .keyNotFound(let key, let context): "\(Self.place(context, key)) is missing"
        case .valueNotFound(_, let context): "\(Self.place(context)) is empty"
        case .typeMismatch(_, let context), .dataCorrupted(let context):
            "\(Self.place(context)): \(context.debugDescription)"
        @unknown default: "its shape is not the documented one"
        }
    }

    private static func place(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
        let path = (context.codingPath + (last.map { [$0] } ?? [])).map(\.stringValue)
        return path.isEmpty ? "the body" : path.joined(separator: ".")
    }
}
