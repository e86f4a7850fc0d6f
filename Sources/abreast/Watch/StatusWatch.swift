import Glibc
import Model
import Report
import Store

/// `status --watch`: the board again whenever something on it has changed.
///
/// On a terminal it redraws. Elsewhere it writes one block for each change, as JSON one line.
struct StatusWatch {
    /// What counts as a change where blocks are written. Ages move all the time and are none.
    private struct Mark: Equatable {
        var level: Headline.Level
        var service: String?
        var isPolled: Bool
        var minute: Minute?
        /// The id of the newest event.
        var event: Int64?
        /// Sources whose last try failed.
        var failing: [Source]
    }

    let configuration: Configuration
    let store: SQLiteStore
    /// The services that are shown; `nil` for all.
    let names: Set<String>?
    let isJSON: Bool

    private static let pace = 500
    /// Seconds after which the board is looked at though nothing was stored: it may have grown old.
    private static let patience = 2.0

    /// Goes on until a signal comes or the reader has gone. Both end with success.
    func run() throws {
        PipeOutput.prepare()
        let redraws = !isJSON && isatty(STDOUT_FILENO) == 1
        var seen: (version: Int64, at: ContinuousClock.Instant)?
        var (lastMark, lastText): (Mark?, String?)
        while PipeOutput.isRead {
            let version = try storing { () throws(StoreError) in try store.version() }
            if seen.map({ $0.version != version || .now - $0.at > .seconds(Self.patience) }) ?? true {
                seen = (version, .now)
                let board = try storing { () throws(StoreError) in
                    try store.board(of: configuration, minutes: Rule.window, at: configuration.timekeeper(store).now())
                }
                let (mark, text) = (mark(board), text(board))
                if redraws ? text != lastText : mark != lastMark {
                    let block = redraws ? "\u{1B}[H\u{1B}[2J\(text)" : lastText == nil || isJSON ? text : "\n\(text)"
                    guard try PipeOutput.write(block) else { return }
                    (lastMark, lastText) = (mark, text)
                }
            }
            if SignalHold.wait(milliseconds: Self.pace) != nil { return }
        }
    }

    private func text(_ board: Board) -> String {
        isJSON
            ? StatusJSON.value(of: board, only: names).line + "\n"
            : StatusText(board: board, isASCII: !Variables.isUTF8, only: names).text
    }

    private func mark(_ board: Board) -> Mark {
        let headline = board.headline
        let events = board.events.filter { event in names.map { event.service.map($0.contains) ?? true } ?? true }
        return Mark(
            level: headline.level, service: headline.service, isPolled: board.lease?.isLive(at: board.takenAt) ?? false,
            minute: board.newestMinuteWithRequests, event: events.map(\.id).max(),
            failing: board.readings.filter { $0.error != nil }.map(\.source))
    }
}
