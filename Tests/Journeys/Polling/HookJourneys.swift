import Foundation
import Testing
import World

/// Hooks, run by `abreast poll` against the emulated world.
@Suite(.serialized) struct HookJourneys {
    /// A shell script in the place's directory.
    private func script(_ place: String, _ name: String, _ lines: String) throws -> String {
        let path = "\(place)/\(name)"
        try "#!/bin/sh\n\(lines)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        return path
    }

    private func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    @Test func `a hook is told once of what it asked for`() async throws {
        let world = try await EmulatedWorld.shared()
        let directory = NSTemporaryDirectory() + "abreast-hook-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let told = directory + "/told"
        let note = try script(
            directory, "note", "cat >> \(told); printf '%s %s\\n' \"$ABREAST_MIGRATION\" \"$1\" >> \(told)")
        let place = try SteeredPlace(
            world, top: "hooks:\n  - { on: [paused, rolledBack], run: [\(note), \"two words\"], timeout: 5s }")
        // What was stored before anybody polled is not told.
        #expect(try place.run("pause", "web", "--reason", "before").status == 0)
        let poller = try place.startPolling()
        defer { poller.killAtOnce() }
        #expect(try place.run("pause", "api", "--reason", "p99 up").status == 0)
        #expect(try place.run("resume", "api").status == 0)
        try place.wait("the hook") { text(told).contains("two words\n") }
        usleep(600_000)
        let lines = text(told).split(separator: "\n").map(String.init)
        #expect(lines.count == 2 && lines.last == "reservations two words", "\(lines)")
        let event = try #require(try SteeredPlace.objects(lines[0]).first)
        #expect(event["kind"] as? String == "paused" && event["reason"] as? String == "p99 up")
        #expect(
            try place.events().contains {
                $0["reason"] as? String == "p99 up" && $0["at"] as? String == event["at"] as? String
            })
        #expect(try !place.events().contains { $0["kind"] as? String == "hook" })
    }

    @Test func `a failure is an event and nothing else`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let directory = NSTemporaryDirectory() + "abreast-hook-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let (child, told) = (directory + "/child", directory + "/told")
        let fails = try script(directory, "fails", "exit 3")
        let hangs = try script(directory, "hangs", "trap '' TERM; sleep 300 & echo $! > \(child); wait; wait")
        let note = try script(
            directory, "note",
            "cat > \(told); env | sed 's/=.*//' > \(directory)/variables; ls -l /proc/$$/fd > \(directory)/open")
        let place = try SteeredPlace(
            world,
            top: """
                hooks:
                  - { on: [rolledBack], run: [\(fails)] }
                  - { on: [rolledBack], run: [\(hangs)], timeout: 1s }
                  - { on: [rolledBack], run: [\(directory)/absent] }
                  - { on: [rolledBack], run: [\(note)], environment: [AWS_REGION] }
                """)
        // Nobody polls: the command carries it out, and tells the hooks.
        let done = try place.run("rollback", "api", "--yes", "--snapshot-dir", place.directory)
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        let failures = try place.events().filter { $0["kind"] as? String == "hook" }
        let said = failures.compactMap { $0["reason"] as? String }.sorted()
        #expect(said.count == 3, "\(said)")
        let ends = [
            "/absent could not be started (No such file or directory); it was to be told of rollBack",
            "/fails ended with exit status 3; it was to be told of rollBack",
            "/hangs was not done within 1 s and was ended; it was to be told of rollBack",
        ]
        for (sentence, end) in zip(said, ends) { #expect(sentence.hasSuffix(end), "\(sentence)") }
        #expect(failures.allSatisfy { $0["service"] as? String == "api" })
        #expect(try SteeredPlace.objects(text(told)).first?["kind"] as? String == "rollBack")
        let variables = text(directory + "/variables").split(separator: "\n")
        #expect(variables.contains("ABREAST_MIGRATION") && variables.contains("PATH"))
        #expect(variables.filter { $0.hasPrefix("AWS_") } == ["AWS_REGION"])
        let open = text(directory + "/open")
        #expect(open.contains("pipe:") && open.contains("/dev/null"))
        for foreign in ["socket:", "anon_inode:", ".sqlite"] { #expect(!open.contains(foreign), "\(open)") }
        let left = try #require(pid_t(text(child).trimmingCharacters(in: .whitespacesAndNewlines)))
        // Nobody may have taken notice of its end yet.
        func isThere() -> Bool {
            kill(left, 0) == 0 && !text("/proc/\(left)/status").contains("State:\tZ")
        }
        for _ in 0..<20 where isThere() { usleep(100_000) }
        #expect(!isThere(), "what the hook had started is still there")
    }
}
