/// One element of an XML response with its source, so that it can be sent back exactly as it came.
///
/// A typed record would lose fields that it does not know, and a change without them would change more than the
/// weights.
package struct XMLElement: Sendable, Equatable {
    /// The element's name as written.
    package let name: String
    /// The document that the element stands in, shared by all of its elements, and where.
    private let document: [UInt8]
    private let place: Range<Int>
    package let children: [XMLElement]
    /// The text of an element without children, its entities resolved; empty for one with children.
    package let text: String

    /// The root of a document; `nil` when the bytes are not well-formed UTF-8 XML.
    package init?(document: [UInt8]) {
        var scanner = XMLScanner(document)
        guard let root = scanner.root() else { return nil }
        self = root
    }

    init(name: String, document: [UInt8], place: Range<Int>, children: [XMLElement], text: String) {
        self.name = name
        self.document = document
        self.place = place
        self.children = children
        self.text = text
    }

    /// An element of our own that holds a text.
    package init(name: String, text: String) {
        let bytes = Array("<\(name)>\(Self.escaped(text))</\(name)>".utf8)
        self.init(name: name, document: bytes, place: bytes.indices, children: [], text: text)
    }

    /// An element of our own that holds others, each as it came.
    package init(name: String, children: [XMLElement]) {
        let bytes = Array("<\(name)>\(children.map(\.source).joined())</\(name)>".utf8)
        self.init(name: name, document: bytes, place: bytes.indices, children: children, text: "")
    }

    /// The whole element as it came, tags and all.
    package var source: String { String(decoding: document[place], as: UTF8.self) }

    package static func == (a: XMLElement, b: XMLElement) -> Bool { a.document[a.place] == b.document[b.place] }

    /// The first child of that name.
    package subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The text without white space at its ends; `nil` when nothing is left, and of an element with children.
    package var value: String? {
        let value = text[...].trimmed
        return value.isEmpty ? nil : String(value)
    }

    /// Whether nothing is in it, which the query protocol leaves out.
    package var isEmpty: Bool { children.isEmpty && text.isEmpty }

    /// The same element with a text child of that name, in its place if it is there, else at the end.
    package func setting(_ child: String, to text: String) -> XMLElement {
        let piece = XMLElement(name: child, text: text)
        guard self[child] != nil else { return XMLElement(name: name, children: children + [piece]) }
        return XMLElement(name: name, children: children.map { $0.name == child ? piece : $0 })
    }

    /// Text as it may stand between tags.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
