import Foundation
import Testing
import World

/// The built program on a screen, against the emulated world over HTTP. Serialized: each journey moves its own world.
@Suite(.serialized) struct WatchJourneys {
    /// A private store for one journey: the world's environment with a state folder of its own.
    private static func environment(of world: EmulatedWorld) -> [String: String] { environment(of: world.environment) }

    private static func environment(of variables: [String: String]) -> [String: String] {
        let state = FileManager.default.temporaryDirectory.appendingPathComponent("abreast-\(UUID().uuidString)").path
        var environment = variables
        environment["XDG_STATE_HOME"] = state
        environment["ABREAST_ACTOR"] = "mika@bastion"
        environment["LANG"] = "C.UTF-8"
        environment["TZ"] = "UTC"
        return environment
    }

    @Test func `the first screen fills from AWS`() async throws {
        // A world of its own: in one that stood still for minutes, every verdict would rightly be blind.
        let world = try await EmulatedWorld.startLive()
        defer { world.stop() }
        let terminal = try TmuxTerminal([], environment: Self.environment(of: world))
        let screen = try await terminal.wait("all three services judged") {
            $0.contains("● LIVE") && $0.contains("▲ worse") && $0.contains("8/8")
        }
        for word in ["abreast", "reservations", "ap-northeast-1", "api", "web", "worker", "HOLD"] {
            #expect(screen.contains(word), "\(word) is missing from\n\(screen)")
        }
        try terminal.press("q")
        let end = try await terminal.end()
        #expect(end.status == 0)
        #expect(end.isRestored)
    }

