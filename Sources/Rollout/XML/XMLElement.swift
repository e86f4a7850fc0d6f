/// One element of an XML response with its source, so that it can be sent back exactly as it came.
///
/// A typed record would lose fields that it does not know, and a change without them would change more than the
/// weights.
package struct XMLElement: Sendable, Equatable {
    /// The element's name as written.
    package let name: String
    /// The whole element as it came, tags and all.
    package let source: String
    package let children: [XMLElement]
    /// The text of an element without children, its entities resolved; empty for one with children.
    package let text: String

    /// The root of a document; `nil` when the bytes are not well-formed UTF-8 XML.
    package init?(document: [UInt8]) {
        var scanner = XMLScanner(document)
        guard let root = scanner.root() else { return nil }
        self = root
    }

    init(name: String, source: String, children: [XMLElement], text: String) {
        self.name = name
        self.source = source
        self.children = children
        self.text = text
    }

    /// An element of our own that holds a text.
    package init(name: String, text: String) {
        self.init(name: name, source: "<\(name)>\(Self.escaped(text))</\(name)>", children: [], text: text)
    }

    /// An element of our own that holds others, each as it came.
    package init(name: String, children: [XMLElement]) {
        let source = "<\(name)>\(children.map(\.source).joined())</\(name)>"
        self.init(name: name, source: source, children: children, text: "")
    }

    /// The first child of that name.
    package subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    /// Whether it is empty. The query protocol omits empty elements.
    var isEmpty: Bool { children.isEmpty && text.isEmpty }

    /// The same element with a text child of that name: at its place if it exists, otherwise at the end.
    func setting(_ child: String, to text: String) -> XMLElement {
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
