/// A JSON value. Objects keep their order, so that the same board always gives the same bytes.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    /// In the order of writing.
    case object([JSONField])

    /// An object with these fields in this order.
    package static func fields(_ fields: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(fields.map { JSONField(name: $0.key, value: $0.value) })
    }

    /// A text, or null without one.
    package static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.text) ?? .null }

    /// A number, or null without one. JSON has no NaN and no infinity; both become null.
    package static func optional(_ number: Double?) -> JSONValue {
        guard let number, number.isFinite else { return .null }
        return .number(number)
    }

    /// A whole number, or null without one.
    package static func optional(_ number: Int?) -> JSONValue { number.map { .number(Double($0)) } ?? .null }

    /// A moment in ISO 8601, or null without one.
    package static func optional(_ moment: Moment?) -> JSONValue { optional(moment?.iso8601) }

    /// The value of an object's field; `nil` without such a field, or when this is no object.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.name == name }?.value
    }

    /// The text, if this is one.
    package var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The number, if this is one.
    package var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// The elements, if this is a list.
    package var list: [JSONValue]? {
        guard case .list(let elements) = self else { return nil }
        return elements
    }
}

/// One field of a JSON object.
package struct JSONField: Sendable, Equatable {
    package var name: String
    package var value: JSONValue

    package init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONValue {
    /// A copy in which `change` has replaced every text, but no field's name.
    package func mappingTexts(_ change: (String) -> String) -> JSONValue {
        switch self {
        case .text(let text): .text(change(text))
        case .list(let elements): .list(elements.map { $0.mappingTexts(change) })
        case .object(let fields):
            .object(fields.map { JSONField(name: $0.name, value: $0.value.mappingTexts(change)) })
        case .null, .bool, .number: self
        }
    }
}
