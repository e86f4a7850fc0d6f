/// Something that an operation of the query protocol lists.
protocol QueryListed: Decodable, Sendable {
    /// The operation that lists it, as in `DescribeRules`.
    static var operation: String { get }
    /// The element around the list, as in `Rules`.
    static var listName: String { get }
}

/// The answer of such an operation: `<OpResponse><OpResult><List><member>…</List><NextMarker>…`.
struct QueryList<Element: QueryListed>: Decodable {
    let elements: [Element]
    /// The next page's marker, whichever of its two names the service uses.
    let next: String?

    /// Written by hand, for the names of its fields depend on the operation. The elements are counted by whoever asks, so
    /// that an odd one throws.
    init(from decoder: any Decoder) throws {
        let response = try decoder.container(keyedBy: ElementName.self)
        let result = try response.nestedContainer(
            keyedBy: ElementName.self, forKey: ElementName(stringValue: "\(Element.operation)Result"))
        elements = try result.answer(Wire.WholeList<Element>.self, ElementName(stringValue: Element.listName))
        next =
            try result.answer(Wire.Text.self, ElementName(stringValue: "NextMarker"))
            ?? result.answer(Wire.Text.self, ElementName(stringValue: "NextToken"))
    }
}

extension [(String, String)] {
    /// `Name.member.1=…&Name.member.2=…`, the list of the query protocol.
    static func members(_ name: String, _ values: [String]) -> Self {
        values.enumerated().map { ("\(name).member.\($0.offset + 1)", $0.element) }
    }

    /// `Name.1=…&Name.2=…`, the list of the ec2 protocol.
    static func items(_ name: String, _ values: [String]) -> Self {
        values.enumerated().map { ("\(name).\($0.offset + 1)", $0.element) }
    }
}
