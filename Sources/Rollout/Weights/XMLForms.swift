package import AWS
package import Model

// The same content in the two other forms that a change needs: JSON for the `aws` program, pairs for the query
// protocol. AWS's API models say which fields are numbers and flags, and which elements are lists.

extension XMLElement {
    private static let numbers: Set = ["Weight", "TTL", "Order", "DurationSeconds", "SessionTimeout", "Bias"]
    private static let flags: Set = ["EvaluateTargetHealth", "MultiValueAnswer", "Enabled", "UseExistingClientSecret"]
    /// Lists are known by the name of their elements.
    private static let elements: Set = ["member", "ResourceRecord"]

    /// The content as JSON for the `aws` program, without empty elements.
    package var json: JSONValue {
        if children.isEmpty {
            if Self.numbers.contains(name), let number = Double(text) { return .number(number) }
            if Self.flags.contains(name), text == "true" || text == "false" { return .bool(text == "true") }
            return .text(text)
        }
        if children.allSatisfy({ Self.elements.contains($0.name) }) { return .list(children.map(\.json)) }
        if children.allSatisfy({ $0.name == "entry" }) {
            return .object(
                children.map { JSONField(name: $0["key"]?.text ?? "", value: .text($0["value"]?.text ?? "")) })
        }
        return .object(children.filter { !$0.isEmpty }.map { JSONField(name: $0.name, value: $0.json) })
    }

    /// The content as pairs of the query protocol, `path.member.1.Field=…`, without empty elements.
    package func pairs(_ path: String) -> [(String, String)] {
        guard !children.isEmpty else { return text.isEmpty ? [] : [(path, text)] }
        if let first = children.first, first.name == "member" || first.name == "entry" {
            return children.enumerated().flatMap { $0.element.pairs("\(path).\($0.element.name).\($0.offset + 1)") }
        }
        return children.flatMap { $0.pairs("\(path).\($0.name)") }
    }
}
