import ArgumentParser
import MigrationFile
import Model
import Poll
import Report
import Store
import View

struct SnapshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Write the board with its history to <id>.json and <id>.md, for the postmortem.",
        discussion: "Mode 0600, both files or none, and no secret and no full account id in either.")

    @OptionGroup var common: CommonOptions
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; made when it isn't there.", valueName: "dir"))
    var output: String = "."
    @Option(help: ArgumentHelp("How far back: 30m, 1h, 2d.", valueName: "time"))
    var window: Span = Span(minutes: 60)
    @Option(help: "Why; stands in both files.")
    var reason: String = ""

    func run() throws {
        try speaking {
            let configuration = try common.read()
            let store = try StorePlace.open(configuration, mode: .readOnly)
            let files = try SnapshotTaking.take(
                configuration, store: store, at: configuration.timekeeper(store).now(), minutes: window.minutes,
                reason: reason, directory: output)
            print(files.markdown)
            print(files.json)
        }
    }
}

/// A length of time on the command line.
struct Span: ExpressibleByArgument, CustomStringConvertible {
    var minutes: Int

    init(minutes: Int) { self.minutes = minutes }

    init?(argument: String) {
        guard let unit = argument.last, let count = Int(argument.dropLast()), count > 0 else { return nil }
        let factors: [Character: Int] = ["m": 1, "h": 60, "d": 1440]
        guard let factor = factors[unit], count <= 60 * 1440 / factor else { return nil }
        minutes = count * factor
    }

    var description: String { minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes)m" }
}

/// Creates a snapshot from the store and writes it.
enum SnapshotTaking {
    static func take(
        _ configuration: Configuration, store: any StateStore, at now: Moment, minutes: Int, reason: String,
        directory: String
    ) throws -> SnapshotWriter.Written {
        let board = try storing { () throws(StoreError) in
            var board = try store.board(of: configuration, minutes: minutes - 1, at: now)
            // A report of few minutes still has the same verdicts as the screen and `status`.
            let judged = try store.board(of: configuration, minutes: max(Rule.window, minutes - 1), at: now)
            for service in judged.services where service.takesTraffic {
                guard let index = board.services.firstIndex(where: { $0.name == service.name }) else { continue }
                board.services[index].evidence = judged.evidence(of: service)
            }
            // A screen shows the newest events; a report needs all events of its window.
            board.events = try store.events(since: now - Double(minutes) * 60)
            return board
        }
        let origin = Report.Snapshot.Origin(
            by: Operator.name, host: Operator.host, program: "abreast \(Build.version)", reason: reason,
            account: configuration.account, zone: .local(at: now))
        let queries = MetricQueryPlan.lines(of: configuration, deadLetterQueues: board.deadLetterQueues)
        let writer = SnapshotWriter(directory: directory)
        var attempt = 1
        while true {
            let snapshot = try Self.redacted(
                Report.Snapshot.id(of: configuration.migration, at: now, attempt: attempt), origin, configuration,
                board,
                queries)
            if let written = try Self.write(snapshot, writer, isLast: attempt == 100) { return written }
            attempt += 1
        }
    }

    private static func redacted(
        _ id: String, _ origin: Report.Snapshot.Origin, _ configuration: Configuration, _ board: Board,
        _ queries: [String]
    ) throws -> Report.Snapshot {
        do {
            return try Report.Snapshot.take(
                id: id, origin: origin, configuration: configuration, board: board, queries: queries)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// `nil` when the id exists, so that another one can be tried.
    private static func write(
        _ snapshot: Report.Snapshot, _ writer: SnapshotWriter, isLast: Bool
    ) throws -> SnapshotWriter.Written? {
        do {
            return try writer.write(
                id: snapshot.id,
                json: { put throws(WholeFile.Refusal) in
                    try snapshot.writeJSON { piece throws(WholeFile.Refusal) in try put(piece) }
                }, markdown: snapshot.markdown)
        } catch {
            if case .exists = error, !isLast { return nil }
            throw Failure("\(error)")
        }
    }
}
