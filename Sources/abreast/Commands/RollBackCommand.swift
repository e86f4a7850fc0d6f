import AWS
import ArgumentParser
import Model
import Rollout
import Store
import View

struct RollBackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Send the traffic of a service, a group or all services back to the old side.",
        discussion: """
            Without --yes it prints the exact calls and what they mean, and orders nothing. With it the order is \
            stored first; whoever holds the lease carries it out, and when nobody lives who does, this command \
            itself. Whatever happens is told line by line, and a snapshot is written. The rollout is held afterwards \
            until it is resumed.

            Everything goes at once. What old was seen to carry is told, and delays nothing: it is the least that old can \
            carry. --in-steps sends back as much as that, and more as old grows; the command follows it.

            It does not give up: while AWS fails, hangs or throttles, it reads, sends and reads back again, every 0.5 s to \
            5 s, until it is done, or until somebody resumes the service. After some seconds it prints the `aws` lines that \
            do the same, and goes on. A store that is full, locked or unreadable does not stop it either: it then sends \
            without one. --give-up-after ends the command, not the order.

            Exit status 0: all weights were read back as ordered, 0 % on new or --to's percentage; 1: they were not, \
            or --yes is missing; 2: the configuration or a name is wrong; 3: the store.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var what: MovedOptions
    @Option(
        help: ArgumentHelp("An earlier step instead: percent on new, below what stands.", valueName: "percent"),
        completion: Completions.steps)
    var to: Double = 0
    @Flag(help: "In the steps that old was seen to carry, and further as old grows.")
    var inSteps = false
    @Flag(help: "In one step, as without it; it says so to who reads the line.")
    var atOnce = false
    @Option(
        help: ArgumentHelp(
            "How long this command goes on: 30s, 5m; without it until it is done.", valueName: "time"))
    var giveUpAfter: Patience?
    @Flag(help: "Do it.")
    var yes = false
    @OptionGroup var why: ReasonOptions
    @OptionGroup var aws: AWSOptions
    @Option(help: ArgumentHelp("Where the snapshot is written; made when it isn't there.", valueName: "dir"))
    var snapshotDir: String = "."

    func validate() throws {
        if !(0..<100).contains(to) { throw ValidationError("--to takes a percentage from 0 to below 100") }
        if inSteps && atOnce {
            throw ValidationError("--at-once and --in-steps exclude each other: leave one of them out")
        }
    }

    func run() throws {
        try speaking {
            let configuration = try aws.applied(common.read())
            try configuration.refuseSimulated("roll back in")
            let named = try what.services(in: configuration)
            let services = named.filter { $0.split != nil }
            guard !services.isEmpty else {
                let names = named.map(\.name).joined(separator: ", ")
                let others = configuration.services.filter { $0.split != nil }.map(\.name).joined(separator: ", ")
                throw Failure(
                    "nothing to roll back: no weights send traffic to \(names); name one of \(others).", status: 2)
            }
            // By what was read, where something polls: traffic does not wait for what AWS may not answer.
            let store = try? StorePlace.openAny(configuration, mode: .readOnly, timeout: 0.2)
            CommandHead.say(configuration, store)
            let sides = try SideGuard.check(
                configuration, services.map(\.name), board: store.flatMap { try? board(configuration, $0) },
                within: .seconds(yes ? 2 : 5))
            sides.sayRemarks()
            guard yes else { throw try explained(configuration, services) }
            do {
                try ordered(configuration, services, sides)
            } catch let failure as Failure where failure.store != nil {
                // Traffic does not wait for a disk or a lock.
                try StorelessRollBack(configuration, services, to: to, patience: giveUpAfter?.seconds).run(failure)
            }
        }
    }

    /// Stores the order, and follows it to its end.
    private func ordered(
        _ configuration: Configuration, _ services: [ServiceConfiguration], _ sides: SideFindings
    ) throws {
        let store = try StorePlace.open(
            configuration, mode: .readWriteCreate, services: services.map(\.name), timeout: 1)
        guard !store.isReadOnly else { throw Failure(StoreError.readOnly(path: store.path)) }
        let board = try board(configuration, store)
        let goals = try order(ahead(configuration, services, board), of: configuration, in: store)
        sides.record(in: store)
        board.sayOtherConfiguration()
        tellCapacity(board, services)
        let rescue = Rescue(configuration, goals.map { RescueGoal(service: $0.service, percent: $0.percent) }) {
            Rescue.kept(store, services)
        }
        let work = OrderWatch(
            configuration, store: store, goals: goals, start: OrderStart(board), rescue: rescue,
            patience: giveUpAfter.map { Double($0.seconds) })
        let isDone = try waiting { try await work.run() }
        if !isDone {
            OrderAdvice(configuration, goals: work.stranded(), store: store).say(hasLines: rescue.wasTold)
        }
        takeSnapshot(configuration, store)
        if !isDone { throw ExitCode(1) }
    }

    private func board(_ configuration: Configuration, _ store: SQLiteStore) throws -> Board {
        try storing { () throws(StoreError) in
            try store.board(of: configuration, minutes: 60, at: MachineClock().now())
        }
    }

    /// Prints what would be sent. The failure names the missing confirmation.
    private func explained(_ configuration: Configuration, _ services: [ServiceConfiguration]) throws -> Failure {
        // The present weights and the capacity of old are known only if something polls, and only then is there a
        // store.
        let store = try? StorePlace.openAny(configuration, mode: .readOnly)
        let targets = try store.map { store in
            // A store of another configuration would show its weights and refuse the order.
            _ = try StorePlace.open(configuration, mode: .readOnly, services: services.map(\.name))
            return try OrderTargets(configuration, store)
        }
        let board = store.flatMap { try? self.board(configuration, $0) }
        let services = try board.map { try ahead(configuration, services, $0) } ?? services
        let (plan, _) = try MigrationPlan.read(configuration, services, to: to, within: .seconds(15))
        plan.show()
        for service in services {
            if let words = (targets ?? OrderTargets(configuration)).words(service.name) {
                tell("\(service.name): this moves \(words)")
            }
        }
        board?.sayOtherConfiguration()
        if let board { tellCapacity(board, services) }
        let command = PrintedCommand(
            .rollBack(what.service, to: to, inSteps: inSteps, yes: true), for: configuration)
        return Failure(
            "nothing was ordered and nothing was sent; to send these calls say \(command.inSentence).")
    }

    /// The services that an earlier step takes back. All types of the others are already below it, by the last reading
    /// and, as that may be half a minute old, by a reading now.
    private func ahead(
        _ configuration: Configuration, _ services: [ServiceConfiguration], _ board: Board
    ) throws -> [ServiceConfiguration] {
        guard to > 0 else { return services }
        let below = services.filter { service in
            let found = board.services.first { $0.name == service.name }
            return found?.share?.value.highest.map { $0 <= to } ?? false
        }
        guard !below.isEmpty else { return services }
        let standing = try MigrationPlan.read(configuration, below, to: to, within: .seconds(15)).plan.highest
        var words: [String] = []
        let ahead = services.filter { service in
            guard let percent = standing[service.name], percent <= to else { return true }
            let (standing, aim) = (NumberWords.share(percent), NumberWords.share(to))
            words.append("\(service.name): stands at \(standing) %, so \(aim) % is no step back")
            return false
        }
        guard !ahead.isEmpty else { throw Failure(words) }
        for line in words { say("left out: \(line)") }
        return ahead
    }

    /// Prints what old was seen to carry, and what follows if that is not everything.
    private func tellCapacity(_ board: Board, _ services: [ServiceConfiguration]) {
        for service in board.services where services.contains(where: { $0.name == service.name }) {
            let capacity = RollbackCapacity(of: service, board: board)
            guard capacity.answer == .unsafe, let room = capacity.room, room > 0 else {
                tell("\(service.name): \(capacity.sentence)")
                continue
            }
            let carried = "\(capacity.seen) \(NumberWords.percent(room)) % of this"
            let remedy = capacity.remedy.map { " (\($0))" } ?? ""
            // Who cannot see does not wait.
            let isStaged = inSteps && board.verdict(of: service).state != .blind
            let how = isStaged ? "it goes back in steps" : "all of it goes at once; --in-steps goes as old can take it"
            tell("\(service.name): \(carried)\(remedy); \(how)")
        }
    }

    /// Stores the order before anything else: one for all services, or one for each named service.
    private func order(
        _ services: [ServiceConfiguration], of configuration: Configuration, in store: SQLiteStore
    ) throws -> [OrderWatch.Goal] {
        let terms = OrderTerms(percent: to > 0 ? to : nil, pace: inSteps ? .inSteps : .atOnce)
        let identity = configuration.identity().only(services.map(\.name))
        func post(_ service: String?) throws -> Order {
            let order = Order(
                kind: .rollBack, service: service, actor: Operator.name, at: MachineClock().now(), reason: why.reason,
                terms: terms, identity: identity)
            let stored = try storing { () throws(StoreError) in try store.post(order) }
            let aim = to > 0 ? " to \(NumberWords.share(to)) %" : ""
            let who = service ?? "all services"
            let remark = OrderTargets(stored).remark(service)
            tell("\(who): roll back\(aim) ordered by \(stored.actor), stored as order \(stored.id)\(remark)")
            return stored
        }
        func goal(_ service: ServiceConfiguration, _ order: Order) -> OrderWatch.Goal {
            OrderWatch.Goal(service: service, order: order, percent: to)
        }
        if what.all, to == 0 {
            let order = try post(nil)
            return services.map { goal($0, order) }
        }
        return try services.map { goal($0, try post($0.name)) }
    }

    /// If the snapshot cannot be written, the roll back still counts.
    private func takeSnapshot(_ configuration: Configuration, _ store: SQLiteStore) {
        do {
            let files = try SnapshotTaking.take(
                configuration, store: store, at: MachineClock().now(), minutes: 60,
                reason: why.reason.isEmpty ? "rolled back" : "rolled back: \(why.reason)", directory: snapshotDir)
            tell("snapshot: \(files.markdown)")
        } catch {
            say("abreast: no snapshot: \((error as? Failure)?.line ?? "\(error)")")
        }
    }
}
