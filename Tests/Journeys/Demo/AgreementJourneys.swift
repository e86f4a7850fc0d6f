import Foundation
import MigrationFile
import Model
import Simulation
import Store
import Testing
import View

/// Whatever shows a board says the same: headline, row, service page, status, its JSON, a snapshot and the timeline agree
/// in number, unit, minute and "since". Twenty boards from stores that the built program has filled.
@Suite(.serialized) struct AgreementJourneys {
    private typealias Fields = [String: Any]

    /// Each scenario at a time when something is to be said, and two of them later.
    private static let boards = ScenarioLibrary.names.map { ($0, 34) } + [("slow-poison", 55), ("old-fails", 55)]

    /// How many statements were compared. A test that finds none would prove nothing.
    private struct Tally {
        var sinces = 0
        var numbers = 0
        var headlines = 0
        var minutes = 0
    }

    @Test func `the same everywhere`() throws {
        #expect(Self.boards.count == 20)
        var tally = Tally()
        for (scenario, minutes) in Self.boards {
            let folder = NSTemporaryDirectory() + "abreast-agreement-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let environment = ["ABREAST_CONFIG": folder + "/abreast.yaml"]
            let played = try Program.run(
                "demo", scenario, "--no-screen", "--speed", "max", "--until", "\(minutes)m", "--keep", folder,
                environment: environment)
            try #require(played.status == 0, "\(scenario): \(played.errors)")
            try compare(scenario, folder, environment, &tally)
        }
        #expect(tally.sinces >= 15 && tally.numbers >= 10 && tally.headlines >= 3 && tally.minutes >= 150, "\(tally)")
    }

