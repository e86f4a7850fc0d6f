import Foundation
import Model
import Report
import Simulation
import Store
import Testing
import View

@testable import abreast

/// A snapshot says of the evidence what `status --json` says at the same moment, however few minutes it holds.
@Suite(.serialized) struct SnapshotEvidenceTests {
    @Test func `the snapshot says what status says`() async throws {
        let scenario = try #require(try ScenarioLibrary.scenario(named: "calm"))
        let configuration = scenario.configuration(mode: .manual)
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("abreast-\(UUID().uuidString)")
        let store = try SQLiteStore(
            path: directory.appendingPathComponent("store.sqlite").path, migration: configuration.migration)
        let run = try SimulationRun(scenario, configuration: configuration, seed: 1, store: store)
        try await run.prepare()
        try await run.run(at: .max, until: run.time.now() + 20 * 60)
        _ = try store.post(
            Order(
                kind: .advance, service: "api", actor: "mika@desk", at: run.time.now(),
                terms: OrderTerms(percent: 50, overrides: StepRule.allCases)))
        try await run.run(at: .max, until: run.time.now() + 100 * 60)
        let now = run.time.now()
        let board = try store.board(of: configuration, minutes: Rule.window, at: now)
        let status = try JSONValue(reading: StatusJSON.text(of: board))
        let told = try #require(status["services"]?.list?.first { $0["name"] == .text("api") })
        let (step, whole) = (told["evidence"]?["step"]?.list?.first, told["evidence"]?["whole"]?.list?.first)
        let (minutes, all) = (try #require(step?["minutes"]?.number), try #require(whole?["minutes"]?.number))
        #expect(minutes > 75 && all > minutes, "\(minutes) of \(all) minutes: not what this is about")

        for window in [15, 60, 180] {
            let files = try SnapshotTaking.take(
                configuration, store: store, at: now, minutes: window, reason: "", directory: directory.path)
            let written = try String(contentsOfFile: files.json, encoding: .utf8)
            for text in [written, try Report.Snapshot.read(written).json] {
                let services = try #require(JSONValue(reading: text)["board"]?["services"]?.list)
                let service = try #require(services.first { $0["configuration"]?["name"] == .text("api") })
                #expect(service["evidence"] == told["evidence"], "\(window) minutes")
                #expect(service["verdict"]?["reason"] == told["verdict"]?["reason"], "\(window) minutes")
            }
            let markdown = try String(contentsOfFile: files.markdown, encoding: .utf8)
            #expect(markdown.contains("| errors | this step | \(Int(minutes)) |"))
            #expect(markdown.contains("| errors | the whole migration | \(Int(all)) |"))
            #expect(markdown.contains("25 → 50 %"))
        }
    }
}
