import Model
import Report

/// Holds a JSON value to a JSON Schema, for the words that our schema uses.
struct ReportSchema {
    private let root: JSONValue

    /// Words of JSON Schema that are understood here; any other in a schema is an error, so that none is passed over.
    private static let words: Set<String> = [
        "$schema", "$ref", "$defs", "title", "description", "type", "enum", "pattern", "required", "properties",
        "additionalProperties", "items",
    ]

    /// The schema that the program prints.
    static func status() throws -> ReportSchema { ReportSchema(try JSONValue(reading: StatusSchema.text)) }

    init(_ root: JSONValue) { self.root = root }

    /// What is wrong with `value`, each with its path; empty when it fits.
    func faults(in value: JSONValue) throws -> [String] {
        var faults: [String] = []
        try check(value, root, "$", &faults)
        return faults
    }

    private struct SchemaFault: Error { var what: String }

    private func check(_ value: JSONValue, _ schema: JSONValue, _ path: String, _ faults: inout [String]) throws {
        guard case .object(let fields) = schema else { throw SchemaFault(what: "\(path): a schema is an object") }
        for field in fields {
            guard Self.words.contains(field.name) else { throw SchemaFault(what: "unknown word \(field.name)") }
        }
        if let reference = schema["$ref"]?.text {
            guard reference.hasPrefix("#/$defs/"), let target = root["$defs"]?[String(reference.dropFirst(8))] else {
                throw SchemaFault(what: "nothing at \(reference)")
            }
            try check(value, target, path, &faults)
        }
        if let type = schema["type"] {
            let allowed = type.list?.compactMap(\.text) ?? [type.text ?? ""]
            if !allowed.contains(where: { Self.isOf($0, value) }) {
                faults.append("\(path): not \(allowed.joined(separator: " or "))")
            }
        }
        if let allowed = schema["enum"]?.list, !allowed.contains(value) {
            faults.append("\(path): not among the words")
        }
        if let pattern = schema["pattern"]?.text, let text = value.text, try Regex(pattern).firstMatch(in: text) == nil
        {
            faults.append("\(path): “\(text)” does not match")
        }
        if let items = schema["items"], let list = value.list {
            for (index, element) in list.enumerated() { try check(element, items, "\(path)[\(index)]", &faults) }
        }
        try checkFields(value, schema, path, &faults)
    }

    private func checkFields(_ value: JSONValue, _ schema: JSONValue, _ path: String, _ faults: inout [String]) throws {
        guard case .object(let fields) = value else { return }
        for name in schema["required"]?.list?.compactMap(\.text) ?? [] where value[name] == nil {
            faults.append("\(path): \(name) is missing")
        }
        for field in fields {
            if let property = schema["properties"]?[field.name] {
                try check(field.value, property, "\(path).\(field.name)", &faults)
            } else if schema["additionalProperties"] == .bool(false) {
                faults.append("\(path): \(field.name) is not known")
            }
        }
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .text), ("array", .list),
            ("object", .object):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}
