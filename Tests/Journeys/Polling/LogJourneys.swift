import Foundation
import Rollout
import Testing
import World

/// What the log of `poll` tells of a night.
@Suite(.serialized) struct LogJourneys {
    private let plan = "rollout: { mode: manual, steps: [25, 50, 100], bake: 1m }"

    private static let overrides = ["--override", "blind", "worse", "targets", "deployment", "capacity", "settling"]

    private func poll(_ place: SteeredPlace, _ options: String, into log: String) throws -> Spawned {
        try Spawned(
            "/bin/sh", ["-c", "exec \"$0\" poll \(options) 2>\"$1\"", Program.path, log],
            environment: place.environment, output: nil, errors: nil)
    }

    @Test func `orders, claims, calls, answers, verdicts and headlines are one line each`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: plan)
        let log = place.directory + "/log"
        let poller = try poll(place, "--log-format json", into: log)
        defer { poller.killAtOnce() }
        func lines() throws -> [[String: String]] {
            try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map {
                try #require(
                    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String], "no JSON: \($0)")
            }
        }
        func has(_ fields: [String: String]) throws -> Bool {
            try lines().contains { line in fields.allSatisfy { line[$0.key]?.contains($0.value) == true } }
        }
        try place.wait("the first poll") { Program.isPolled(try place.run("status", "--json")) }
        try place.wait("the headline") { try has(["topic": "headline", "level": "info", "message": " "]) }

        #expect(try place.run("pause", "web", "--reason", "p99 up\nlevel=error").status == 0)
        let moved = try place.run(["advance", "api", "--to", "50", "--yes"] + Self.overrides)
        #expect(moved.status == 0, "\(moved.text)\(moved.errors)")
        try place.wait("the log") { try has(["topic": "step", "reason": "in force"]) }
        for told in [
            ["topic": "order", "kind": "paused", "service": "web", "reason": "p99 up level=error"],
            ["topic": "order", "kind": "advance", "service": "api", "after": "50 %", "evidence": "record api."],
            ["topic": "step", "service": "api", "reason": "sending: A 75/25 → 50/50", "evidence": "account …"],
            ["topic": "call", "action": "route53:\(WeightChange.Call.records.rawValue)", "level": "info"],
            ["topic": "answer", "action": "route53:\(WeightChange.Call.records.rawValue)", "status": "200"],
            ["topic": "poller", "message": place.file],
        ] {
            let text = try String(contentsOfFile: log, encoding: .utf8)
            #expect(try has(told), "\(told) is not in\n\(text)")
        }
        // Calls that only read are not told at this level.
        let readings = try has(["action": "route53:List"])
        #expect(!readings)
        let all = try lines()
        #expect(all.allSatisfy { $0["at"] != nil && $0["level"] != nil && $0["topic"] != nil })
        kill(poller.pid, SIGTERM)
        #expect(poller.wait() == 0)
        #expect(try has(["topic": "poller", "message": "ending on signal 15"]))
    }

    @Test func `a line is read by its keys, and with verbose every call is told`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: plan)
        let log = place.directory + "/log"
        let poller = try poll(place, "--verbose", into: log)
        defer { poller.killAtOnce() }
        try place.wait("the first poll") { Program.isPolled(try place.run("status", "--json")) }
        #expect(try place.run("pause", "api", "--reason", "p99 “up”").status == 0)
        func text() throws -> String { try String(contentsOfFile: log, encoding: .utf8) }
        try place.wait("the order") { try text().contains("topic=order ") }
        let order = try #require(try text().split(separator: "\n").first { $0.contains("topic=order ") })
        #expect(order.hasPrefix("at=20") && order.contains(" level=info topic=order service=api kind=paused order=1 "))
        #expect(order.contains(" actor=mika@desk before=running after=paused reason=\"p99 “up”\""), "\(order)")
        #expect(try text().contains(" level=debug topic=call action=route53:ListResourceRecordSets "))
        #expect(try text().contains(" level=debug topic=answer action=route53:ListResourceRecordSets "))
        kill(poller.pid, SIGTERM)
        #expect(poller.wait() == 0)
    }
}
