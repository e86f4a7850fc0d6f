import Discover
import MigrationFile
import Model

/// Puts discovered services into a configuration that is there. Its comments, its order and everything else stay.
struct AddedServices {
    private let file: ConfigurationFile.Read
    private let text: String

    /// Reads the file. Throws when it cannot be added to.
    init(to path: String) throws {
        try NewFile.mustBePossible(at: path, over: true)
        file = try ConfigurationFile.read(path: path)
        try file.configuration.refuseSimulated("add to")
        text = try Self.text(of: path)
    }

    /// The configuration as it is.
    var configuration: Configuration { file.configuration }

    /// Writes the services into the file, whole or not at all.
    func write(_ result: DiscoverRun.Result) throws {
        let path = file.path
        if let region = result.configuration?.region, region != configuration.region {
            throw refusal(
                "what was found is in \(region), and this configuration is of \(configuration.region)",
                "write a file of its own with -o FILE")
        }
        for draft in result.drafts { try refuseTaken(draft.configuration) }
        var added: [String] = []
        for draft in result.drafts {
            added += ConfigurationText.lines(of: draft.configuration, comments: draft.comments)
        }
        let whole: String
        do {
            whole = try ServicesBlock(text).adding(added)
        } catch {
            throw Failure("\(path): \(error.words); nothing was written.")
        }
        try refuseLoss(whole, result.drafts.map(\.configuration))
        guard try Self.text(of: path) == text else {
            throw refusal("somebody has changed it meanwhile", "run the command again")
        }
        try NewFile.write(whole, to: path, over: true, mode: 0o644)
    }

    private func refuseTaken(_ service: ServiceConfiguration) throws {
        if configuration.services.contains(where: { $0.name == service.name }) {
            throw refusal("it has a service \(service.name) already", "give the new one another name with --as NAME")
        }
        if let split = service.split, let other = configuration.services.first(where: { $0.split == split }) {
            throw refusal("its service \(other.name) moves the same weights", "a record or rule belongs to one service")
        }
    }

    /// Throws unless the new text means what the old one means, and the services besides.
    private func refuseLoss(_ whole: String, _ services: [ServiceConfiguration]) throws {
        let read: Configuration
        do {
            read = try Configuration.read(text: whole, file: file.path)
        } catch {
            throw Failure(
                ["\(file.path): with what was found it would be no configuration; nothing was written:"]
                    + error.problems.map(\.description))
        }
        var wanted = configuration
        wanted.services += services
        wanted.file = read.file
        guard read == wanted else {
            throw refusal("what was found cannot be added without changing the rest", "add it by hand")
        }
    }

    private func refusal(_ why: String, _ what: String) -> Failure {
        Failure("\(file.path): \(why); nothing was written; \(what).")
    }

    private static func text(of path: String) throws -> String { try ConfigurationFile.text(path: path) }
}
