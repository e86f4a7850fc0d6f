import Fixtures
import Foundation
import Model
import Simulation
import Store
import Testing
import View

@testable import abreast

/// The README: its picture is a moment of `demo slow-poison --mode automatic --speed 60 --seed 1`, and it stays short.
///
/// `RECORD_SCREENS=1` writes the picture that is drawn now into it, and fails, so that nobody forgets to look.
@Suite struct ReadmeTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../README.md")
        .standardizedFileURL
    private static let begin = "<!-- picture: written by a test -->\n```\n"
    private static let end = "\n```\n<!-- end of picture -->"

    private var text: String { get throws { try String(contentsOf: Self.file, encoding: .utf8) } }

    @Test func `the picture is the seeded demo`() async throws {
        let drawn = try await Self.frame().text
        let text = try text
        let begin = try #require(text.range(of: Self.begin), "README.md has no picture")
        let end = try #require(text.range(of: Self.end, range: begin.upperBound..<text.endIndex))
        if ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1" {
            try Data((text[..<begin.upperBound] + drawn + text[end.lowerBound...]).utf8).write(to: Self.file)
            Issue.record("recorded README.md: look at it, then run without RECORD_SCREENS")
            return
        }
        #expect(drawn == text[begin.upperBound..<end.lowerBound])
    }

    @Test func `it is read in ten minutes`() throws {
        let text = try text
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().count <= 200)
        #expect(text.utf8.count <= 14_336)
    }

    /// The screen 85 minutes after the demo's start, as the demo shows it: `api` is worse, and the dead man's time runs.
    private static func frame() async throws -> Frame {
        let scenario = try #require(try ScenarioLibrary.scenario(named: "slow-poison"))
        var configuration = scenario.configuration(mode: .automatic)
        configuration.simulated = "slow-poison, seed 1, automatic"
        let store = try TemporaryStore.open(configuration.migration)
        let run = try SimulationRun(scenario, configuration: configuration, seed: 1, store: store)
        try await run.prepare()
        let moment = try #require(Moment(iso8601: "\(scenario.start.iso8601.prefix(10))T11:25:00Z"))
        try await run.run(at: .max, until: moment)
        var state = ScreenState(
            migration: configuration.migration, width: 100, height: 27,
            clock: .offset(seconds: 9 * 3600, name: "JST"))
        state.canRollBack = true
        state.canSteer = true
        state.groups = configuration.groups
        state.actor = "mika@desk"
        state.simulated = configuration.simulated
        state.speed = 60
        // As far back as the screen asks for.
        let minutes = max(Rule.window, state.window.minutes) + 5
        state.receive(try store.board(of: configuration, minutes: minutes, at: run.time.now()))
        return state.frame(at: run.time.now())
    }
}
