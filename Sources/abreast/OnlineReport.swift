import AWS
import Model
import Poll
import View

/// What `check --online` prints.
enum OnlineReport {
    /// Asks, prints the table, and says whether everything answered.
    static func print(_ configuration: Configuration) throws -> Bool {
        let client: AWSClient
        let source: String
        do {
            client = try AWSClient(settings: Polling.settings(configuration))
            source = try client.credentialSource()
        } catch {
            throw Failure(error.sentence, status: 2)
        }
        Swift.print("credentials: \(source)")
        let rows = try waiting {
            let rows = await OnlineCheck(configuration: configuration, sender: client, deadline: .now + .seconds(30))
                .rows()
            await client.shutdown()
            return rows
        }
        var table = TextTable(titles: ["ANSWER", "CALL", "THING", ""], isRight: [false, false, false, false])
        for row in rows { table.add([word(row.answer), row.call, Clean.text(row.thing), Clean.text(row.words)]) }
        for line in table.lines { Swift.print(line) }
        let sum = client.calls().values.reduce(0, +)
        let bad = rows.count { $0.answer != .ok }
        let result = bad == 0 ? "all \(rows.count) answered" : "\(bad) of \(rows.count) did not answer as they should"
        Swift.print("\(result), \(sum) API calls")
        return bad == 0
    }

    private static func word(_ answer: OnlineCheck.Row.Answer) -> String {
        switch answer {
        case .ok: "ok"
        case .denied: "DENIED"
        case .missing: "MISSING"
        case .failed: "FAILED"
        }
    }
}