    @Test func `a pause is seen by a second viewer within a second`() async throws {
        let world = try await EmulatedWorld.shared()
        var environment = Self.environment(of: world)
        let mika = try TmuxTerminal([], environment: environment)
        try await mika.wait("mika's board") { $0.contains("● LIVE") && $0.contains("worker") }
        environment["ABREAST_ACTOR"] = "noor@laptop"
        let noor = try TmuxTerminal(["watch"], environment: environment, width: 80, height: 24)
        try await noor.wait("noor's board") { $0.contains("worker") }
        try mika.press("p")
        try await noor.wait("the pause on noor's screen", within: 1.5) {
            $0.contains("PAUSED by mika@bastion") || $0.contains("PAUSED by mika")
        }
        try await mika.readQuestion()
        try mika.type("p99 up")
        try mika.press("Enter")
        try await noor.wait("the reason on noor's screen", within: 2) { $0.contains("p99 up") }

        let gate = try Program.run("gate", "api", environment: environment)
        #expect(gate.status == 1)
        #expect(gate.text.hasPrefix("STOP api: paused by mika@bastion “p99 up”"))
        let refused = try Program.run("resume", "api", environment: environment)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("mika@bastion"))
        try noor.press("p")
        try await noor.wait("the question") { $0.contains("mika") && $0.contains("y") }
        try await noor.readQuestion()
        try noor.press("y")
        try await mika.wait("resumed on mika's screen", within: 2) { !$0.contains("PAUSED by") }
        try noor.press("q")
        try mika.press("q")
        #expect(try await noor.end().isRestored)
        #expect(try await mika.end().isRestored)
    }

    @Test func `the second process takes over after kill 9`() async throws {
        let world = try await EmulatedWorld.shared()
        let environment = Self.environment(of: world)
        let first = try Program.start("poll", environment: environment)
        // Whoever comes first polls: the screen must not.
        for _ in 0..<300 {
            if try Program.run("events", environment: environment).text.contains(":\(first.pid)") { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        let second = try TmuxTerminal(["watch"], environment: environment)
        try await second.wait("the first one's polls") { $0.contains("● LIVE") && $0.contains("8/8") }
        first.killAtOnce()
        // Between the last beat's end and the next claim the gap is half a second at most; the timeline keeps it.
        try await second.wait("the other poller", within: 25) {
            $0.contains(":\(first.pid) → ") && $0.contains("● LIVE")
        }
        try second.press("q")
        #expect(try await second.end().isRestored)
    }

    @Test(arguments: [SIGTERM, SIGINT]) func `a signal ends it with the terminal restored`(signal: Int32) async throws {
        let world = try await EmulatedWorld.shared()
        let terminal = try TmuxTerminal([], environment: Self.environment(of: world))
        try await terminal.wait("a screen") { $0.contains("q quit") }
        kill(try terminal.processID(), signal)
        let end = try await terminal.end()
        #expect(end.status == 128 + signal)
        #expect(end.isRestored)
    }

    @Test func `a lost connection ends it`() async throws {
        let world = try await EmulatedWorld.shared()
        let terminal = try TmuxTerminal([], environment: Self.environment(of: world))
        try await terminal.wait("a screen") { $0.contains("q quit") }
        let process = try terminal.processID()
        try terminal.hangUp()
        for _ in 0..<100 where kill(process, 0) == 0 { try await Task.sleep(for: .milliseconds(100)) }
        #expect(kill(process, 0) != 0, "it lives on without a terminal")
    }

    @Test func `it follows the terminals size`() async throws {
        let world = try await EmulatedWorld.shared()
        let terminal = try TmuxTerminal([], environment: Self.environment(of: world))
        try await terminal.wait("a full screen") { $0.contains("8/8") && $0.contains("q quit") }
        for (width, height) in [(80, 24), (200, 60), (50, 10), (120, 36)] {
            try terminal.resize(width: width, height: height)
            let screen = try await terminal.wait("\(width)×\(height)", within: 5) {
                let lines = $0.split(separator: "\n", omittingEmptySubsequences: false)
                return width < 60 ? $0.contains("too small") : (lines.last { !$0.isEmpty } ?? "").contains("quit")
            }
            #expect(screen.split(separator: "\n").allSatisfy { $0.count <= width })
        }
        try terminal.press("q")
        #expect(try await terminal.end().isRestored)
    }

    @Test func `it speaks ASCII without a UTF-8 locale`() async throws {
        let world = try await EmulatedWorld.shared()
        var environment = Self.environment(of: world)
        environment["LANG"] = "C"
        environment["LC_ALL"] = "C"
        environment["NO_COLOR"] = "1"
        let terminal = try TmuxTerminal([], environment: environment)
        let screen = try await terminal.wait("a full screen") { $0.contains("LIVE") && $0.contains("8/8") }
        #expect(screen.utf8.allSatisfy { $0 < 128 })
        #expect(try !terminal.colours().contains("38;5"))
        try terminal.press("q")
        #expect(try await terminal.end().isRestored)
    }

    @Test func `the snapshot key says where it lies`() async throws {
        let world = try await EmulatedWorld.shared()
        let terminal = try TmuxTerminal([], environment: Self.environment(of: world))
        try await terminal.wait("a full screen") { $0.contains("8/8") }
        try terminal.press("s")
        let screen = try await terminal.wait("the path") { $0.contains(".md") }
        #expect(screen.contains("snapshot"))
        try terminal.press("q")
        #expect(try await terminal.end().status == 0)
    }

    /// The line with the clock.
    private static func header(_ screen: String) -> Substring? { screen.split(separator: "\n").first }

    /// What AWS may do, and what the program says of it.
    private static let faults = [
        ("throttle", "Rate exceeded"), ("expired", "expired"), ("malformed", "not AWS's"),
        ("closed", "nobody listens"), ("hang", "no answer in time"),
    ]

    /// Five screens side by side, each with a fault of its own: each waits for the polls that fail and for those that heal.
    @Test func `every fault leaves the screen alive and heals`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (mode, words) in Self.faults {
                let proxies = try world.openProxies()
                group.addTask { try await Self.outlive(mode, saying: words, proxies, of: world) }
            }
            try await group.waitForAll()
        }
    }

    private static func outlive(
        _ mode: String, saying words: String, _ proxies: FaultsDescription, of world: EmulatedWorld
    ) async throws {
        let environment = environment(of: proxies.environment)
        let terminal = try TmuxTerminal([], environment: environment)
        try await terminal.wait("a full screen") { $0.contains("8/8") }
        try world.fault(mode, of: proxies)
        try await terminal.wait("\(mode) is said for ECS", within: 75) { _ in
            reason(of: "ecs", environment)?.contains(words) ?? false
        }
        let seen = try await terminal.wait("\(mode) shows", within: 5) {
            $0.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("? ") }
        }
        try await terminal.wait("the clock goes on during \(mode)", within: 3) { header($0) != header(seen) }
        try world.fault("pass", of: proxies)
        try await terminal.wait("healed from \(mode)", within: 100) { _ in
            let sources = sources(environment)
            return !sources.isEmpty && sources.values.allSatisfy { $0 == nil }
        }
        try await terminal.wait("the screen is whole again", within: 5) { $0.contains("● LIVE") }
        try terminal.press("q")
        #expect(try await terminal.end().isRestored)
    }

    /// What the board says of a source that fails; `nil` when it answers.
    private static func reason(of source: String, _ environment: [String: String]) -> String? {
        sources(environment)[source] ?? nil
    }

    /// The error of each source, by name, as another process reads it out of the store.
    private static func sources(_ environment: [String: String]) -> [String: String?] {
        guard let output = try? Program.run("status", "--json", environment: environment),
            let board = try? JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any],
            let sources = board["sources"] as? [[String: Any]]
        else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: sources.map { ($0["source"] as? String ?? "?", $0["error"] as? String) })
    }
}
