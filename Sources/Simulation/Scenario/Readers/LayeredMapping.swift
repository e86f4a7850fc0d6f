import MigrationFile
import Model

/// One mapping from a file and from the files on which it is based. The nearest file that has a key decides.
struct LayeredMapping {
    /// The nearest first; never empty.
    private let layers: [YAMLMapping]

    /// `nil` when there is no layer at all.
    init?(_ layers: [YAMLMapping]) {
        guard !layers.isEmpty else { return nil }
        self.layers = layers
    }

    /// Takes trees, the nearest first. A tree that is not a mapping is noted as a problem and left out.
    init?(_ trees: [YAMLTree], keys: [String], write: String) {
        self.init(trees.compactMap { YAMLMapping($0, keys: keys, write: write) })
    }

    /// The nearest value of a key that is present and not empty.
    subscript(key: String) -> YAMLTree? { layers.lazy.compactMap { $0[key] }.first }

    /// A required value from one of the layers.
    func needed(_ key: String, _ write: String) -> YAMLTree? { self[key] ?? layers[0].needed(key, write) }

    /// Notes a problem of the nearest layer as a whole.
    func note(_ what: String, _ write: String) { layers[0].tree.note(what, write) }

    func text(_ key: String, _ form: YAMLValidator) -> String? { self[key].flatMap { form.read($0) } }

    func neededText(_ key: String, _ form: YAMLValidator) -> String? {
        needed(key, form.write).flatMap { form.read($0) }
    }

    /// The mapping below a key, layered in the same way. The word `none` removes what lower layers say.
    ///
    /// `nil` when no layer has the key, or when it is removed.
    func mapping(_ key: String, keys: [String], write: String) -> LayeredMapping? {
        LayeredMapping(Self.upToNone(layers.compactMap { $0[key] }), keys: keys, write: write)
    }

    /// The entries of the mapping below a key, by name, each with its layers, without those that are `none`. The lowest
    /// layer decides the order; entries that nearer layers add come after it.
    func entries(_ key: String, _ write: String) -> [(name: String, entries: [YAMLEntry])] {
        let levels = layers.compactMap { $0[key] }.map { $0.entries(write) ?? [] }
        var order: [String] = []
        for entry in levels.reversed().joined() where !order.contains(entry.key) { order.append(entry.key) }
        return order.compactMap { name in
            var entries: [YAMLEntry] = []
            for entry in levels.compactMap({ level in level.first { $0.key == name } }) {
                if entry.value.word == "none" { break }
                entries.append(entry)
            }
            return entries.isEmpty ? nil : (name, entries)
        }
    }

    private static func upToNone(_ trees: [YAMLTree]) -> [YAMLTree] { Array(trees.prefix { $0.word != "none" }) }
}

// MARK: Numbers and spans

extension LayeredMapping {
    /// An optional number.
    func number(_ key: String, _ form: NumberValidator, else usual: Double) -> Double {
        self[key].flatMap { form.read($0) } ?? usual
    }

    /// A required number.
    func number(_ key: String, _ form: NumberValidator) -> Double? { needed(key, form.write).flatMap { form.read($0) } }

    /// An optional span of time, in seconds.
    func span(_ key: String, _ form: SpanForm, else usual: Double) -> Double {
        self[key].flatMap { form.read($0) } ?? usual
    }

    /// A required span of time, in seconds.
    func span(_ key: String, _ form: SpanForm) -> Double? { needed(key, form.write).flatMap { form.read($0) } }
}
