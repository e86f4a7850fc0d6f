/// An element of a list that cannot be read, such as a service with a negative count.
package struct OddElement: Sendable, Equatable {
    /// Its name and ARN, as far as they can be read.
    package let names: [String]
    /// What is odd about it.
    package let words: String

    /// Makes an element of which only this is known.
    package init(names: [String], words: String) {
        self.names = names
        self.words = words
    }

    /// Whether it is the thing of that name or ARN, or may be: one without a readable name may be any.
    package func mayBe(_ name: String) -> Bool { names.isEmpty || names.contains(name) }

    /// `api-asg cannot be read: DesiredCapacity: a number beyond 0 to 1000000`.
    package var sentence: String { "\(names.first ?? "an element without a name") cannot be read: \(words)" }
}

/// Things of which one answer lists several, and which have nothing to do with each other: an odd one costs only itself.
protocol ListedApart: Decodable, Sendable {
    /// The fields with its name and ARN.
    static var namingFields: [String] { get }
}

/// The elements of a list, the odd ones apart.
package struct Elements<Element: Sendable>: Sendable {
    package var values: [Element] = []
    package var odd: [OddElement] = []
}

extension Elements: Equatable where Element: Equatable {}

extension Wire {
    /// A list that may be left out, with the odd elements apart.
    enum Each<Element: ListedApart>: OptionalKind {
        static var absent: Elements<Element> { Elements() }

        static func read(_ field: any Decoder) throws -> Elements<Element> {
            let read = try [ReadOrOdd<Element>](from: members(of: field))
            return Elements(values: read.compactMap(\.value), odd: read.compactMap(\.odd))
        }
    }

    /// The same of a list that must be there, be it empty.
    enum NeededEach<Element: ListedApart>: AnswerKind {
        static func read(_ field: any Decoder) throws -> Elements<Element> { try Each<Element>.read(field) }
    }
}

/// Written by hand, for it must not throw: a throw would end the list.
private struct ReadOrOdd<Element: ListedApart>: Decodable {
    var value: Element?
    var odd: OddElement?

    init(from decoder: any Decoder) {
        do {
            value = try Element(from: decoder)
        } catch {
            let fields = try? decoder.container(keyedBy: ElementName.self)
            let names = Element.namingFields.compactMap { name in
                try? fields?.answer(Wire.Text.self, ElementName(stringValue: name))
            }
            odd = OddElement(
                names: names, words: (error as? DecodingError)?.inWords ?? "its shape is not the documented one")
        }
    }
}
