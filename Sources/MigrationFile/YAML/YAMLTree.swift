import Model
import Yams

/// A value in a YAML file with its position. It notes problems instead of throwing.
package struct YAMLTree {
    private let node: Node
    /// The path in the tree: `services.api.split`.
    package let path: String
    /// The position in the file, counted from 1; the column in Unicode scalars.
    package let line: Int
    package let column: Int
    /// Collects its problems, with the file's name.
    package let notes: Diagnostics
    private let blots: [YAMLSource.DuplicateKey]

    /// The root of `text`; `nil` with a problem in `notes` when it cannot be read at all.
    package static func root(of text: String, notes: Diagnostics) -> YAMLTree? {
        var source = YAMLSource(notes: notes)
        guard let node = source.compose(text) else { return nil }
        return YAMLTree(node, path: "", line: 1, column: 1, notes: notes, blots: source.blots)
    }

    private init(
        _ node: Node, path: String, line: Int, column: Int, notes: Diagnostics, blots: [YAMLSource.DuplicateKey]
    ) {
        self.node = node
        self.path = path
        self.line = line
        self.column = column
        self.notes = notes
        self.blots = blots
    }

    private func child(_ node: Node, _ path: String) -> YAMLTree {
        YAMLTree(
            node, path: path, line: node.mark?.line ?? line, column: node.mark?.column ?? column, notes: notes,
            blots: blots)
    }

    /// Notes a problem of this value.
    package func note(_ what: String, _ write: String = "") { notes.add(line, column, path, what, write) }

    /// Whether it is empty, `null` or `~`.
    package var isNull: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    // MARK: Scalars

    /// The text of a scalar; `nil`, without a problem noted, for anything else.
    package var word: String? {
        guard case .scalar(let scalar) = node, !isNull else { return nil }
        return scalar.string
    }

    /// A text. A number or word without quotes is a text too.
    package func text(_ write: String = "") -> String? {
        guard case .scalar(let scalar) = node, !isNull else {
            note("\(kind) stands where a text is wanted", write)
            return nil
        }
        return scalar.string
    }

    /// A number, with or without decimal point, not in quotes.
    package func number(_ write: String) -> Double? {
        guard case .scalar(let scalar) = node, !isNull else {
            note("\(kind) stands where a number is wanted", write)
            return nil
        }
        guard scalar.style == .plain || scalar.style == .any else {
            note("“\(scalar.string)” is a text, as it stands in quotes", write)
            return nil
        }
        guard let number = Double(scalar.string), number.isFinite, !scalar.string.lowercased().contains("x") else {
            note("“\(scalar.string)” is not a number", write)
            return nil
        }
        return number
    }

    // MARK: Lists and mappings

    /// The elements of a list.
    package func list(_ write: String) -> [YAMLTree]? {
        guard case .sequence(let sequence) = node else {
            note("\(kind) stands where a list is wanted", write)
            return nil
        }
        return sequence.enumerated().map { child($1, "\(path)[\($0)]") }
    }

    /// The entries of a mapping with any keys, in the file's order. A duplicate key is noted.
    package func entries(_ write: String = "") -> [YAMLEntry]? {
        guard case .mapping(let mapping) = node else {
            note("\(kind) stands where keys with values are wanted", write)
            return nil
        }
        var entries: [YAMLEntry] = []
        var merged: [YAMLEntry] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                child(key, path).note("a key must be plain text")
                continue
            }
            if scalar.string == "<<" {
                merged += merge(value)
                continue
            }
            if let index = YAMLSource.blotIndex(of: scalar.string), blots.indices.contains(index) {
                note(blots[index], in: mapping)
                continue
            }
            let path = path.isEmpty ? scalar.string : "\(path).\(scalar.string)"
            entries.append(YAMLEntry(key: scalar.string, place: child(key, path), value: child(value, path)))
        }
        let own = Set(entries.map(\.key))
        return entries + merged.filter { !own.contains($0.key) }
    }

    /// The entries that `<<: *anchor` adds. The earlier of two anchors wins.
    private func merge(_ node: Node) -> [YAMLEntry] {
        switch node {
        case .mapping: return child(node, path).entries() ?? []
        case .sequence(let sequence):
            var entries: [YAMLEntry] = []
            for one in sequence {
                let known = Set(entries.map(\.key))
                entries += (child(one, path).entries() ?? []).filter { !known.contains($0.key) }
            }
            return entries
        case .scalar, .alias:
            child(node, path).note("`<<` wants a mapping", "write e.g. <<: *defaults")
            return []
        }
    }

    private func note(_ blot: YAMLSource.DuplicateKey, in mapping: Node.Mapping) {
        let again = mapping.first { $0.key.scalar?.string == blot.name }?.key.mark
        notes.add(
            again?.line ?? blot.line, again?.column ?? blot.column, path.isEmpty ? blot.name : "\(path).\(blot.name)",
            "the key stands here for the second time, first in line \(blot.line)", "keep one of them")
    }

    /// What kind of value this is, for messages.
    private var kind: String {
        switch node {
        case .scalar(let scalar): isNull ? "nothing" : "the text “\(scalar.string)”"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}

/// A key with its value.
package struct YAMLEntry {
    package var key: String
    /// The position of the key.
    package var place: YAMLTree
    package var value: YAMLTree
}
