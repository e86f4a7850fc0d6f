/// Something that an operation of the query protocol lists.
protocol QueryListed: ListedApart {
    /// The operation that lists it, as in `DescribeRules`.
    static var operation: String { get }
    /// The element around the list, as in `Rules`.
    static var listName: String { get }
}

extension QueryListed {
    /// None: such elements are asked for in one list that is whole or of no use.
    static var namingFields: [String] { [] }
}

/// The answer of such an operation: `<OpResponse><OpResult><List><member>…</List><NextMarker>…`.
struct QueryList<Element: QueryListed>: Decodable {
    let elements: [Element]
    /// What stands in the list and cannot be read.
    let odd: [OddElement]
    /// The next page's marker, whichever of its two names the service uses.
    let next: String?

    /// Written by hand, for the names of its fields depend on the operation.
    init(from decoder: any Decoder) throws {
        let response = try decoder.container(keyedBy: ElementName.self)
        let result = try response.nestedContainer(
            keyedBy: ElementName.self, forKey: ElementName(stringValue: "\(Element.operation)Result"))
        let list = try result.answer(Wire.Each<Element>.self, ElementName(stringValue: Element.listName))
        (elements, odd) = (list.values, list.odd)
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
