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

    /// Goes on until a signal comes or the reader has gone. Both end with success.
    func run() throws {
        let redraws = !isJSON && isatty(STDOUT_FILENO) == 1
        var (lastMark, lastText): (Mark?, String?)
        let watch = BoardWatch(configuration: configuration, store: store, time: configuration.timekeeper(store))
        try watch.run { board in
            let (mark, text) = (mark(board), text(board))
            guard redraws ? text != lastText : mark != lastMark else { return nil }
            defer { (lastMark, lastText) = (mark, text) }
            return redraws ? "\u{1B}[H\u{1B}[2J\(text)" : lastText == nil || isJSON ? text : "\n\(text)"
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
