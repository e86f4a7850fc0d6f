import Model
import Store
import View

/// What is new on a board, one line for each change, with the time first.
///
/// The headline, when its level, its act, its service or what it is about changes; a change of its numbers alone is none.
/// Each event: among them are changed verdicts and changed shares.
struct PlainLines {
    private let configuration: Configuration
    private let store: SQLiteStore
    private let lines: EventLines
    private let isUTF8: Bool
    /// `nil` before the first board.
    private var pages: EventPages?
    /// The headline that was written last.
    private var told: Told?

    private struct Told: Equatable {
        var mark: Headline.Mark
        var matter: String?
    }

    init(_ configuration: Configuration, store: SQLiteStore, isUTF8: Bool = Variables.isUTF8) {
        self.configuration = configuration
        self.store = store
        self.isUTF8 = isUTF8
        lines = EventLines(isJSON: false, services: configuration.services.map(\.name))
    }

    /// The lines with a newline after each; `nil` when nothing has changed. The first time how everything is.
    mutating func text(_ board: Board) throws -> String? {
        var new: [String] = []
        if let pages {
            // The headline is told from the board, with its sentence.
            new += try events(pages)
        } else {
            pages = EventPages(store, service: nil, since: nil, after: board.events.map(\.id).max() ?? 0)
            new += board.services.map { service(board, $0) }
        }
        let headline = board.headline
        let now = Told(mark: headline.mark, matter: headline.matter?.word)
        if now != told {
            told = now
            new.append(line(board, headline))
        }
        guard !new.isEmpty else { return nil }
        return new.map { spelled($0) + "\n" }.joined()
    }

    /// The events since the last call, and no headline: for the end of a run, after which nobody polls.
    func rest() throws -> String? {
        guard let pages else { return nil }
        let events = try events(pages)
        return events.isEmpty ? nil : events.map { spelled($0) + "\n" }.joined()
    }

    private func events(_ pages: EventPages) throws -> [String] {
        try pages.rest().filter { $0.kind != .headline }.map { lines.text($0, hasEvidence: false) }
    }

    /// A message of this process: why it does not poll, and the like.
    func text(note: String, at moment: Moment) -> String {
        spelled("\(stamp(moment))  \(Sanitizer.text(note))") + "\n"
    }

    private func spelled(_ line: String) -> String {
        isUTF8 ? line : Glyphs.ascii(Glyphs.spelled(line, isUTF8: false))
    }

    private func stamp(_ moment: Moment) -> String {
        "\(LocalClock.local.day(moment)) \(LocalClock.local.time(moment))"
    }

    /// `11-29 14:03:22  ▲ HOLD  api: new fails 2.13 % of requests, …; to pause it: abreast pause api`.
    private func line(_ board: Board, _ headline: Headline) -> String {
        let words = HeadlineWords(headline, clock: .local, now: board.takenAt)
        let beside = words.beside.isEmpty ? "" : "; \(words.beside)"
        let sign = Sign(headline.level).text(isUTF8: isUTF8)
        return "\(stamp(board.takenAt))  \(sign)  \(words.sentence)\(beside)\(act(headline))"
    }

    /// `11-29 14:03:22  api  25 % on new  ▲ worse: p99 1.4 × old`.
    private func service(_ board: Board, _ service: Service) -> String {
        let verdict = board.verdict(of: service)
        let share = NumberFormat.figure(board.appliedShare(of: service), .weight, at: board.takenAt).text
        let parts = [
            stamp(board.takenAt), Sanitizer.text(service.name),
            service.configuration.split == nil ? "" : "\(share) % on new",
            Sign(verdict.state).text(isUTF8: isUTF8)
                + (verdict.reason.isEmpty ? "" : ": \(Sanitizer.text(verdict.reason))"),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// What to type. Without `--yes` the commands that move traffic only explain.
    private func act(_ headline: Headline) -> String {
        guard let service = headline.service else { return "" }
        let command: PrintedCommand.What? =
            switch headline.act {
            case .watch: nil
            case .pause: .pause(service)
            case .rollBack: .rollBack(service, to: 0, inSteps: false, yes: false)
            case .advance: .advance(service, to: nil, yes: false)
            }
        return command.map { "; type: \(PrintedCommand($0, for: configuration).line)" } ?? ""
    }
}
