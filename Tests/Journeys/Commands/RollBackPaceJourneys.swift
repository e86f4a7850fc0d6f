import Foundation
import Testing
import World

/// How long a roll back takes from Enter until Route 53 has accepted it, while the poller lives, hangs or is dead.
///
/// The times are printed and not asserted: a busy machine is no fault. `ABREAST_ROUNDS` makes more of them.
@Suite(.serialized, .timeLimit(.minutes(60))) struct RollBackPaceJourneys {
    private enum Poller: String, CaseIterable { case lives, hangs, dead }

    private static let rounds = ProcessInfo.processInfo.environment["ABREAST_ROUNDS"].flatMap(Int.init) ?? 1

    private func environment(_ world: EmulatedWorld) -> [String: String] {
        world.faultEnvironment.merging([
            "ABREAST_CONFIG": world.faultConfigPath, "ABREAST_ACTOR": "mika@desk", "LANG": "C.UTF-8", "TZ": "UTC",
            "XDG_STATE_HOME": NSTemporaryDirectory() + "abreast-pace-\(UUID().uuidString)",
        ]) { _, new in new }
    }

    /// Seconds since 1970 at which all of `api` was on old, by the emulator's own clock, which is this machine's.
    private func accepted(_ world: EmulatedWorld) throws -> Double {
        try #require(
            Double(
                world.python(
                    """
                    import time
                    record = names["services"]["api"]["record"] + "."
                    moment = -1
                    for _ in range(6000):
                        found = aws.route53.list_resource_record_sets(HostedZoneId=names["zoneID"], StartRecordName=record)
                        new = [one["Weight"] for one in found["ResourceRecordSets"]
                               if one["Name"] == record and one.get("SetIdentifier") == "ecs"]
                        if new and max(new) == 0:
                            moment = time.time()
                            break
                        time.sleep(0.01)
                    print(moment)
                    """
                ).trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    /// A poller that has read the weights and what stands in AWS: one that was begun long before the fault.
    private func polled(_ environment: [String: String]) async throws -> Spawned {
        let poller = try Program.startPolling(environment: environment)
        for _ in 0..<150 {
            let status = try Program.run("status", "--json", environment: environment)
            let board = try JSONSerialization.jsonObject(with: Data(status.text.utf8)) as? [String: Any]
            let services = board?["services"] as? [[String: Any]] ?? []
            if services.contains(where: { $0["layout"] is [String: Any] }) { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        return poller
    }

    private func bring(_ poller: Spawned, to state: Poller) {
        switch state {
        case .lives: break
        case .hangs: poller.hang(true)
        case .dead: poller.killAtOnce()
        }
    }

    private func tell(_ how: String, _ poller: Poller, _ times: [Double]) {
        let sorted = times.sorted()
        let words = sorted.map { String(format: "%.2f", $0) }.joined(separator: " ")
        print(
            "\(how), the poller \(poller.rawValue): median \(String(format: "%.2f", sorted[sorted.count / 2])) s of \(words)"
        )
    }

    @Test func `the command`() async throws {
        for state in Poller.allCases {
            var times: [Double] = []
            for _ in 0..<Self.rounds {
                let world = try await EmulatedWorld.borrow()
                defer { world.giveBack() }
                let environment = environment(world)
                let poller = try await polled(environment)
                bring(poller, to: state)
                let begin = Date().timeIntervalSince1970
                let command = try Program.start(
                    "rollback", "api", "--yes", "--snapshot-dir", NSTemporaryDirectory(), environment: environment)
                let moment = try accepted(world)
                #expect(moment > begin, "\(state): it was not accepted within a minute")
                times.append(moment - begin)
                #expect(command.wait() == 0)
                if state != .dead { poller.killAtOnce() }
            }
            tell("abreast rollback --yes", state, times)
        }
    }

    @Test func `the screen`() async throws {
        for state in Poller.allCases {
            var times: [Double] = []
            for _ in 0..<Self.rounds {
                let world = try await EmulatedWorld.borrow()
                defer { world.giveBack() }
                let environment = environment(world)
                let poller = try await polled(environment)
                let terminal = try TmuxTerminal(["watch"], environment: environment)
                try await terminal.wait("the overview") { $0.contains("● LIVE") && $0.contains("q quit") }
                try await terminal.select("api")
                try terminal.type("R")
                try await terminal.wait("the question") { $0.contains("type api to confirm") }
                try await terminal.readQuestion()
                try terminal.type("api")
                try await terminal.wait("the name") { $0.contains("Esc leaves: api") }
                bring(poller, to: state)
                let begin = Date().timeIntervalSince1970
                try terminal.press("Enter")
                let moment = try accepted(world)
                let screen = try terminal.screen()
                #expect(moment > begin, "\(state): it was not accepted within a minute\n\(screen)")
                times.append(moment - begin)
                if state != .dead { poller.killAtOnce() }
                try terminal.press("q")
                _ = try await terminal.end()
            }
            tell("R, the name and Enter", state, times)
        }
    }
}
