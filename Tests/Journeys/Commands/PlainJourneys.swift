import Foundation
import Testing
import World

/// Lines instead of a screen, one a change, for screen readers and logs.
@Suite(.serialized) struct PlainJourneys {
    /// Whether a line begins with a day and a time of the clock.
    private static func hasTime(_ line: String) -> Bool {
        line.firstMatch(of: /^\d\d-\d\d \d\d:\d\d:\d\d  \S/) != nil
    }

    @Test func `each change is a line with the time first`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let said = try Program.run(
            "demo", "slow-poison", "--plain", "--speed", "400", "--until", "45m", environment: place.environment)
        #expect(said.status == 0 && said.errors.isEmpty, "\(said.errors)")
        let lines = said.text.split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy(Self.hasTime), "\(said.text)")
        #expect(!said.text.contains("\u{1B}") && !said.text.contains("\r"))
        // How everything is, then what changes: a share, a verdict, the headline with what to type.
        #expect(lines[0].contains("  api  25 % on new  ✓ pass"))
        for part in [
            "api     share  75/25 → 50/50", "api     verdict  unsure → worse", "▲ HOLD  api: new is slow",
            "type: abreast rollback api",
        ] { #expect(said.text.contains(part), "\(part) is missing from\n\(said.text)") }
        // Numbers alone are no change: 45 minutes make few lines.
        #expect(lines.count < 30, "\(said.text)")
        #expect(place.temporaries().isEmpty)
    }

    @Test func `without a terminal it is so by itself, and said in one line`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let said = try Program.run("demo", "calm", "--speed", "max", "--until", "2m", environment: place.environment)
        #expect(said.status == 0)
        #expect(said.text.split(separator: "\n").map(String.init).allSatisfy(Self.hasTime))
        #expect(
            said.errors == "abreast: standard output is not a terminal, so there is one line a change, "
                + "as with --plain; `abreast status` prints the board once\n")
        var ascii = place.environment
        ascii["LANG"] = "C"
        let plain = try Program.run("demo", "calm", "--speed", "max", "--until", "2m", environment: ascii)
        #expect(plain.text.utf8.allSatisfy { $0 < 0x80 }, "\(plain.text)")
    }

    @Test func `a dumb terminal gets lines`() async throws {
        let place = try DemoFolder()
        defer { place.remove() }
        var environment = place.environment
        environment["TERM"] = "dumb"
        let terminal = try TmuxTerminal(
            ["demo", "calm", "--speed", "max", "--until", "2m"], environment: environment)
        let screen = try await terminal.wait("the end") { $0.contains("left with status 0") }
        #expect(screen.contains("abreast: TERM=dumb cannot place the cursor, so there is one line a change"))
        #expect(screen.contains("  api  25 % on new  ✓ pass"))
        #expect(try terminal.isFullScreen() == false)
    }

    @Test func `watch tells at once what others do, until a signal or until nobody reads`() async throws {
        let place = try SteeredPlace(await EmulatedWorld.shared(), top: "")
        // Makes the store.
        _ = try place.run("pause", "web", "--reason", "before")
        let file = place.directory + "/plain"
        let output = open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        defer { close(output) }
        let watching = try Spawned(
            Program.path, ["--plain", "--read-only"], environment: place.environment, output: output, errors: nil)
        func text() throws -> String { try String(contentsOfFile: file, encoding: .utf8) }
        try place.wait("the services") { try text().contains("  api  ") }
        _ = try place.run("pause", "api", "--reason", "p99 up")
        try place.wait("the pause") { try text().contains("p99 up") }
        #expect(try !text().contains("before"), "only what is new is an event")
        #expect(try text().split(separator: "\n").map(String.init).allSatisfy(Self.hasTime))
        kill(watching.pid, SIGTERM)
        #expect(watching.wait() == 0)
        let first = try Program.output(
            of: "/bin/sh", ["-c", "'\(Program.path)' watch --plain --read-only | head -n 1"],
            environment: place.environment)
        #expect(first.text.contains("  api  "), "\(first.text)\(first.errors)")
    }
}
