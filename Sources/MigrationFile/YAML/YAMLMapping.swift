import Model

/// A mapping whose keys are known beforehand; others are noted, with the one that was probably meant.
package struct YAMLMapping {
    package let tree: YAMLTree
    private let values: [String: YAMLTree]
    private let unknown: Set<String>

    /// `nil`, with a note, when `tree` is no mapping; `write` says what to write instead.
    package init?(_ tree: YAMLTree, keys: [String], write: String) {
        guard let entries = tree.entries(write) else { return nil }
        self.tree = tree
        var values: [String: YAMLTree] = [:]
        var unknown: Set<String> = []
        let free = keys.filter { key in !entries.contains { $0.key == key } }
        for entry in entries {
            if keys.contains(entry.key) {
                values[entry.key] = entry.value
                continue
            }
            let meant = Suggestion.nearest(to: entry.key, among: free)
            if let meant { unknown.insert(meant) }
            entry.place.note("unknown key", meant.map { "did you mean `\($0)`?" } ?? Self.choice(keys))
        }
        self.values = values
        self.unknown = unknown
    }

    /// The value of a key, if it is there and not empty.
    package subscript(key: String) -> YAMLTree? {
        guard let value = values[key], !value.isNull else { return nil }
        return value
    }

    /// The value of a key that must be there; `write` says what to write if it is not.
    package func needed(_ key: String, _ write: String) -> YAMLTree? {
        if let value = self[key] { return value }
        // A slip in the key has been noted already; the missing key is the same fault.
        guard !unknown.contains(key) else { return nil }
        let place = values[key] ?? tree
        tree.notes.add(place.line, place.column, tree.path, "`\(key)` is missing", write)
        return nil
    }

    /// A text that satisfies `form`; `nil` when it is not there or does not.
    package func text(_ key: String, _ form: YAMLValidator) -> String? { self[key].flatMap { form.read($0) } }

    /// A text that must be there and satisfy `form`.
    package func neededText(_ key: String, _ form: YAMLValidator) -> String? {
        needed(key, form.write).flatMap { form.read($0) }
    }

    private static func choice(_ keys: [String]) -> String {
        "known here: \(keys.map { "`\($0)`" }.joined(separator: ", "))"
    }
}

/// What a text must look like: what to write, and what is wrong with one that is not so.
package struct YAMLValidator {
    /// An imperative such as “write e.g. region: ap-northeast-1”.
    package var write: String
    /// The fault of a text, or `nil` for a good one.
    package var fault: (String) -> String?

    package init(_ write: String, fault: @escaping (String) -> String? = { _ in nil }) {
        self.write = write
        self.fault = fault
    }

    /// The value as a text of this form; faults are noted.
    package func read(_ value: YAMLTree) -> String? {
        guard let text = value.text(write) else { return nil }
        guard !text.isEmpty else {
            value.note("an empty text", write)
            return nil
        }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            value.note("a text with a line break or another control character", write)
            return nil
        }
        if let fault = fault(text) {
            value.note(fault, write)
            return nil
        }
        return text
    }
}
