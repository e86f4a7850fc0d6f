import Model
import View

extension Snapshot {
    /// The text of `<id>.md`: the facts for a postmortem, ready to paste, and headings for the author.
    package var markdown: String { SnapshotReport(snapshot: self).text }
}

/// Puts the parts of the report one after another.
struct SnapshotReport {
    let snapshot: Snapshot
    var board: Board { snapshot.board }
    var zone: SnapshotZone { snapshot.origin.zone }

    var text: String {
        let parts = [
            head, state, evidence, impact, timeline, minutes, versions, records, quality, queries, headings,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    /// Who, when, where and why.
    private var head: String {
        let origin = snapshot.origin
        let services = board.services.map { Markdown.text($0.name) }.joined(separator: ", ")
        let window = board.window
        let utc = SnapshotZone.utc
        let account = origin.account.map { "…\(Markdown.text($0))" } ?? "not known"
        let isSimulated = board.simulated != nil
        let warning = board.simulated.map {
            "**SIMULATED (\(Markdown.text($0))): nothing in this report happened.**\n\n"
        }
        let lines = [
            "# \(isSimulated ? "SIMULATED: " : "")\(Markdown.text(board.migration)): snapshot \(Markdown.text(snapshot.id))",
            "",
            (warning ?? "") + "- **Taken at** \(utc.dateAndTime(board.takenAt)) UTC, \(zone.iso8601(board.takenAt))"
                + " \(Markdown.text(zone.name)), numbers up to \(utc.minute(board.settledTo.start)) UTC",
            "- **By** \(Markdown.text(origin.by)) on \(Markdown.text(origin.host)),"
                + " with \(Markdown.text(origin.program))",
            "- **Reason** \(origin.reason.isEmpty ? "none was given" : "“\(Markdown.text(origin.reason))”")",
            "- **Services** \(services.isEmpty ? "none" : services)",
            "- **Where** region \(Markdown.text(board.region)), account \(account)",
            "- **Window** \(window.count) minutes, \(utc.dateAndTime(window.lowerBound.start)) to"
                + " \(utc.dateAndTime(window.upperBound.start)) UTC; minutes that are not settled are counted nowhere",
            "- **Data** \(Markdown.text(snapshot.id)).json holds the same board with every minute",
        ]
        return lines.joined(separator: "\n")
    }

    /// One line for the migration, one for each service.
    private var state: String {
        let headline = board.headline
        let words = HeadlineWords(headline, clock: .offset(seconds: 0, name: "UTC"), now: board.takenAt)
        let beside = words.beside.isEmpty ? "" : "; \(words.beside)"
        let rows = board.services.map { service in
            let verdict = board.verdict(of: service)
            return [
                Markdown.text(service.name), Markdown.text(VerdictCell(verdict).text),
                Markdown.text(verdict.whole), verdict.since.map { SnapshotZone.utc.minute($0) } ?? "–",
                cell(board.appliedShare(of: service), .weight),
                service.takesTraffic ? cell(board.observedShare(of: service), .share) : "–", traffic(service),
                rollout(service), pause(service), readiness(service),
            ]
        }
        let titles = [
            "service", "verdict", "reason", "since UTC", "set %", "seen %", "traffic", "rollout", "pause",
            "roll back",
        ]
        return """
            ## State

            **\(Sign(headline.level).text)** \(Markdown.text(words.sentence + beside))

            \(Markdown.table(titles, right: [4, 5], rows))
            """
    }

    /// `follows`, `slow, expected by 14:52 UTC`; `–` while it is not known.
    private func traffic(_ service: Service) -> String {
        guard let traffic = board.traffic(of: service) else { return "–" }
        let by = traffic.expectedAt.map { ", expected by \(SnapshotZone.utc.minute($0)) UTC" } ?? ""
        return traffic.state.word + by
    }

    /// `watching, step 3/5`.
    private func rollout(_ service: Service) -> String {
        let progress = service.progress(at: board.takenAt)
        let step = progress.step.map { ", step \($0)/\(progress.steps)" } ?? ""
        return Markdown.text(progress.phase.word + step)
    }

    private func readiness(_ service: Service) -> String {
        guard service.configuration.split != nil else { return "–" }
        return Markdown.text(RollbackCapacity(of: service, board: board).sentence)
    }

    private func pause(_ service: Service) -> String {
        guard let pause = service.pause else { return "–" }
        let why = pause.reason.isEmpty ? "" : " “\(Markdown.text(pause.reason))”"
        let at = SnapshotZone.utc.dateAndTime(pause.at)
        let what = pause.isRollBack ? "rolled back by" : "by"
        let who = Markdown.text(pause.by) + (pause.terms.byItself ? ", by itself," : "")
        let again = pause.terms.lookAgain.map { ", look again at \(SnapshotZone.utc.dateAndTime($0)) UTC" } ?? ""
        return "\(what) \(who) at \(at) UTC\(why)\(pause.ofAll ? ", all services" : "")\(again)"
    }

    /// A number as the screen shows it, with its age when the snapshot was taken.
    func cell(_ measured: Measured, _ style: NumberFormat.Style) -> String {
        NumberFormat.figure(measured, style, at: board.takenAt).text.replacing("<", with: "&lt;").replacing(
            ">", with: "&gt;")
    }

    /// Google's headings for a postmortem, in their order (SRE book, appendix D). The author fills them in.
    private var headings: String {
        let titles = [
            "Summary", "Root causes", "Trigger", "Resolution", "Detection", "Action items",
            "Lessons: what went well", "Lessons: what went wrong", "Lessons: where we got lucky",
        ]
        return "# Draft\n\n" + titles.map { "## \($0)\n\n…" }.joined(separator: "\n\n")
    }
}