    private func compare(
        _ scenario: String, _ folder: String, _ environment: [String: String], _ tally: inout Tally
    ) throws {
        let text = try Program.run("status", environment: environment).text
        let status = try json(Program.run("status", "--json", environment: environment).text)
        _ = try Program.run("snapshot", "-o", folder + "/snapshot", environment: environment)
        let file = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder + "/snapshot").first { $0.hasSuffix(".json") })
        let snapshot = try json(String(contentsOfFile: folder + "/snapshot/" + file, encoding: .utf8))
        let kept = try #require((snapshot["board"] as? Fields)?["services"] as? [Fields])
        let events = try Program.run("events", "--json", environment: environment).text.split(separator: "\n")
            .map { try json(String($0)) }
        let services = try #require(status["services"] as? [Fields])
        #expect(services.count == kept.count)
        for service in services {
            let name = try #require(service["name"] as? String)
            let verdict = try #require(service["verdict"] as? Fields)
            let reason = try #require(verdict["reason"] as? String)
            let place = "\(scenario), \(name): \(reason)"
            let other = kept.first { ($0["configuration"] as? Fields)?["name"] as? String == name }
            #expect(
                (other?["verdict"] as? Fields).map { $0 as NSDictionary } == verdict as NSDictionary, "\(place)")

            let line = text.split(separator: "\n").first { $0.hasPrefix("\(name): \(reason)") }
            #expect(line != nil, "\(place)\n\(text)")
            if let since = verdict["since"] as? String, let line {
                // The JSON is in UTC, and the status in the scenario's zone, nine hours ahead.
                let hour = try (#require(Int(since.dropFirst(11).prefix(2))) + 9) % 24
                let time = (hour < 10 ? "0" : "") + "\(hour)" + since.dropFirst(13).prefix(3)
                #expect(line.contains("since \(time)"), "\(place): \(since), \(line)")
                tally.sinces += 1
            }
            let told = events.last { $0["kind"] as? String == "verdict" && $0["service"] as? String == name }
            if let told { #expect(told["after"] as? String == verdict["state"] as? String, "\(place)") }
            tally.numbers += numbers(in: reason, of: service, place)
        }
        let takenAt = try #require((status["takenAt"] as? String).flatMap { Moment(iso8601: $0) })
        try screens(scenario, folder, services, at: takenAt, &tally)
    }

    /// The same store as a screen shows it while somebody polls: the headline, the row and the page of each service.
    private func screens(
        _ scenario: String, _ folder: String, _ services: [Fields], at now: Moment, _ tally: inout Tally
    ) throws {
        let file = folder + "/abreast.yaml"
        let configuration = try Configuration.read(text: String(contentsOfFile: file, encoding: .utf8), file: file)
        let store = try SQLiteStore(
            path: folder + "/\(configuration.migration).sqlite", migration: configuration.migration, mode: .readOnly)
        var board = try store.board(of: configuration, minutes: 80, at: now)
        board.lease = Lease(holder: "mika@desk:1", token: 1, since: now, heartbeat: now)
        var state = ScreenState(migration: configuration.migration, width: 240, height: 70)
        state.receive(board)
        let (headline, overview) = (board.headline, state.frame(at: now).text)
        for service in services {
            let name = try #require(service["name"] as? String)
            let verdict = try #require(service["verdict"] as? Fields)
            let reason = try #require(verdict["reason"] as? String)
            if headline.service == name, headline.level == .hold || headline.level == .back {
                #expect(
                    headline.text == reason && headline.since?.iso8601 == verdict["since"] as? String, "\(scenario)")
                #expect(overview.contains("\(name): \(reason)"), "\(scenario)\n\(overview)")
                tally.headlines += 1
            }
            _ = state.handle(.home, at: now)
            for _ in services where state.selected?.name != name { _ = state.handle(.down, at: now) }
            #expect(state.selected?.name == name)
            tally.minutes += minutes(of: service, in: overview, state.clock, at: now, scenario)
            _ = state.handle(.enter, at: now)
            let page = state.frame(at: now).text
            _ = state.handle(.escape, at: now)
            #expect(page.contains(reason), "\(scenario), \(name): \(reason)\n\(page)")
            for side in Side.allCases {
                guard let p99 = (service[side.rawValue] as? Fields)?["p99"] as? Fields, p99["state"] as? String == "ok",
                    let value = p99["value"] as? Double
                else { continue }
                let number = NumberWords.milliseconds(value).prefix { $0 != " " }
                #expect(page.contains(number) && overview.contains(number), "\(scenario), \(name): p99 \(number)")
            }
        }
    }

    /// The numbers of a row are of the minute that the header names. Returns how many are.
    private func minutes(
        of service: Fields, in screen: String, _ clock: LocalClock, at now: Moment, _ scenario: String
    ) -> Int {
        var count = 0
        for side in Side.allCases {
            for metric in ["p99", "errorPercent", "requestsPerMinute"] {
                guard let number = (service[side.rawValue] as? Fields)?[metric] as? Fields,
                    ["ok", "zero"].contains(number["state"] as? String),
                    let minute = (number["minute"] as? String).flatMap({ Moment(iso8601: $0) })
                else { continue }
                let words = "numbers of \(clock.minute(minute, at: now))"
                #expect(screen.contains(words), "\(scenario), \(side.rawValue) \(metric): \(words)")
                count += 1
            }
        }
        return count
    }

    /// Compares the numbers of a sentence with the row's. Those of several minutes say so, and are not the row's.
    private func numbers(in reason: String, of service: Fields, _ place: String) -> Int {
        guard !reason.contains(" in the last ") else { return 0 }
        func value(_ side: Side, _ metric: String) -> Double? {
            ((service[side.rawValue] as? Fields)?[metric] as? Fields)?["value"] as? Double
        }
        if let found = reason.firstMatch(of: /(p50|p95|p99) ([0-9.]+ m?s), old ([0-9.]+ m?s)/) {
            let metric = String(found.1)
            #expect(value(.new, metric).map(NumberWords.milliseconds) == String(found.2), "\(place)")
            #expect(value(.old, metric).map(NumberWords.milliseconds) == String(found.3), "\(place)")
            return 2
        }
        if let found = reason.firstMatch(of: /new fails ([0-9.<>]+) % of requests, old ([0-9.<>]+) %/) {
            #expect(value(.new, "errorPercent").map(NumberWords.failed) == String(found.1), "\(place)")
            #expect(value(.old, "errorPercent").map(NumberWords.failed) == String(found.2), "\(place)")
            return 2
        }
        if let found = reason.firstMatch(of: /both sides fail: ([0-9.<>]+) % of requests on new, ([0-9.<>]+) % on old/)
        {
            #expect(value(.new, "errorPercent").map(NumberWords.failed) == String(found.1), "\(place)")
            #expect(value(.old, "errorPercent").map(NumberWords.failed) == String(found.2), "\(place)")
            return 2
        }
        return 0
    }

    private func json(_ text: String) throws -> Fields {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Fields)
    }
}
