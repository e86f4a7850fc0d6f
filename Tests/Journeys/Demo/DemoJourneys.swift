import Foundation
import Testing

/// The demo as a newcomer meets it: the built program in a terminal, without AWS, without a configuration.
@Suite(.serialized) struct DemoJourneys {
    @Test func `every key has its effect`() async throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let terminal = try TmuxTerminal(
            ["demo", "calm", "--speed", "120", "--keep", place.kept], environment: place.environment)
        let screen = try await terminal.wait("a full first screen") { $0.contains("● LIVE") && $0.contains("8/8") }
        for word in ["SIMULATED 120×", "calm, seed 1", "api", "web", "worker", "✓ pass", "19:4"] {
            #expect(screen.contains(word), "\(word) is missing from\n\(screen)")
        }

        // By hand: until then the selection follows the headline.
        try await terminal.select("api")
        // Ten simulated minutes after the start api would go on to 50 %.
        try terminal.press("p")
        try await terminal.wait("the pause", within: 3) { $0.contains("PAUSED by mika") }
        try await terminal.readQuestion()
        try terminal.type("a look first")
        try terminal.press("Enter")
        try await terminal.wait("the time of the step has passed", within: 30) { Self.clock($0) > "19:52" }
        #expect(try place.applied("api") == 25)
        #expect(try Program.run("gate", "api", environment: place.environment).text.contains("a look first"))

        try terminal.press("p")
        try await terminal.readQuestion()
        try terminal.press("y")
        try await terminal.wait("the rollout moves on", within: 30) { _ in (try? place.applied("api")) == 50 }

        try terminal.press("R")
        try await terminal.wait("the question", within: 3) { $0.contains("ROLL BACK") }
        try terminal.type("api")
        try terminal.press("Enter")
        try await terminal.wait("all traffic goes back", within: 20) { _ in (try? place.applied("api")) == 0 }

