import AWS
import Discover
import Model
import Poll
import Report
import View

/// The output of `check --online`.
enum OnlineReport {
    /// Sends the requests, prints the table, and returns which results there were.
    ///
    /// - Parameter moves: The calls that move weights. They are not made; whether they are allowed is asked.
    static func print(
        _ configuration: Configuration, moves: WeightCallNames
    ) throws -> Set<OnlineCheck.Row.Answer> {
        let client: AWSClient
        let source: String
        do {
            client = try AWSClient(settings: Polling.settings(configuration))
            source = try client.credentialSource()
        } catch {
            throw Failure(error.sentence, status: 2)
        }
        Swift.print("credentials: \(source)")
        let questions = InFlightRequests()
        let (answered, layouts) = try questions.waited {
            let pacer = RequestPacer()
            // No request is sent twice: rows and topologies use the same responses.
            let memory = AnswerMemory(questions.timed(client))
            let rows = await OnlineCheck(
                configuration: configuration, sender: memory, moves: moves, pacer: pacer,
                deadline: .now + .seconds(30)
            ).rows()
            // Without valid credentials or network, all further requests would fail in the same way.
            let layouts =
                rows.count > 1
                ? await TopologyReader(configuration: configuration, sender: memory, pacer: pacer)
                    .layouts(deadline: .now + .seconds(60)) : []
            await client.shutdown()
            return (rows, layouts)
        }
        let conflicts = layouts.flatMap { layout in
            layout.sideConflicts.map { OnlineCheck.Row(of: layout.service, $0, vouched: layout.vouched) }
        }
        let rows = answered + conflicts
        var table = TextTable(titles: ["ANSWER", "CALL", "THING", ""], isRight: [false, false, false, false])
        for row in rows {
            table.add([word(row.answer), row.call, Sanitizer.text(row.thing), Sanitizer.text(row.words)])
        }
        for line in table.lines { Swift.print(line) }
        for line in lines(layouts, besides: rows) { Swift.print(line) }
        let sum = client.calls().values.reduce(0, +)
        let asked = answered.filter { $0.answer != .untried }
        let bad = asked.count { $0.answer != .ok }
        var result =
            bad == 0 ? "all \(asked.count) answered" : "\(bad) of \(asked.count) did not answer as they should"
        let swapped = conflicts.count { $0.answer == .swapped }
        if swapped > 0 { result += ", \(NumberWords.count(swapped, "thing")) SWAPPED" }
        Swift.print("\(result), \(sum) API calls")
        return Set(rows.map(\.answer)).subtracting([.vouched, .untried])
    }

    /// The clients' view of each service, the warnings, and what could not be read besides the rows.
    private static func lines(_ layouts: [Topology], besides rows: [OnlineCheck.Row]) -> [String] {
        var lines: [String] = []
        for layout in layouts {
            for outcome in layout.outcomes {
                lines.append("\(Sanitizer.text(layout.service)): \(outcome.type): \(outcome.words)")
            }
        }
        let failed = rows.filter { $0.answer != .ok }.map(\.call)
        for layout in layouts {
            let gaps = layout.gaps.filter { !failed.contains($0.action) }
            lines += TopologyText.lines(TopologyReading(warnings: layout.warnings, gaps: gaps), of: layout.service)
        }
        return lines
    }

    private static func word(_ answer: OnlineCheck.Row.Answer) -> String {
        switch answer {
        case .ok: "ok"
        case .denied: "DENIED"
        case .missing: "MISSING"
        case .swapped: "SWAPPED"
        case .vouched: "vouched"
        case .failed: "FAILED"
        case .untried: "not tried"
        }
    }
}
