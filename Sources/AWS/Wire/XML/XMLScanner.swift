/// Reads elements from a well-formed document and keeps the source of each.
///
/// It reads what AWS's responses contain: elements, text and entities. It skips declarations, comments and CDATA. It
/// also skips attributes, which remain in the source.
struct XMLScanner {
    private let bytes: [UInt8]
    private var position = 0

    /// No response of AWS is deeper. A deeper document is refused, so that the stack does not overflow.
    private static let greatestDepth = 64

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The document's root element; `nil` when the bytes are not a well-formed document in UTF-8.
    mutating func root() -> XMLElement? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        skipProlog()
        guard let root = element(depth: 0) else { return nil }
        skipProlog()
        return position == bytes.count ? root : nil
    }

    private mutating func element(depth: Int) -> XMLElement? {
        let start = position
        guard depth < Self.greatestDepth, let (name, isClosed) = openingTag() else { return nil }
        if isClosed { return XMLElement(name: name, document: bytes, place: start..<position, children: [], text: "") }
        var children: [XMLElement] = []
        var text: [UInt8] = []
        while position < bytes.count {
            if skip("<!--", upTo: "-->") || skip("<?", upTo: "?>") { continue }
            if let data = cdata() {
                text += data
            } else if looking(at: "</") {
                guard closingTag(of: name) else { return nil }
                // Text next to children is only white space for formatting.
                let words = children.isEmpty ? String(decoding: text, as: UTF8.self) : ""
                return XMLElement(
                    name: name, document: bytes, place: start..<position, children: children, text: words)
            } else if bytes[position] == UInt8(ascii: "<") {
                guard let child = element(depth: depth + 1) else { return nil }
                children.append(child)
            } else {
                guard let part = characters() else { return nil }
                text += part
            }
        }
        return nil
    }

    // MARK: Tags

    private mutating func openingTag() -> (name: String, isClosed: Bool)? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "<") else { return nil }
        position += 1
        let name = name()
        guard !name.isEmpty else { return nil }
        var quote: UInt8?
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return (name, bytes[position - 2] == UInt8(ascii: "/"))
            } else if byte == UInt8(ascii: "<") {
                return nil
            }
        }
        return nil
    }

    private mutating func closingTag(of name: String) -> Bool {
        position += 2
        guard self.name() == name else { return false }
        skipSpace()
        guard looking(at: ">") else { return false }
        position += 1
        return true
    }

    private mutating func name() -> String {
        let name = bytes[position...].prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
        position += name.count
        return String(decoding: name, as: UTF8.self)
    }

    // MARK: Text

    /// Reads the text up to the next tag and resolves its entities; `nil` for an entity that XML does not define.
    private mutating func characters() -> [UInt8]? {
        var text: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
            if bytes[position] != UInt8(ascii: "&") {
                text.append(bytes[position])
                position += 1
                continue
            }
            let entity = bytes[(position + 1)...].prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "<") }
            guard let character = Self.character(of: String(decoding: entity, as: UTF8.self)) else { return nil }
            position += entity.count + 2
            guard position <= bytes.count else { return nil }
            text += Array(String(character).utf8)
        }
        return text
    }

    private static func character(of entity: String) -> Unicode.Scalar? {
        switch entity {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let number =
                entity.hasPrefix("#x")
                ? UInt32(entity.dropFirst(2), radix: 16) : entity.hasPrefix("#") ? UInt32(entity.dropFirst()) : nil
            // XML allows no control characters but tab and line ends, not even as numbers.
            guard let number, number >= 32 || [9, 10, 13].contains(number) else { return nil }
            return Unicode.Scalar(number)
        }
    }

    private mutating func cdata() -> ArraySlice<UInt8>? {
        let start = position + "<![CDATA[".utf8.count
        guard skip("<![CDATA[", upTo: "]]>") else { return nil }
        return bytes[start..<(position - 3)]
    }

    // MARK: Skipping

    private mutating func skipProlog() {
        if position == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        repeat { skipSpace() } while skip("<?", upTo: "?>") || skip("<!--", upTo: "-->") || skip("<!DOCTYPE", upTo: ">")
    }

    private mutating func skipSpace() {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

    private func looking(at text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    /// Skips text that begins with `open`, including its end. Returns false, and skips nothing, when the text does not
    /// begin here.
    private mutating func skip(_ open: String, upTo end: String) -> Bool {
        guard looking(at: open) else { return false }
        let mark = Array(end.utf8)
        var index = position + open.utf8.count
        while index + mark.count <= bytes.count {
            if bytes[index..<(index + mark.count)].elementsEqual(mark) {
                position = index + mark.count
                return true
            }
            index += 1
        }
        return false
    }
}
