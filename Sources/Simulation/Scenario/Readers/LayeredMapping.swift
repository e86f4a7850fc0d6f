import MigrationFile
import Model

/// The same mapping in a file and in those that it is based on: the nearest that has a key decides.
struct LayeredMapping {
    /// The nearest first; never empty.
    private let layers: [YAMLMapping]

    /// `nil` when there is no layer at all.
    init?(_ layers: [YAMLMapping]) {
        guard !layers.isEmpty else { return nil }
        self.layers = layers
    }

    /// From trees, the nearest first, each of which should be a mapping; what is none is noted and left out.
    init?(_ trees: [YAMLTree], keys: [String], write: String) {
        self.init(trees.compactMap { YAMLMapping($0, keys: keys, write: write) })
    }

    /// The nearest value of a key that is there and not empty.
    subscript(key: String) -> YAMLTree? { layers.lazy.compactMap { $0[key] }.first }

    /// A value that must be there in one of the layers.
    func needed(_ key: String, _ write: String) -> YAMLTree? { self[key] ?? layers[0].needed(key, write) }

    /// Notes something of the nearest layer as a whole.
    func note(_ what: String, _ write: String) { layers[0].tree.note(what, write) }

    func text(_ key: String, _ form: YAMLValidator) -> String? { self[key].flatMap { form.read($0) } }

    func neededText(_ key: String, _ form: YAMLValidator) -> String? {
        needed(key, form.write).flatMap { form.read($0) }
    }

    /// The mapping below a key, layered as this one is; the word `none` takes away what lower layers say.
    ///
    /// `nil` when no layer says anything of it, or when it is taken away.
    func mapping(_ key: String, keys: [String], write: String) -> LayeredMapping? {
        LayeredMapping(Self.upToNone(layers.compactMap { $0[key] }), keys: keys, write: write)
    }

    /// The entries of the mapping below a key, by name, each with its layers; those that are `none` are left out. The
    /// order is that of the lowest layer, and then of what the nearer ones add.
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
    /// A number that may be left out.
    func number(_ key: String, _ form: NumberValidator, else usual: Double) -> Double {
        self[key].flatMap { form.read($0) } ?? usual
    }

    /// A number that must be there.
    func number(_ key: String, _ form: NumberValidator) -> Double? { needed(key, form.write).flatMap { form.read($0) } }

    /// Seconds of a span that may be left out.
    func span(_ key: String, _ form: SpanForm, else usual: Double) -> Double {
        self[key].flatMap { form.read($0) } ?? usual
    }

    /// Seconds of a span that must be there.
    func span(_ key: String, _ form: SpanForm) -> Double? { needed(key, form.write).flatMap { form.read($0) } }
}
