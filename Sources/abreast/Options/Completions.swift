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

    /// The steps of the plan of the service or group that the command line names, or of all.
    static var steps: CompletionKind {
        .custom { words, _, _ in
            guard let configuration = configuration(of: words) else { return [] }
            let named = words.lazy.compactMap { try? configuration.services(named: $0) }.first
            let steps = (named ?? configuration.services).flatMap { $0.rollout?.steps ?? [] }
            return Set(steps).sorted().map(NumberWords.share)
        }
    }

    /// The configuration by which the command line would be carried out; `nil` where it cannot be read. Nobody is told
    /// why: a tab key is no question.
    private static func configuration(of words: [String]) -> Configuration? {
        var named: String?
        for (index, word) in words.enumerated() {
            if ["--config", "-c"].contains(word), index + 1 < words.count { named = words[index + 1] }
            if word.hasPrefix("--config=") { named = String(word.dropFirst("--config=".count)) }
        }
        return try? ConfigurationFile.read(named: named).configuration
    }
}
