/// An element of an XML response. It keeps its source, so that it can be sent back unchanged.
///
/// A typed record would lose fields that it does not know. A change sent without them would change more than the
/// weights.
package struct XMLElement: Sendable, Equatable {
    /// The element's name as written.
    package let name: String
    /// The document that contains the element. All elements of the document share it.
    private let document: [UInt8]
    /// The element's bytes in the document.
    private let place: Range<Int>
    package let children: [XMLElement]
    /// The text, with entities resolved; empty when the element has children.
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

    /// Makes a new element that contains a text.
    package init(name: String, text: String) {
        let bytes = Array("<\(name)>\(Self.escaped(text))</\(name)>".utf8)
        self.init(name: name, document: bytes, place: bytes.indices, children: [], text: text)
    }

    /// Makes a new element that contains the source of `children`, unchanged.
    package init(name: String, children: [XMLElement]) {
        let bytes = Array("<\(name)>\(children.map(\.source).joined())</\(name)>".utf8)
        self.init(name: name, document: bytes, place: bytes.indices, children: children, text: "")
    }

    /// The whole element as received, including its tags.
    package var source: String { String(decoding: document[place], as: UTF8.self) }

    package static func == (a: XMLElement, b: XMLElement) -> Bool { a.document[a.place] == b.document[b.place] }

    /// The first child with that name.
    package subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The text without white space at its ends; `nil` when nothing is left or the element has children.
    package var value: String? {
        let value = text[...].trimmed
        return value.isEmpty ? nil : String(value)
    }

    /// Whether it has no children and no text. The query protocol leaves out such elements.
    package var isEmpty: Bool { children.isEmpty && text.isEmpty }

    /// The same element with a text child of that name: replaces the child if it exists, else adds it at the end.
    package func setting(_ child: String, to text: String) -> XMLElement {
        let piece = XMLElement(name: child, text: text)
        guard self[child] != nil else { return XMLElement(name: name, children: children + [piece]) }
        return XMLElement(name: name, children: children.map { $0.name == child ? piece : $0 })
    }

    /// Escapes `&`, `<` and `>` for use as text between tags.
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
