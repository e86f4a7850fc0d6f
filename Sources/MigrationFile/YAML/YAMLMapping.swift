import Model

/// A mapping with known keys. Other keys are noted as problems, with the key that was probably meant.
package struct YAMLMapping {
    package let tree: YAMLTree
    private let values: [String: YAMLTree]
    private let unknown: Set<String>

    /// `nil`, with a problem noted, when `tree` is not a mapping. `write` says what to write instead.
    ///
    /// - Parameter hasExtensions: Whether keys that begin with `x-` are ignored: a place for anchors, as in Compose files.
    package init?(_ tree: YAMLTree, keys: [String], write: String, hasExtensions: Bool = false) {
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
            if hasExtensions, entry.key.hasPrefix("x-") { continue }
            let meant = Suggestion.nearest(to: entry.key, among: free)
            if let meant { unknown.insert(meant) }
            entry.place.note("unknown key", meant.map { "did you mean `\($0)`?" } ?? Self.choice(keys))
        }
        self.values = values
        self.unknown = unknown
    }

    /// The value of a key; `nil` if it is absent or empty.
    package subscript(key: String) -> YAMLTree? {
        guard let value = values[key], !value.isNull else { return nil }
        return value
    }

    /// The value of a required key. `write` says what to write if it is absent.
    package func needed(_ key: String, _ write: String) -> YAMLTree? {
        if let value = self[key] { return value }
        // The misspelt key has been noted already. The missing key is the same problem.
        guard !unknown.contains(key) else { return nil }
        let place = values[key] ?? tree
        tree.notes.add(place.line, place.column, tree.path, "`\(key)` is missing", write)
        return nil
    }

    /// An optional text that `form` accepts; `nil` otherwise.
    package func text(_ key: String, _ form: YAMLValidator) -> String? { self[key].flatMap { form.read($0) } }

    /// A required text that `form` accepts.
    package func neededText(_ key: String, _ form: YAMLValidator) -> String? {
        needed(key, form.write).flatMap { form.read($0) }
    }

    private static func choice(_ keys: [String]) -> String {
        "known here: \(keys.map { "`\($0)`" }.joined(separator: ", "))"
    }
}

/// A rule for a text: what to write, and what is wrong with an invalid one.
package struct YAMLValidator {
    /// An imperative such as “write e.g. region: ap-northeast-1”.
    package var write: String
    /// The problem of a text, or `nil` for a valid one.
    package var fault: (String) -> String?

    package init(_ write: String, fault: @escaping (String) -> String? = { _ in nil }) {
        self.write = write
        self.fault = fault
    }

    /// Reads the value as a text. Notes a problem if it is not valid.
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
