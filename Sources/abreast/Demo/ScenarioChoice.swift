import FoundationEssentials
import Glibc
import Model
import Simulation

/// Finds a scenario by its name, or in a user's file.
enum ScenarioChoice {
    /// The scenario that a new user sees first. Both sides are in view and nothing is alarming. Then one number slowly
    /// worsens. The board reports it before a person would notice, and both `p` and `R` help.
    static let first = "slow-poison"

    /// A built-in scenario, or the one in the file at that path.
    static func read(_ name: String) throws -> Scenario {
        do {
            if let scenario = try ScenarioLibrary.scenario(named: name) { return scenario }
            guard isPath(name) else { throw unknown(name) }
            return try Scenario.read(text: try text(of: name), file: name)
        } catch let error as ConfigurationError {
            throw Failure(error.problems.map(\.description), status: 2)
        }
    }

    private static func isPath(_ name: String) -> Bool {
        name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json")
            || access(name, F_OK) == 0
    }

    private static func text(of path: String) throws -> String {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Failure("\(path): there is no such file.", status: 2)
        }
        guard !isFolder, let data = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path): cannot be read\(isFolder ? ": it is a directory" : "").", status: 2)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Failure("\(path): is not UTF-8 text; save it as UTF-8.", status: 2)
        }
        return text
    }

    private static func unknown(_ name: String) -> Failure {
        let nearest = Suggestion.nearest(to: name, among: ScenarioLibrary.names)
        return Failure(
            [
                "there is no scenario “\(name)”\(nearest.map { "; did you mean \($0)?" } ?? ".")",
                "there are \(ScenarioLibrary.names.joined(separator: ", ")); or give the path of a file of your own.",
            ], status: 2)
    }
}
