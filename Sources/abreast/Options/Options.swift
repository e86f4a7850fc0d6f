import ArgumentParser
import Model

/// The options of every command.
struct CommonOptions: ParsableArguments {
    @Option(
        name: [.long, .customShort("c")],
        help: ArgumentHelp(
            "The migration's configuration; without it \(ConfigurationFile.search).", valueName: "file"),
        completion: Completions.configuration)
    var config: String?

    func read() throws -> Configuration { try ConfigurationFile.read(named: config).configuration }

    /// The same for the first command of a new user: without a configuration, it says how to begin.
    func readOrBegin() throws -> Configuration {
        guard let path = ConfigurationFile.find(named: config) else {
            FirstRunHelp.say()
            throw ExitCode(2)
        }
        return try ConfigurationFile.read(path: path).configuration
    }
}

/// Why an order is given.
struct ReasonOptions: ParsableArguments {
    @Option(help: "Why; shown to everyone.")
    var reason: String = ""

    func validate() throws {
        guard OrderLimits.takes(reason: reason) else {
            throw ValidationError(
                "--reason has \(reason.count) characters in \(reason.utf8.count) bytes: write at most \(OrderLimits.reason) "
                    + "characters in \(OrderLimits.reasonBytes) bytes, which are shown to everyone")
        }
    }
}

/// One service or all of them.
struct ServiceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The service, as the configuration names it.", valueName: "service"),
        completion: Completions.services)
    var service: String?

    @Flag(help: "All services of the migration.")
    var all = false

    func validate() throws {
        guard all == (service != nil) else { return }
        let why = all ? "--all and “\(service ?? "")” exclude each other" : "which service is not said"
        throw ValidationError("\(why): name one SERVICE, or say --all")
    }

    /// The service's name, `nil` for all. Throws for a name that the configuration does not have.
    func resolve(in configuration: Configuration) throws -> String? {
        guard let service else { return nil }
        return try configuration.service(named: service).name
    }
}

extension Configuration {
    /// The service with this name. Throws a failure with the valid names.
    func service(named name: String) throws -> ServiceConfiguration {
        if let service = services.first(where: { $0.name == name }) { return service }
        let names = services.map(\.name).joined(separator: ", ")
        let meant = Suggestion.nearest(to: name, among: services.map(\.name) + groups.map(\.name))
        let hint = meant.map { "did you mean “\($0)”? It has \(names)" } ?? "it has \(names)"
        let place = file.map { " (\($0))" } ?? ""
        throw Failure("there is no service “\(name)” in the migration “\(migration)”\(place); \(hint).", status: 2)
    }
}
