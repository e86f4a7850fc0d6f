// Lets Swift's `Decodable` read XML elements. A field is a child element. A list is all children with one name. An
// element without content is null. Attributes are ignored, because AWS puts no data in them.

/// Decodes elements with the same name: a single value from the first, a list from all.
struct XMLFieldDecoder: Decoder {
    let elements: [XMLElement]
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ elements: [XMLElement], at path: [any CodingKey] = []) {
        self.elements = elements
        codingPath = path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(XMLFields<Key>(children: elements.first?.children ?? [], codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        XMLList(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        XMLValue(element: elements.first, codingPath: codingPath)
    }
}

/// The children of an element, by name.
private struct XMLFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let children: [XMLElement]
    let codingPath: [any CodingKey]

    var allKeys: [Key] { children.compactMap { Key(stringValue: $0.name) } }

    func contains(_ key: Key) -> Bool { children.contains { $0.name == key.stringValue } }

    func decodeNil(forKey key: Key) throws -> Bool { try field(key).singleValueContainer().decodeNil() }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try Value(from: try field(key))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try field(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try field(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { XMLFieldDecoder([], at: codingPath) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try field(key) }

    private func field(_ key: Key) throws -> XMLFieldDecoder {
        let found = children.filter { $0.name == key.stringValue }
        guard !found.isEmpty else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "no such element"))
        }
        return XMLFieldDecoder(found, at: codingPath + [key])
    }
}

/// Elements with one name, decoded in order.
private struct XMLList: UnkeyedDecodingContainer {
    let elements: [XMLElement]
    let codingPath: [any CodingKey]
    var currentIndex = 0

    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }

    mutating func decodeNil() throws -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: try next()) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }

    mutating func superDecoder() throws -> any Decoder { try next() }

    private mutating func next() throws -> XMLFieldDecoder {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                XMLElement.self, .init(codingPath: codingPath, debugDescription: "no more elements"))
        }
        defer { currentIndex += 1 }
        return XMLFieldDecoder([elements[currentIndex]], at: codingPath)
    }
}

/// Decodes the text of one element.
private struct XMLValue: SingleValueDecodingContainer {
    let element: XMLElement?
    let codingPath: [any CodingKey]

    private var text: String { element?.text ?? "" }

    func decodeNil() -> Bool { element.map { $0.children.isEmpty && $0.text.allSatisfy(\.isWhitespace) } ?? true }

    func decode(_ type: String.Type) throws -> String {
        guard element?.children.isEmpty ?? true else { throw mismatch(type, "elements in the place of a text") }
        return text
    }

    func decode(_ type: Bool.Type) throws -> Bool {
        switch text.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: throw mismatch(type, "not true or false: \(text.prefix(40))")
        }
    }

    func decode(_ type: Double.Type) throws -> Double { try number(type) }
    func decode(_ type: Float.Type) throws -> Float { try number(type) }
    func decode(_ type: Int.Type) throws -> Int { try number(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try number(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try number(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try number(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try number(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try number(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try number(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try number(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try number(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try number(type) }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try Value(from: XMLFieldDecoder(element.map { [$0] } ?? [], at: codingPath))
    }

    private func number<Value: LosslessStringConvertible>(_ type: Value.Type) throws -> Value {
        guard let value = Value(text) else { throw mismatch(type, "not a number: \(text.prefix(40))") }
        return value
    }

    private func mismatch(_ type: any Any.Type, _ words: String) -> DecodingError {
        .typeMismatch(type, .init(codingPath: codingPath, debugDescription: words))
    }
}
