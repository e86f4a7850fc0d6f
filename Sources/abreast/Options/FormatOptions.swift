import ArgumentParser

/// In which form a command prints.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    /// For people.
    case text
    /// For programs.
    case json
}

/// The choice of the form, for every command that has both.
struct FormatOptions: ParsableArguments {
    @Option(name: [.customShort("o"), .customLong("output")], help: "In which form it prints; text without it.")
    var output: OutputFormat?
    @Flag(help: "The same as -o json.")
    var json = false

    func validate() throws {
        if json, output == .text {
            throw ValidationError("--json and -o text exclude each other: leave one of them out")
        }
    }

    var isJSON: Bool { json || output == .json }
}
