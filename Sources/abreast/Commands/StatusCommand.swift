import ArgumentParser
import Model
import Report
import Store
import View

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Print the board once, as text or as JSON.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "As JSON; the page “Numbers and JSON” (NumbersAndJSON.md) and its schema describe it.")
    var json = false
    @Flag(help: "Print the JSON Schema of --json instead of a board. It needs no configuration.")
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
            let configuration = try common.read()
            let store = try StorePlace.open(configuration, mode: .readOnly)
            try Self.refuseDamaged(configuration)
            let now = configuration.timekeeper(store).now()
            let board = try storing { () throws(StoreError) in
                try store.board(of: configuration, minutes: Rule.window, at: now)
            }
            print(
                json ? StatusJSON.text(of: board) : StatusText(board: board, isASCII: !Variables.isUTF8).text,
                terminator: "")
        }
    }
}
