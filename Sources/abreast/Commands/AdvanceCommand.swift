import AWS
import ArgumentParser
import Model
import Rollout
import Store
import View

struct AdvanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advance",
        abstract: "Go to the next step of the plan: a service, a group, or all services.",
        discussion: """
            Without --yes it prints the exact calls, what they mean and what refuses them now, and orders nothing. \
            With it the order is stored first; whoever holds the lease carries it out, and when nobody lives who does, \
            this command itself. The services of a group move together, so a group is advanced by its own name.

            Rules that --override sets aside: \(StepRule.names). A pause cannot be overridden: resume first.

            Exit status 0: all weights were read back as ordered; 1: they were not, a rule refused, or --yes is \
            missing; 2: the configuration or a name is wrong; 3: the store.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var what: MovedOptions
    @Argument(
        help: ArgumentHelp("The same as --to: `advance web 25`.", valueName: "percent"),
        completion: Completions.steps)
    var share: Share?
    @Option(
        help: ArgumentHelp(
            "The step to go to, in percent on new; without it the next one.", valueName: "percent"),
        completion: Completions.steps)
    var to: Double?
    @Option(
        name: .customLong("override"), parsing: .upToNextOption,
        help: ArgumentHelp("Rules that were looked at and shall not refuse it.", valueName: "rule"),
        completion: .list(StepRule.allCases.map(\.rawValue)))
    var overrides: [String] = []
    @OptionGroup var aws: AWSOptions
    @Flag(help: "Do it.")
    var yes = false
    @OptionGroup var why: ReasonOptions

    /// Percent on new; `nil` for the next step.
    var target: Double? { to ?? share?.percent }

    func validate() throws {
        if let target, !(0...100).contains(target) {
            throw ValidationError("\(NumberWords.share(target)) % is no share: write 0 to 100, e.g. --to 25")
        }
        if let to, let share, to != share.percent {
            throw ValidationError(
                "\(NumberWords.share(share.percent)) and --to \(NumberWords.share(to)) are two shares: leave one of them out"
            )
        }
    }

    func run() throws {
        try speaking {
            let configuration = try aws.applied(common.read())
            try configuration.refuseSimulated("advance in")
            let rules = try overrides.map(StepRule.named)
            let units = try what.units(in: configuration, to: target)
            let store = try CommandHead.told(configuration) {
                try StorePlace.open(configuration, mode: yes ? .readWriteCreate : .readOnly)
            }
            guard !yes || !store.isReadOnly else {
                throw Failure(StoreError.readOnly(path: store.path).sentence, status: 3)
            }
            let board = try storing { () throws(StoreError) in
                try store.board(
                    of: configuration, minutes: Rule.window, at: MachineClock().now())
            }
            board.sayOtherConfiguration()
            let moved = units.flatMap { $0.services.map(\.name) }
            let sides = try SideGuard.check(configuration, moved, board: board, within: .seconds(5))
            sides.sayRemarks()
            let advances = try AdvanceChoice(configuration, board: board, to: target).advances(of: units)
            guard yes else {
                try AdvanceExplanation(
                    configuration, board: board, targets: OrderTargets(configuration, store), overrides: rules
                ).say(advances)
                throw Failure(unordered(advances, board, configuration))
            }
            sides.record(in: store)
            try order(advances, rules, configuration, store, from: board)
        }
    }

    /// What to type for each of the steps that were explained, and whether it would be refused.
    private func unordered(_ advances: [Advance], _ board: Board, _ configuration: Configuration) -> [String] {
        let lines = advances.map { advance in
            PrintedCommand(.advance(advance.unit, to: advance.percent, yes: true), for: configuration).inSentence
        }
        let isRefused = advances.contains { !$0.refusals(board).isEmpty }
        return ["nothing was ordered and nothing was sent; to go there say \(lines.joined(separator: ", then "))."]
            + (isRefused
                ? ["what refuses it now has to be mended or looked at first; --help says how rules are named."] : [])
    }

    private func order(
        _ advances: [Advance], _ rules: [StepRule], _ configuration: Configuration, _ store: SQLiteStore,
        from board: Board
    ) throws {
        let start = OrderStart(
            try storing { () throws(StoreError) in
                try store.board(of: configuration, minutes: 0, at: MachineClock().now())
            })
        let goals = try advances.flatMap { advance in
            try advance.services.map { service in
                let order = Order(
                    kind: .advance, service: service.name, actor: Operator.name, at: MachineClock().now(),
                    reason: why.reason, terms: OrderTerms(percent: advance.percent, overrides: rules),
                    identity: configuration.identity())
                let stored = try storing { () throws(StoreError) in try store.post(order) }
                let share = NumberWords.share(advance.percent)
                let remark = OrderTargets(stored).remark(service.name)
                let standing = board.services.first { $0.name == service.name }?.share?.value.percent
                let leap = service.leapWords(from: standing, to: advance.percent)
                tell(
                    "\(service.name): \(leap)advance to \(share) % ordered by \(stored.actor), stored as order \(stored.id)"
                        + remark)
                return OrderWatch.Goal(service: service, order: stored, percent: advance.percent)
            }
        }
        let work = OrderWatch(configuration, store: store, goals: goals, start: start)
        if try waiting(for: { try await work.run() }) { return }
        let stranded = work.stranded()
        if !stranded.isEmpty { OrderAdvice(configuration, goals: stranded, store: store).say() }
        throw ExitCode(1)
    }
}

extension StepRule {
    /// All of them, for a sentence.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// The rule with this name. Throws a failure with the valid names.
    static func named(_ name: String) throws -> StepRule {
        if let rule = StepRule(rawValue: name) { return rule }
        throw Failure("there is no rule “\(name)” to override; there are \(names).", status: 2)
    }
}
