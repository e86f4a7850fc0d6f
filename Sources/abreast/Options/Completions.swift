import ArgumentParser
import Model
import Simulation

/// The completions for the tab key: names known on this machine. No request is sent for them.
enum Completions {
    static var configuration: CompletionKind { .file(extensions: ["yaml", "yml", "json"]) }
    static var scenarios: CompletionKind { .list(ScenarioLibrary.names) }

    /// The services of the configuration that the command line names, or of the default one.
    static var services: CompletionKind {
        .custom { words, _, _ in configuration(of: words)?.services.map(\.name) ?? [] }
    }

    /// The same, and the groups.
    static var moved: CompletionKind {
        .custom { words, _, _ in
            guard let configuration = configuration(of: words) else { return [] }
            return configuration.groups.map(\.name) + configuration.services.map(\.name)
        }
    }

    private static func configuration(of words: [String]) -> Configuration? {
        let option = words.firstIndex(of: "--config").map { words.index(after: $0) }
        let named = option.flatMap { words.indices.contains($0) ? words[$0] : nil }
        return try? ConfigurationFile.read(named: named).configuration
    }
}
