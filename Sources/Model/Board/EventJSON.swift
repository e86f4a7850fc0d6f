extension Event {
    /// The event as JSON, for `abreast events --json` and for hooks. Absent values are null.
    package var json: JSONValue {
        .fields([
            "at": .text(at.iso8601), "service": .optional(service), "kind": .text(kind.rawValue), "actor": .text(actor),
            "before": .optional(before), "after": .optional(after), "reason": Self.text(reason),
            "evidence": Self.text(evidence), "order": .optional(order.map { Double($0) }),
            "cause": .optional(cause?.rawValue),
        ])
    }

    private static func text(_ text: String) -> JSONValue { text.isEmpty ? .null : .text(text) }
}
