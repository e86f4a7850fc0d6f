/// A field of an answer of AWS, read as its kind says; XML and JSON alike.
///
/// A type with such fields needs no `init(from:)` of its own: Swift makes one, and that one calls ``AnswerKind/read(_:)``.
@propertyWrapper
package struct Answered<Kind: AnswerKind>: Decodable, Sendable {
    /// What the field says.
    package var wrappedValue: Kind.Value

    /// Takes a value that somebody else made.
    package init(wrappedValue: Kind.Value) { self.wrappedValue = wrappedValue }

    /// Reads a field that is there.
    package init(from decoder: any Decoder) throws { wrappedValue = try Kind.read(decoder) }
}

extension Answered: Equatable where Kind.Value: Equatable {}

/// Reads one kind of field. A field of this kind must be there.
package protocol AnswerKind {
    associatedtype Value: Sendable

    /// Reads a field that is there. Throws when the whole answer is of no use without it.
    static func read(_ field: any Decoder) throws -> Value
}

/// Reads one kind of field that may be left out.
package protocol OptionalKind: AnswerKind {
    /// What stands for a field that is absent, null or without content.
    static var absent: Value { get }
}

extension KeyedDecodingContainer {
    /// Reads a field that must be there. Swift's own `init(from:)` of a type with ``Answered`` fields calls this.
    func decode<Kind: AnswerKind>(_ type: Answered<Kind>.Type, forKey key: Key) throws -> Answered<Kind> {
        Answered(wrappedValue: try answer(Kind.self, key))
    }

    /// Reads a field that may be left out. Swift's own `init(from:)` of a type with ``Answered`` fields calls this.
    func decode<Kind: OptionalKind>(_ type: Answered<Kind>.Type, forKey key: Key) throws -> Answered<Kind> {
        Answered(wrappedValue: try answer(Kind.self, key))
    }

    /// The value of a field that must be there.
    func answer<Kind: AnswerKind>(_ kind: Kind.Type, _ key: Key) throws -> Kind.Value {
        guard contains(key) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "no such field"))
        }
        return try Kind.read(superDecoder(forKey: key))
    }

    /// The value of a field that may be left out.
    func answer<Kind: OptionalKind>(_ kind: Kind.Type, _ key: Key) throws -> Kind.Value {
        guard contains(key), try !decodeNil(forKey: key) else { return Kind.absent }
        return try Kind.read(superDecoder(forKey: key))
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