        try terminal.press("s")
        try await terminal.wait("the snapshot's path", within: 10) { $0.contains("snapshot:") && $0.contains(".md") }
        let report = try #require(place.files().first { $0.hasSuffix(".md") })
        #expect(try String(contentsOfFile: "\(place.kept)/\(report)", encoding: .utf8).contains("SIMULATED"))
        try terminal.press("q")
        let end = try await terminal.end()
        #expect(end.status == 0)
        #expect(end.isRestored)
        try await Self.aKeptDemoCanBeLookedAt(place)
    }

    /// What other commands make of the store that a demo has left.
    private static func aKeptDemoCanBeLookedAt(_ place: DemoFolder) async throws {
        let status = try Program.run("status", environment: place.environment)
        #expect(status.status == 0, "\(status.errors)")
        #expect(status.text.contains("SIMULATED"))
        #expect(status.text.contains("rolled back by mika@bastion"))
        #expect(status.text.firstMatch(of: /\d · \d+ [smhd]\b/) == nil, "grown old since:\n\(status.text)")
        let poll = try Program.run("poll", "--once", environment: place.environment)
        #expect(poll.status == 2)
        #expect(poll.errors.contains("simulated"))
        let resumed = try Program.run("resume", "api", "--yes", environment: place.environment)
        #expect(resumed.status == 0, "\(resumed.errors)")
        let watch = try TmuxTerminal(["watch"], environment: place.environment)
        try await watch.wait("the kept picture") { $0.contains("SIMULATED") && $0.contains("NOBODY POLLS") }
        try watch.press("q")
        #expect(try await watch.end().isRestored)

        let other = try Program.run("demo", "calm", "--seed", "2", "--keep", place.kept, environment: place.environment)
        #expect(other.status == 2)
        #expect(other.errors.contains("calm, seed 1"))
        let again = try Program.run(
            "demo", "calm", "--keep", place.kept, "--speed", "max", "--until", "5m", "--no-screen",
            environment: place.environment)
        #expect(again.status == 0, "\(again.errors)")
        #expect(!again.text.contains("rolled back by"), "it was resumed in between:\n\(again.text)")
    }

    enum ShutdownFlag: CaseIterable { case key, terminate, interrupt, hangUp }

    @Test(arguments: ShutdownFlag.allCases) func `nothing is left behind`(ending: ShutdownFlag) async throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let terminal = try TmuxTerminal(["demo"], environment: place.environment)
        try await terminal.wait("a screen") { $0.contains("SIMULATED 30×") && $0.contains("slow-poison") }
        let demo = try #require(place.temporaries().first)
        #expect(try FileManager.default.attributesOfItem(atPath: demo)[.posixPermissions] as? Int == 0o700)
        let process = try terminal.processID()
        switch ending {
        case .key: try terminal.press("q")
        case .terminate: kill(process, SIGTERM)
        case .interrupt: try terminal.press("C-c")
        case .hangUp: try terminal.hangUp()
        }
        if ending == .hangUp {
            for _ in 0..<100 where kill(process, 0) == 0 { try await Task.sleep(for: .milliseconds(100)) }
        } else {
            let end = try await terminal.end()
            #expect(end.status == (ending == .terminate ? 128 + SIGTERM : 0))
            #expect(end.isRestored)
        }
        #expect(place.temporaries().isEmpty)
    }

    @Test func `without a screen it prints the status`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let run = try Program.run(
            "demo", "calm", "--no-screen", "--until", "5m", "--speed", "max", environment: place.environment)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text.contains("SIMULATED: calm, seed 1"))
        #expect(run.text.contains("19:45:00 JST"))
        #expect(run.errors.contains("5 min simulated in"))
        #expect(place.temporaries().isEmpty)
    }

    @Test func `scenarios are listed and wrong ones refused`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let list = try Program.run("demo", "--list", environment: place.environment)
        #expect(list.status == 0)
        for name in ["calm", "slow-poison", "mixed-versions"] { #expect(list.text.contains("\(name) ")) }
        let unknown = try Program.run("demo", "slow-poisn", environment: place.environment)
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("did you mean slow-poison?"))
        let file = "\(place.folder)/own.yaml"
        try "scenario: own\nabuot: ours\nbased_on: calm\nlasts: never\n".write(
            toFile: file, atomically: true, encoding: .utf8)
        let wrong = try Program.run("demo", file, environment: place.environment)
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("\(file):2:1") && wrong.errors.contains("about"))
        #expect(wrong.errors.contains("\(file):4:"), "each mistake has its line:\n\(wrong.errors)")
        let speed = try Program.run("demo", "--speed", "0", environment: place.environment)
        #expect(speed.status == 64)
        #expect(place.temporaries().isEmpty)
    }

    /// The time in the header, such as `19:52:07`; empty where there is none.
    private static func clock(_ screen: String) -> String {
        guard let header = screen.split(separator: "\n").first else { return "" }
        return header.split(separator: " ").first { $0.count == 8 && $0.contains(":") }.map(String.init) ?? ""
    }
}

/// A folder of its own for one demo: its temporary directory, a kept one, and nothing of the machine's configuration.
struct DemoFolder {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "abreast-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: "\(folder)/tmp", withIntermediateDirectories: true)
    }

    var kept: String { "\(folder)/kept" }

    var environment: [String: String] {
        [
            "TMPDIR": "\(folder)/tmp", "HOME": folder, "XDG_CONFIG_HOME": "\(folder)/config",
            "XDG_STATE_HOME": "\(folder)/state", "ABREAST_CONFIG": "\(kept)/abreast.yaml",
            "ABREAST_ACTOR": "mika@bastion",
            "LANG": "C.UTF-8",
        ]
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Names in the kept directory.
    func files() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: kept).sorted()) ?? [] }

    /// Directories that demos have made for themselves.
    func temporaries() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/tmp")) ?? []
        return names.filter { $0.hasPrefix("abreast-") }.map { "\(folder)/tmp/\($0)" }
    }

    /// The share on new as read back, as another process sees it in the store.
    func applied(_ service: String) throws -> Double? {
        let status = try Program.run("status", "--json", environment: environment)
        let board = try JSONSerialization.jsonObject(with: Data(status.text.utf8)) as? [String: Any]
        let services = board?["services"] as? [[String: Any]]
        let share = services?.first { $0["name"] as? String == service }?["share"] as? [String: Any]
        return (share?["applied"] as? [String: Any])?["value"] as? Double
    }
}
