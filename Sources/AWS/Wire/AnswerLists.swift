// Lists of answers: an array in JSON, an element around its members in XML.

extension Wire {
    /// A list that may be left out. An odd element costs only itself.
    package enum List<Element: Decodable & Sendable>: OptionalKind {
        package static var absent: [Element] { [] }

        package static func read(_ field: any Decoder) -> [Element] {
            ((try? [Readable<Element>](from: members(of: field))) ?? []).compactMap(\.element)
        }
    }

    /// A list that may be left out and whose elements are counted: an odd one throws, for a list without it would lie.
    package enum WholeList<Element: Decodable & Sendable>: OptionalKind {
        package static var absent: [Element] { [] }

        package static func read(_ field: any Decoder) throws -> [Element] { try [Element](from: members(of: field)) }
    }

    /// A list that must be there, be it empty, and whose elements are counted.
    package enum NeededList<Element: Decodable & Sendable>: AnswerKind {
        package static func read(_ field: any Decoder) throws -> [Element] { try [Element](from: members(of: field)) }
    }

    /// A list that must be there, be it empty. An odd element costs only itself.
    package enum NeededLooseList<Element: Decodable & Sendable>: AnswerKind {
        package static func read(_ field: any Decoder) throws -> [Element] {
            try [Readable<Element>](from: members(of: field)).compactMap(\.element)
        }
    }

    /// A list of names that may be left out; each name once, for some answers repeat them.
    package enum Names: OptionalKind {
        package static var absent: [String] { [] }

        package static func read(_ field: any Decoder) throws -> [String] {
            try WholeList<String>.read(field).withoutRepeats()
        }
    }

    /// An object that may be left out; an odd one is as good as none.
    package enum Part<Value: Decodable & Sendable>: OptionalKind {
        package static var absent: Value? { nil }

        package static func read(_ field: any Decoder) -> Value? { try? Value(from: field) }
    }

    /// In XML the members are the children, whatever their name: `member`, `item`, `ResourceRecordSet`, …
    static func members(of field: any Decoder) -> any Decoder {
        guard let xml = field as? XMLFieldDecoder else { return field }
        return XMLFieldDecoder(xml.elements.first?.children ?? [], at: xml.codingPath)
    }
}

/// An element of a list, if it can be read. Written by hand, for it must not throw: a throw would end the list.
private struct Readable<Element: Decodable>: Decodable {
    let element: Element?

    init(from decoder: any Decoder) { element = try? Element(from: decoder) }
}
