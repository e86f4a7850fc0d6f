import Model
import Simulation
import View

// A score card in words: for the terminal, and as Markdown beside the snapshot.

extension ScoreCard {
    /// One row: what, when, and the rest in words.
    struct Row: Equatable {
        var what: String
        var when: String
        var words: String
    }

    /// For the terminal.
    func text(_ clock: LocalClock) -> String {
        var lines = ["SIMULATED drill: \(scenario), seed \(seed), speed \(speed)", about, ""]
        var table = TextTable(titles: ["", "", ""], isRight: [false, false, false])
        for row in rows(clock) { table.add([row.what, row.when, Clean.text(row.words)]) }
        lines += table.lines.dropFirst()
        lines += [""]
        var harms = TextTable(titles: ["requests", "failed", "slow"], isRight: [false, true, true])
        for (title, harm) in harmRows { harms.add([title, "\(harm.failed)", "\(harm.slow)"]) }
        lines += harms.lines + [""] + remarks
        return lines.joined(separator: "\n") + "\n"
    }

    /// For the file.
    func markdown(_ clock: LocalClock) -> String {
        var lines = [
            "# Drill \(scenario), \(clock.day(began)) \(clock.minute(began)) \(clock.zone(began))", "",
            "**SIMULATED.** Seed \(seed), speed \(speed); played from \(clock.time(began)) to \(clock.time(ended)).",
            "",
            about, "", "| what | when | |", "|---|---|---|",
        ]
        lines += rows(clock).map { "| \($0.what) | \($0.when) | \(Self.cell($0.words)) |" }
        lines += ["", "| requests | failed | slow |", "|---|--:|--:|"]
        lines += harmRows.map { "| \($0.title) | \($0.harm.failed) | \($0.harm.slow) |" }
        lines += [""] + remarks.map { "- \($0)" }
        lines += ["", "## How it was measured", ""] + Self.method.map { "- \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The course of the drill.
    func rows(_ clock: LocalClock) -> [Row] {
        func time(_ moment: Moment?) -> String { moment.map(clock.time) ?? "–" }
        guard let fault else { return [Row(what: "fault", when: "–", words: "none: a quiet night")] }
        guard reachedTheFault else {
            return [
                Row(what: "fault", when: time(fault), words: "would have begun then; the drill ended \(time(ended))")
            ]
        }
        var rows = [Row(what: "fault begins", when: time(fault), words: "")]
        rows.append(
            Row(
                what: "board shows it", when: time(shown?.at),
                words: shown.map { after($0.at, "\($0.service): \($0.words)") }
                    ?? "not while the drill lasted"))
        rows.append(
            Row(
                what: "noticed", when: time(noticed?.at),
                words: noticed.map { after($0.at, Self.words($0)) } ?? "no key"))
        rows.append(Row(what: "paused", when: time(paused?.at), words: paused.map { after($0.at, "") } ?? ""))
        rows.append(
            Row(what: "rolled back", when: time(rolledBack?.at), words: rolledBack.map { after($0.at, "") } ?? ""))
        switch safety {
        case .neverHarmed: rows.append(Row(what: "safe", when: "–", words: "no request was harmed"))
        case .reached(let moment):
            rows.append(Row(what: "safe", when: time(moment), words: after(moment, "no request is harmed any more")))
        case .notReached: rows.append(Row(what: "safe", when: "–", words: "not reached when the drill ended"))
        }
        return rows
    }

    var harmRows: [(title: String, harm: Harm)] {
        var rows = [("spoilt by the fault, in all", harm)]
        if shown != nil { rows.append(("of these, after the board showed it", harmAfterShown)) }
        // Where watching is right, nobody could have spared anything.
        guard perfectAct != nil else { return rows }
        rows.append(("with a perfect operator", perfect))
        rows.append(("because of the delay", spared))
        return rows
    }

    /// Sentences on what was right to do.
    var remarks: [String] {
        var remarks: [String] = []
        switch right {
        case .watch:
            remarks.append("Right here: to go on watching. Neither a pause nor rolling back mends this.")
        case .pause: remarks.append("Right here: to pause, so that nothing is added to it.")
        case .rollBack:
            remarks.append("Right here: to roll back; a pause alone leaves requests on the side that is worse.")
        }
        if let act = perfectAct, let fault, reachedTheFault {
            let what = act.act == .rollBack ? "rolls back" : "pauses"
            remarks.append(
                "A perfect operator \(what) \(Self.span(act.at.seconds(since: fault))) after the fault begins.")
        }
        for attention in needless {
            guard case .ordered(let kind) = attention.what else { continue }
            let what = kind == .pause ? "The pause" : "Rolling back"
            remarks.append("\(what) of \(attention.service.map(Clean.text) ?? "all services") was not needed.")
        }
        return remarks
    }

    private static let method = [
        "The fault begins at its moment in the scenario; how soon it can be felt is the scenario's matter.",
        "The board is looked at every 10 simulated seconds; “board shows it” is the first of the scenario's sights on it.",
        "Noticed: the first key after the fault that turned to a service it concerns: opening its view, a pause, rolling "
            + "back, or a snapshot.",
        "Safe: the end of the last minute in which the fault spoilt a request, if three minutes without one followed.",
        "Failed: would not have failed without the fault. Slow: over the service's p99 limit (500 ms where it has none) "
            + "with the fault and not without it.",
        "The perfect operator: the same world with the same seed once more, and the act in the moment of the sight.",
    ]

    private func after(_ moment: Moment, _ words: String) -> String {
        guard let fault else { return words }
        let span = "\(Self.span(moment.seconds(since: fault))) after the fault"
        return words.isEmpty ? span : "\(span); \(words)"
    }

    /// `4 min 20 s`.
    static func span(_ seconds: Double) -> String {
        let whole = Int(max(0, seconds).rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }

    private static func words(_ attention: Attention) -> String {
        let service = attention.service.map(Clean.text) ?? "all services"
        return switch attention.what {
        case .opened: "opened the view of \(service)"
        case .snapshot: "took a snapshot"
        case .ordered(.pause): "paused \(service)"
        case .ordered(.resume): "resumed \(service)"
        case .ordered(.rollBack): "rolled \(service) back"
        case .ordered(.annotate): "wrote a note"
        case .ordered(.advance): "moved \(service) on"
        }
    }

    private static func cell(_ text: String) -> String { Clean.text(text).replacing("|", with: "\\|") }
}
