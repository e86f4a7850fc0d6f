import MigrationFile
import Model

/// A scenario's file and the files on which it is based. Each knows its name and collects its own problems.
struct ScenarioLayers {
    /// The nearest first.
    private let notes: [Diagnostics]
    /// The file's own mapping. A scenario's name, faults and observations never come from another file.
    let own: YAMLMapping?
    /// The file's keys, and below them those of the files on which it is based.
    ///
    /// `nil` when one of the files does not exist or cannot be read. Otherwise all its keys would be reported as
    /// missing.
    let top: LayeredMapping?

    init(text: String, file: String) {
        var notes: [Diagnostics] = []
        var mappings: [YAMLMapping] = []
        var names: Set<String> = []
        var next: (text: String, file: String)? = (text, file)
        var isWhole = true
        while let (text, file) = next {
            next = nil
            let note = Diagnostics(file: file)
            notes.append(note)
            guard let mapping = Self.mapping(text, note) else {
                isWhole = false
                break
            }
            mappings.append(mapping)
            if let own = mapping["scenario"]?.word { names.insert(own) }
            if let tree = mapping["based_on"] {
                next = Self.base(tree, before: names)
                isWhole = next != nil
            }
        }
        self.notes = notes
        own = mappings.first
        top = isWhole ? LayeredMapping(mappings) : nil
    }

    /// All problems, the nearest file first; none when everything is right.
    var error: ConfigurationError { ConfigurationError(problems: notes.flatMap(\.error.problems)) }

    private static func mapping(_ text: String, _ notes: Diagnostics) -> YAMLMapping? {
        let write = "a scenario begins with e.g. scenario: slow-poison"
        let bare = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        guard let root = YAMLTree.root(of: bare, notes: notes) else { return nil }
        guard !root.isNull else {
            root.note("the file is empty", write)
            return nil
        }
        return YAMLMapping(root, keys: ScenarioReader.keys, write: write)
    }

    /// The built-in scenario with this name. A scenario cannot be based on a user's file, as this room reads no files.
    private static func base(_ tree: YAMLTree, before names: Set<String>) -> (text: String, file: String)? {
        let write = "write the name of a built-in scenario, e.g. based_on: calm"
        guard let name = tree.text(write) else { return nil }
        guard !names.contains(name) else {
            tree.note("the scenario “\(name)” is based on itself", "leave `based_on` out, or name another one")
            return nil
        }
        guard let text = ScenarioLibrary.text(of: name) else {
            let meant = Suggestion.nearest(to: name, among: ScenarioLibrary.names).map { "did you mean `\($0)`?" }
            tree.note(
                "“\(name)” is not a built-in scenario", meant ?? "known: \(ScenarioCast.list(ScenarioLibrary.names))")
            return nil
        }
        return (text, "\(name).yaml")
    }
}
