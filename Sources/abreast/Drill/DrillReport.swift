import Glibc
import Model
import Simulation
import Store
import View

/// The end of a drill: a snapshot, with the score card beside it and on stdout.
struct DrillReport {
    let run: SimulationRun
    let log: DrillLog
    let seed: UInt64
    let speed: Speed
    let place: SimulationPlace
    let store: SQLiteStore

    /// Writes `drill-….md` and `.json` into a directory, and prints their paths.
    func write(to directory: String) throws {
        let card = try card()
        var configuration = place.configuration
        configuration.simulated = "drill \(log.scenario.name), seed \(seed)"
        let minutes = Int(card.ended.seconds(since: card.began) / 60) + 60
        let snapshot = try SnapshotTaking.take(
            configuration, store: store, at: card.ended, minutes: minutes, reason: "end of the drill",
            directory: directory)
        let stamp = card.ended.basicISO8601
        let id = "drill-\(log.scenario.name.split(separator: "/").last.map(String.init) ?? "own")-\(stamp)"
        let written = try Self.write(card, id: id, SnapshotWriter(directory: directory))
        print(card.text(.local, columns: Self.columns), terminator: "")
        tell("score card: \(written.markdown)")
        tell("snapshot: \(snapshot.markdown)")
    }

    private static func write(_ card: ScoreCard, id: String, _ writer: SnapshotWriter) throws -> SnapshotWriter.Written
    {
        var attempt = 1
        while true {
            do {
                return try writer.write(
                    id: attempt == 1 ? id : "\(id)-\(attempt)", json: card.json.written, markdown: card.markdown(.local)
                )
            } catch {
                guard case .exists = error, attempt < 100 else { throw Failure("\(error)") }
                attempt += 1
            }
        }
    }

    /// The score card of the finished drill.
    func card() throws -> ScoreCard {
        let ended = run.time.now()
        // The last whole minute counts too.
        run.world.advance(to: ended)
        let orders = try storing { () throws(StoreError) in try store.orders(after: 0) }
        var card = ScoreCard(scenario: log.scenario, seed: seed, speed: speed.description, ended: ended)
        card.seen = log.seen.map { ScoreCard.Seen($0.sight, at: $0.at) }
        card.attention = log.attention(with: orders)
        card.steps = run.world.steps
        card.harmed = ScoreCard.HarmedMinute.all(of: run.world, before: ended)
        card.perfectlyHarmed = card.harmed
        guard !card.rightActs.isEmpty, card.reachedTheFault || card.fault == nil else { return card }
        let rerun = DrillRerun(scenario: log.scenario, configuration: place.configuration, seed: seed)
        let perfect = try rerun.play(until: ended)
        card.perfectActs = perfect.acts
        card.perfectlyHarmed = perfect.harmed
        return card
    }

    /// Columns of the terminal for the card; 80 if stdout is not a terminal.
    private static var columns: Int {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }
}
