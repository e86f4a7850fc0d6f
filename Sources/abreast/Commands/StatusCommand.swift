import ArgumentParser
import Model
import Report
import Store
import View

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Print the board, as text or as JSON: once, or again whenever it changes.",
        discussion: """
            The page “Numbers and JSON” (NumbersAndJSON.md) and its schema describe the JSON. The headline is about all \
            services, also where one is named. With --watch, a terminal shows the board anew; elsewhere each change is a \
            block of lines, as JSON one line. Ctrl+C ends it with status 0.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(
        help: ArgumentHelp("One service or group; all of them without it.", valueName: "service"),
        completion: Completions.moved)
    var service: String?
    @OptionGroup var format: FormatOptions
    @Flag(name: .shortAndLong, help: "Go on: print it again when something on it changes.")
    var watch = false
    @Flag(help: "Print the JSON Schema of -o json instead of a board. It needs no configuration.")
    var schema = false

    /// Larger stores are left to `abreast doctor`: reading them takes longer than a second.
    private static let checkedSize: Int64 = 256 << 20

    private static func refuseDamaged(_ configuration: Configuration) throws {
        let path = try StorePlace.path(of: configuration)
        let faults = try storing { () throws(StoreError) in
            try StoreHealth.faults(path: path, migration: configuration.migration, upTo: checkedSize)
        }
        guard faults.isEmpty else {
            let why = faults.joined(separator: "; ")
            throw Failure(StoreError.damaged(path: path, why: why).sentence, status: 3)
        }
    }

    func run() throws {
        guard !schema else { return print(StatusSchema.text, terminator: "") }
        try speaking {
            // Before the store creates a thread: the main thread must receive the signals.
            if watch { SignalHold.hold() }
            let configuration = try common.read()
            let names = try service.map { try Set(configuration.services(named: $0).map(\.name)) }
            let store = try StorePlace.open(configuration, mode: .readOnly)
            try Self.refuseDamaged(configuration)
            guard !watch else {
                return try StatusWatch(
                    configuration: configuration, store: store, names: names, isJSON: format.isJSON
                ).run()
            }
            let now = configuration.timekeeper(store).now()
            let board = try storing { () throws(StoreError) in
                try store.board(of: configuration, minutes: Rule.window, at: now)
            }
            print(
                format.isJSON
                    ? StatusJSON.value(of: board, only: names).written
                    : StatusText(board: board, isASCII: !Variables.isUTF8, only: names).text,
                terminator: "")
        }
    }
}
