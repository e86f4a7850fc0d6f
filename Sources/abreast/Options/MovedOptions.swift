import ArgumentParser
import Model

/// What to move: a service, a group, or all of them.
struct MovedOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The service or the group, as the configuration names it.", valueName: "service"),
        completion: Completions.moved)
    var service: String?
    @Flag(help: "All services of the migration.")
    var all = false

    func validate() throws {
        guard all == (service != nil) else { return }
        if all, let service, Share(argument: service) != nil {
            throw ValidationError("“\(service)” stands where a service does: with --all say --to \(service)")
        }
        let why = all ? "--all and “\(service ?? "")” exclude each other" : "whose traffic is not said"
        throw ValidationError("\(why): name one SERVICE or group, or say --all")
    }

    /// The named services. Throws for a name that the configuration does not have.
    func services(in configuration: Configuration) throws -> [ServiceConfiguration] {
        try service.map { try configuration.services(named: $0) } ?? configuration.services
    }

    /// The named services, grouped by what moves together. Throws for a service that belongs to a group.
    ///
    /// - Parameter percent: Where the command would bring them, for the command that it names instead.
    func units(in configuration: Configuration, to percent: Double?) throws -> [MovedUnit] {
        if let service, let group = configuration.groups.moving(service) {
            throw Failure(
                "“\(service)” moves together with \(group.services.filter { $0 != service }.joined(separator: ", ")): "
                    + "name the group, "
                    + PrintedCommand(.advance(group.name, to: percent, yes: false), for: configuration).inSentence
                    + ".", status: 2)
        }
        let named = try services(in: configuration)
        let groups = configuration.groups.map { group in
            MovedUnit(name: group.name, services: named.filter { group.services.contains($0.name) })
        }
        let single = named.filter { service in configuration.groups.moving(service.name) == nil }
        return groups.filter { !$0.services.isEmpty } + single.map { MovedUnit(name: $0.name, services: [$0]) }
    }
}

/// A service or a group that takes its steps as one.
struct MovedUnit {
    var name: String
    var services: [ServiceConfiguration]
}
