import ArgumentParser
import Model
import Rollout
import Store
import View

struct RollBackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Send all traffic of a service, a group or all services back to the old side, at once.",
        discussion: """
            Without --yes it prints the exact calls and what they mean, and orders nothing. With it the order is stored \
            first; whoever holds the lease carries it out, and when nobody lives who does, this command itself. Whatever \
            happens is told line by line, and a snapshot is written. The rollout is held afterwards until it is resumed.

            Exit status 0: all weights were read back as 0 % on new; 1: they were not, or --yes is missing; 2: the \
            configuration or a name is wrong; 3: the store.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: ArgumentHelp("The service or the group, as the configuration names it.", valueName: "service"))
    var service: String?
    @Flag(help: "All services of the migration.")
    var all = false
    @Flag(help: "Do it.")
    var yes = false
    @OptionGroup var why: ReasonOptions
    @Option(help: ArgumentHelp("Where the snapshot is written; made when it isn't there.", valueName: "dir"))
    var snapshotDir: String = "."

    func validate() throws {
        if all == (service != nil) { throw ValidationError("name one SERVICE or group, or say --all") }
    }

    func run() throws {
        try speaking {
            let configuration = try common.read()
            try configuration.refuseSimulated("roll back in")
            let named = try service.map { try configuration.services(named: $0) } ?? configuration.services
            let services = named.filter { $0.split != nil }
            guard !services.isEmpty else {
                let names = named.map(\.name).joined(separator: ", ")
                throw Failure("nothing to roll back: no weights send traffic to \(names).", status: 2)
            }
            guard yes else { throw try explained(configuration, services) }
            let store = try StorePlace.open(configuration, mode: .readWriteCreate)
            guard !store.isReadOnly else { throw Failure(StoreError.readOnly(path: store.path).sentence, status: 3) }
            let work = try RollBackWatch(
                configuration, store: store, services: services, orders: order(services, in: store))
            let isDone = try waiting { try await work.run() }
            if !isDone { RollBackAdvice(configuration, services: work.failed(), store: store).say() }
            takeSnapshot(configuration, store)
            if !isDone { throw ExitCode(1) }
        }
    }

    /// Says what would be sent; the failure asks for the word that is missing.
    private func explained(_ configuration: Configuration, _ services: [ServiceConfiguration]) throws -> Failure {
        let (plan, _) = try MigrationPlan.read(configuration, services, to: 0, within: .seconds(15))
        plan.show()
        let what = all ? "--all" : service ?? ""
        return Failure(
            "nothing was ordered and nothing was sent; to send these calls say `abreast rollback \(what) --yes`.")
    }

    /// Stores the order before anything else is done: one for all services, or one for each that is named.
    private func order(_ services: [ServiceConfiguration], in store: SQLiteStore) throws -> [Order] {
        let names: [String?] = all ? [nil] : services.map(\.name)
        return try names.map { name in
            let order = Order(
                kind: .rollBack, service: name, actor: Operator.name, at: MachineTime().now(), reason: why.reason)
            let stored = try storing { () throws(StoreError) in try store.post(order) }
            tell("\(name ?? "all services"): roll back ordered by \(Operator.name), stored as order \(stored.id)")
            return stored
        }
    }

    /// A snapshot that cannot be written takes nothing away from what was done.
    private func takeSnapshot(_ configuration: Configuration, _ store: SQLiteStore) {
        do {
            let files = try SnapshotTaking.take(
                configuration, store: store, at: MachineTime().now(), minutes: 60,
                reason: why.reason.isEmpty ? "rolled back" : "rolled back: \(why.reason)", directory: snapshotDir)
            tell("snapshot: \(files.markdown)")
        } catch {
            say("abreast: no snapshot: \((error as? Failure)?.line ?? "\(error)")")
        }
    }
}
