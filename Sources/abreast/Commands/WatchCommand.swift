import AWS
import ArgumentParser
import MigrationFile
import Model
import Poll
import Store
import Terminal
import View

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Show both sides of the migration, alive; polls too when nobody else does.")

    @Argument(
        help: ArgumentHelp(
            "Find both sides behind these names first; no configuration is needed then.", valueName: "host"))
    var hosts: [String] = []
    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Options for HOST") var discovery: DiscoverOptions
    @Flag(help: "Remove the keys that give orders, and never write to the store: someone else must poll.")
    var readOnly = false
    @Flag(
        help: """
            No screen: one line a change, for screen readers and logs. By itself where there is no terminal, or where \
            TERM is dumb.
            """)
    var plain = false
    @Option(help: ArgumentHelp("A theme in btop's format: a file, or a name. Also $ABREAST_THEME.", valueName: "theme"))
    var theme: String?

    func validate() throws {
        for word in hosts where !word.hasPrefix("arn:") {
            if let fault = PlainValidators.faultOfHost(word) {
                throw ValidationError(fault + CommandFirst.remark(on: word))
            }
        }
    }

    func run() throws {
        try speaking {
            Footprint.keepSmall()
            let configuration = try discovered() ?? common.readOrBegin().overridden(by: discovery.typed)
            let plainMode = PlainMode(isAsked: plain)
            // Before the store creates a thread: the main thread must receive the signals.
            if plainMode != nil { SignalHold.hold() }
            let theme = try ThemeFile.choice(named: theme ?? Variables.theme)
            let store = try StorePlace.open(configuration, mode: mode(of: configuration))
            var session = WatchSession(
                configuration: configuration, store: store, theme: theme, time: configuration.timekeeper(store),
                readOnly: readOnly, canRollBack: canRollBack(configuration), canSteer: canSteer(configuration))
            plainMode?.explain()
            session.isPlain = plainMode != nil
            let end: WatchLoop.End
            if readOnly || store.isReadOnly || configuration.simulated != nil {
                end = try session.run(beside: nil)
            } else {
                end = try session.run { desk in await Self.poll(configuration, store, desk) }
            }
            if case .signal(let number) = end { Screen.end(by: number) }
        }
    }

    /// The configuration of what stands behind the given names; `nil` without names.
    private func discovered() throws -> Configuration? {
        guard !hosts.isEmpty || discovery.beginsAlone else { return nil }
        if common.config != nil {
            throw Failure("watch takes either --config FILE or HOST: leave one of them out.", status: 2)
        }
        return try DiscoveredWatch.configuration(hosts, discovery, isPlain: plain)
    }

    /// In a simulation, its own process carries out a roll back. Otherwise the holder of the lease does; this process
    /// takes the lease when no holder lives.
    private func canRollBack(_ configuration: Configuration) -> Bool {
        configuration.simulated != nil || (!readOnly && configuration.services.contains { $0.split != nil })
    }

    /// The holder of the lease takes the steps. This process does when no other holder lives.
    private func canSteer(_ configuration: Configuration) -> Bool {
        canRollBack(configuration)
            && (configuration.simulated == nil || configuration.services.contains { $0.isSteered })
    }

    /// Only the simulation may create its store.
    private func mode(of configuration: Configuration) -> SQLiteStore.Mode {
        readOnly ? .readOnly : configuration.simulated == nil ? .readWriteCreate : .readWrite
    }

    /// Polls beside the screen. Errors of this process appear in the footer, errors of AWS on the board.
    private static func poll(_ configuration: Configuration, _ store: SQLiteStore, _ desk: OrderQueue) async {
        do {
            let polling = try Polling(configuration, store: store) { note in
                if note.level == .error { desk.tell(note.text, isFailure: true) }
            }
            let board = try? store.board(of: configuration, minutes: 1, at: MachineClock().now())
            let sides = await SideGuard.findings(
                configuration, board: board, sender: polling.client, within: .seconds(5))
            if let failure = sides.failure { throw failure }
            sides.record(in: store)
            await polling.run()
        } catch {
            desk.tell((error as? Failure)?.line ?? "\(error)", isFailure: true)
        }
    }
}
