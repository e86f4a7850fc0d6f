import Foundation
import Testing

/// A drill from the first picture to its score card.
@Suite(.serialized) struct DrillJourneys {
    @Test func `it ends with a score card`() async throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let terminal = try TmuxTerminal(
            ["drill", "slow-poison", "--speed", "200", "--seed", "4", "--keep", place.kept],
            environment: place.environment)
        let first = try await terminal.wait("the drill") {
            $0.contains("● LIVE") && $0.contains("DRILL: sooner or later")
        }
        #expect(first.contains("SIMULATED 200×"))
        #expect(!first.contains("slow-poison"), "it is told what is to come")
        try await terminal.wait("worse", within: 40) { $0.contains("▲ worse") }
        try terminal.press("p")
        try await terminal.wait("the pause", within: 3) { $0.contains("PAUSED by mika") }
        try terminal.press("Escape")
        try await terminal.wait("the question is gone", within: 3) { !$0.contains("why?") }
        try terminal.press("q")
        let end = try await terminal.end(within: 60)
        #expect(end.status == 0)
        #expect(end.isRestored)
        let said = try terminal.screen()
        for words in ["SIMULATED drill: slow-poison, seed 4", "fault begins", "paused", "with a perfect operator"] {
            #expect(said.contains(words), "\(words) is missing from\n\(said)")
        }
        let files = place.files()
        let card = try #require(files.first { $0.hasPrefix("drill-slow-poison-") && $0.hasSuffix(".json") })
        #expect(files.contains { $0.hasPrefix("drill-slow-poison-") && $0.hasSuffix(".md") })
        #expect(files.contains { $0.hasPrefix("rehearsal-") && $0.hasSuffix(".json") })
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(place.kept)/\(card)"))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(json["rightActs"] as? [String] == ["pause", "rollBack"])
        let perfect = try #require((json["perfectActs"] as? [[String: Any]])?.compactMap { $0["act"] as? String })
        #expect(perfect == ["pause", "rollBack"])
        #expect(json["wasInTime"] as? Bool == false, "it was paused, and never rolled back")
        #expect(json["reachedTheFault"] as? Bool == true)
        let shown = try #require(json["secondsToShown"] as? Double)
        let paused = try #require(json["secondsToPause"] as? Double)
        #expect(shown > 0 && paused >= shown)
        #expect(json["secondsToNotice"] as? Double == paused)
        #expect(json["needlessOrders"] as? Double == 0)
        let slow = try #require((json["harm"] as? [String: Any])?["slow"] as? Double)
        func harm(_ key: String) throws -> Double {
            try #require((json[key] as? [String: Any])?["slow"] as? Double, "\(key) is missing")
        }
        #expect(slow > 0)
        #expect(try harm("harmWithPerfectOperator") > 0)
        #expect(
            try harm("harmBecauseOfDelay")
                == harm("harmAfterShown") - harm("harmWithPerfectOperatorAfterShown"))
    }

    @Test func `it refuses a place that is taken`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let demo = try Program.run(
            "demo", "calm", "--no-screen", "--until", "1m", "--speed", "max", "--keep", place.kept,
            environment: place.environment)
        #expect(demo.status == 0, "\(demo.errors)")
        let drill = try Program.run("drill", "--keep", place.kept, environment: place.environment)
        #expect(drill.status == 2)
        #expect(drill.errors.contains("holds a simulation already"))
    }
}
