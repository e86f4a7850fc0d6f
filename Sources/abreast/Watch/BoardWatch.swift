import Model
import Store

/// Writes what there is to say of the board whenever it may have changed, until a signal comes or the reader has gone.
///
/// For commands without a screen that go on. Hold the signals before any thread is created (``SignalHold``).
struct BoardWatch {
    let configuration: Configuration
    let store: SQLiteStore
    let time: any Timekeeper

    private static let pace = 500
    /// Seconds after which the board is looked at though nothing was stored: it may have grown old.
    private static let patience = 2.0

    /// - Parameters:
    ///   - goesOn: Called before each look. Ends it by `false`.
    ///   - text: What to write of a board; `nil` for nothing.
    func run(while goesOn: () throws -> Bool = { true }, _ text: (Board) throws -> String?) throws {
        PipeOutput.prepare()
        var seen: (version: Int64, at: ContinuousClock.Instant)?
        while PipeOutput.isRead {
            guard try goesOn() else { return }
            let version = try storing { () throws(StoreError) in try store.version() }
            if seen.map({ $0.version != version || .now - $0.at > .seconds(Self.patience) }) ?? true {
                seen = (version, .now)
                let board = try storing { () throws(StoreError) in
                    try store.board(of: configuration, minutes: Rule.window, at: time.now())
                }
                if let text = try text(board), try !PipeOutput.write(text) { return }
            }
            if SignalHold.wait(milliseconds: Self.pace) != nil { return }
        }
    }
}
