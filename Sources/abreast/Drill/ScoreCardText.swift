import Model
import Report
import Simulation
import View

// A score card as text: for the terminal, and as Markdown beside the snapshot.

extension ScoreCard {
    /// For the terminal, in lines of at most so many columns.
    func text(_ clock: LocalClock, columns: Int = 80) -> String {
        let columns = max(columns, 40)
        func paragraph(_ text: String) -> [String] { Self.wrapped(Sanitizer.text(text), columns, indent: 0) }
        var lines = paragraph("SIMULATED drill: \(scenario), seed \(seed), speed \(speed), \(date(clock))")
        lines += paragraph(about) + [""]
        let rows = rows(clock)
        let what = rows.map { Width.of($0.what) }.max() ?? 0
        let when = rows.map { Width.of($0.when) }.max() ?? 0
        for row in rows {
            let head = Self.padded(row.what, to: what) + "  " + Self.padded(row.when, to: when) + "  "
            lines += Self.wrapped(head + Sanitizer.text(row.words), columns, indent: Width.of(head))
        }
        lines += [""]
        if !harmRows.isEmpty {
            var harms = TextTable(titles: ["requests", "failed", "slow"], isRight: [false, true, true])
            for row in harmRows { harms.add([row.title, row.failed, row.slow]) }
            lines += harms.lines + [""]
        }
        lines += remarks(clock).flatMap(paragraph)
        return lines.joined(separator: "\n") + "\n"
    }

    /// For the file.
    func markdown(_ clock: LocalClock) -> String {
        var lines = [
            "# Drill \(scenario), \(date(clock))", "",
            "**SIMULATED.** Seed \(seed), speed \(speed); played from \(clock.time(began)) to \(clock.time(ended)).",
            "",
            about, "", "| what | when | |", "|---|---|---|",
        ]
        lines += rows(clock).map { "| \($0.what) | \($0.when) | \(Self.cell($0.words)) |" }
        if !harmRows.isEmpty { lines += ["", "| requests | failed | slow |", "|---|--:|--:|"] }
        lines += harmRows.map { "| \($0.title) | \($0.failed) | \($0.slow) |" }
        lines += [""] + remarks(clock).map { "- \(Sanitizer.text($0))" }
        lines += ["", "## How it was measured", ""] + Self.method.map { "- \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let method = [
        "The fault begins at its moment in the scenario; how soon it can be felt is the scenario's matter.",
        "The board is looked at every 5 simulated seconds; “board shows it” is the first of the scenario's sights.",
        "Noticed: the first key after the fault that turned to a service it concerns: opening its view, a pause, "
            + "rolling back, or a snapshot.",
        "To safety: the end of the minute by which \(most) % of all that the fault spoilt had been spoilt, if hardly "
            + "anything was in the last three minutes.",
        "Failed: would not have failed without the fault. Slow: over the service's p99 limit (500 ms where it has "
            + "none) with the fault and not without it.",
        "The perfect operator: the same world with the same seed once more, without any of the drill's orders; looks "
            + "every 5 simulated seconds, and does what a sight asks for at once.",
        "Because of the delay: what was spoilt from the minute on in which the board first showed it, less the same "
            + "with the perfect operator.",
    ]

    /// `2026-03-14 19:40 JST`.
    private func date(_ clock: LocalClock) -> String {
        "\(Self.year(began, clock))-\(clock.day(began)) \(clock.minuteAndZone(began))"
    }

    /// The year in UTC. It may be wrong in the hours around New Year.
    private static func year(_ moment: Moment, _ clock: LocalClock) -> Int {
        let date = moment.iso8601.split(separator: "T")[0]
        let year = Int(date.prefix(4)) ?? 0
        return switch (date.dropFirst(5), clock.day(moment)) {
        case ("01-01", "12-31"): year - 1
        case ("12-31", "01-01"): year + 1
        default: year
        }
    }

    private static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - Width.of(text)))
    }

    /// Wraps at blanks. The lines after the first are indented by so many blanks.
    static func wrapped(_ text: String, _ columns: Int, indent: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        // The first columns stay unchanged: they are aligned with blanks.
        let head = String(text.prefix(indent))
        for word in text.dropFirst(indent).split(separator: " ") {
            let longer = line.isEmpty ? String(word) : "\(line) \(word)"
            if indent + Width.of(longer) <= columns || line.isEmpty {
                line = longer
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        lines.append(line)
        return lines.enumerated().map { number, line in
            var whole = (number == 0 ? head : String(repeating: " ", count: indent)) + line
            while whole.last == " " { whole.removeLast() }
            return whole
        }
    }

    private static func cell(_ text: String) -> String { Sanitizer.text(text).replacing("|", with: "\\|") }
}
