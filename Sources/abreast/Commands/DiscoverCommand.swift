import ArgumentParser
import Discover
import Glibc
import MigrationFile
import Model

struct DiscoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Find both sides behind a host name, warn of traps, and write the configuration.",
        discussion: """
            Walks from the hosted zone over records, load balancers, host rules and target groups to the Auto Scaling group \
            and the ECS service, and prints what it found. The side on EC2 is taken for old and the side on ECS for new; \
            where that can't be told it asks, or takes --old and --new. It only reads. Exit status 0: both sides of every \
            service were found; 1: something could not be told; 2: the command line or the settings are wrong.

            With --add FILE what it found becomes one more service of a configuration that is there: a worker, another \
            host. Nothing else in that file changes. It asks with that file's region, profile and role.
            """)

    @Argument(help: ArgumentHelp("Host names, or target groups' ARNs; one service for each.", valueName: "host"))
    var hosts: [String] = []
    @OptionGroup var options: DiscoverOptions
    @Option(name: .shortAndLong, help: ArgumentHelp("Write the configuration there.", valueName: "file"))
    var output: String?
    @Flag(help: "Write over a file that is there.")
    var force = false
    @Option(
        help: ArgumentHelp("Put what was found into that configuration, as one more service.", valueName: "file"),
        completion: Completions.configuration)
    var add: String?
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("The service's name, instead of the host's first label.", valueName: "service"))
    var service: String?
    @Option(help: ArgumentHelp("The migration's name in the configuration.", valueName: "migration"))
    var name: String?

    private static let hint = " (--force writes over it)"

    func validate() throws {
        guard add != nil else { return }
        if output != nil { throw ValidationError("--add FILE and -o FILE exclude each other: one file is written") }
        if force { throw ValidationError("--force is for -o; --add takes nothing away from its file") }
        if name != nil { throw ValidationError("--name is for a new file; with --add the migration has its name") }
    }

    func run() throws {
        try speaking {
            if let add { return try run(adding: AddedServices(to: add), to: add) }
            if let output { try NewFile.mustBePossible(at: output, over: force, hint: Self.hint) }
            let migration = name.map { DiscoveredMigration.named($0) } ?? .ofFile
            let result = try DiscoverRun(options: options, words: hosts, migration: migration, service: service).run()
            DiscoverReport.show(result, options)
            if let output, let configuration = result.configuration {
                let text = DiscoveredText.text(of: configuration, result, command: Arguments.words)
                try DiscoveredText.readBack(text, as: output)
                try NewFile.write(text, to: output, over: force, mode: 0o644, hint: Self.hint)
                tell("written: \(output)")
                let next = NextCommand(file: ConfigurationFile.absolute(output))
                tell("next: \(next.line(.check(online: true)))")
            } else if let output {
                tell("\(output): nothing was written, as no service is sure; see above")
            } else if result.configuration != nil {
                tell("next: the same with -o abreast.yaml writes the configuration; or abreast watch HOST")
            }
            if !result.refusals.isEmpty { throw ExitCode(1) }
        }
    }

    private func run(adding services: AddedServices, to file: String) throws {
        let result = try DiscoverRun(
            options: options, words: hosts, migration: .named(services.configuration.migration), service: service,
            beside: services.configuration
        ).run()
        DiscoverReport.show(result, options)
        guard !result.drafts.isEmpty else {
            tell("\(file): nothing was written, as no service is sure; see above")
            throw ExitCode(1)
        }
        try services.write(result)
        let names = result.drafts.map(\.configuration.name).joined(separator: ", ")
        tell("added to \(file): \(names); a poller reads it anew after SIGHUP or systemctl reload")
        tell("next: \(NextCommand(file: ConfigurationFile.absolute(file)).line(.check(online: true)))")
        if !result.refusals.isEmpty { throw ExitCode(1) }
    }
}

/// The configuration of what was found, with the evidence in comments above each service.
enum DiscoveredText {
    /// Throws the reader's error if it would not accept the text.
    static func readBack(_ text: String, as file: String) throws {
        do {
            _ = try Configuration.read(text: text, file: file)
        } catch {
            throw Failure(
                ["what was found makes no configuration; nothing was written:"] + error.problems.map(\.description))
        }
    }

    static func text(of configuration: Configuration, _ result: DiscoverRun.Result, command: [String]) -> String {
        let words = command.dropFirst().map(PrintedCommand.quoted).joined(separator: " ")
        var header = [
            "Found by `abreast \(words)`. `abreast check` reads this file and says what is wrong with it;",
            "`man abreast.yaml` and the page “Configuration” (Configuration.md) explain every key.",
        ]
        header += result.refusals.map { "Not in it: \($0.service): \($0.reason)" }
        let comments = result.drafts.map { ($0.configuration.name, $0.comments) }
        return ConfigurationText.text(
            of: configuration, header: header, comments: Dictionary(comments) { first, _ in first },
            ending: [
                "To let abreast move the weights, one step at a time and when you say so:",
                "rollout: { mode: manual, steps: [1, 5, 25, 50, 100], bake: 15m }",
            ])
    }
}
