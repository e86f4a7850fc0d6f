import ArgumentParser
import Foundation
import Testing
import World

@testable import abreast

/// In which form commands print, how much, and how long they go on.
@Suite(.serialized) struct FormatJourneys {
    private func place(top: String = "") async throws -> SteeredPlace {
        try SteeredPlace(await EmulatedWorld.shared(), top: top)
    }

    @Test func `-o json is --json, and two forms at once are refused`() async throws {
        let place = try await place()
        for reason in ["one", "two"] { _ = try place.run("pause", "api", "--reason", reason) }
        let events = try place.run("events", "--json").text
        #expect(try place.run("events", "-o", "json").text == events && events.hasPrefix("{"))
        #expect(try place.run("events", "-o", "text").text == place.run("events").text)
        for words in [["status"], ["doctor", "--offline"], ["gate", "api"]] {
            let said = try place.run(words + ["-o", "json"]).text
            #expect(try JSONSerialization.jsonObject(with: Data(said.utf8)) is [String: Any], "\(words): \(said)")
            let twice = try place.run(words + ["--json", "-o", "text"])
            #expect(twice.status == 64 && twice.errors.contains("leave one of them out"), "\(words): \(twice.errors)")
        }
        let odd = try place.run("status", "-o", "yaml")
        #expect(odd.status == 64 && odd.errors.contains("'text' and 'json'"), "\(odd.errors)")
        let gate = try place.run("gate", "api", "-o", "json").text
        let answer = try JSONSerialization.jsonObject(with: Data(gate.utf8)) as? [String: Any]
        #expect(answer?["service"] as? String == "api" && answer?["answer"] as? String == "STOP", "\(gate)")
        #expect(answer?["status"] as? Int == 1 && (answer?["reason"] as? String)?.contains("one") == true, "\(gate)")
    }

    @Test func `status tells one service or one group`() async throws {
        let place = try await place(top: "groups: { front: [api, web] }")
        _ = try place.run("pause", "web", "--reason", "p99 up")
        func names(_ words: String...) throws -> [String] {
            let said = try place.run(["status", "-o", "json"] + words).text
            let board = try JSONSerialization.jsonObject(with: Data(said.utf8)) as? [String: Any]
            return (board?["services"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
        }
        #expect(try names() == ["api", "web", "worker"])
        #expect(try names("web") == ["web"])
        #expect(try names("front") == ["api", "web"])
        let web = try place.run("status", "web").text
        #expect(web.contains("\nweb  ") && !web.contains("\napi  ") && web.contains("p99 up"), "\(web)")
        let odd = try place.run("status", "wbe")
        #expect(odd.status == 2 && odd.errors.contains("did you mean “web”? It has api, web, worker"), "\(odd.errors)")
    }

    @Test func `status goes on and writes one block for each change`() async throws {
        let place = try await place()
        _ = try place.run("pause", "api", "--reason", "first")
        let file = place.directory + "/watched"
        let output = open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        defer { close(output) }
        let watching = try Spawned(
            Program.path, ["status", "--watch"], environment: place.environment, output: output, errors: nil)
        func blocks() throws -> [String] {
            try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n\nreservations  ")
        }
        try place.wait("the board") { try blocks()[0].contains("first") }
        // Time passes, and nothing changes.
        try await Task.sleep(for: .seconds(5))
        #expect(try blocks().count == 1)
        _ = try place.run("pause", "web", "--reason", "second")
        try place.wait("the change") { try blocks().count == 2 && blocks()[1].contains("second") }
        kill(watching.pid, SIGINT)
        #expect(watching.wait() == 0)
        let all = try String(contentsOfFile: file, encoding: .utf8)
        #expect(!all.contains("\u{1B}"))
    }

    @Test func `as JSON each change is a line, and a reader that has seen enough ends it`() async throws {
        let place = try await place()
        _ = try place.run("pause", "api")
        let said = try Program.output(
            of: "/bin/sh", ["-c", "'\(Program.path)' status -w -o json | head -n 1"], environment: place.environment)
        #expect(try SteeredPlace.objects(said.text).first?["services"] is [Any])
        let full = try Program.output(
            of: "/bin/sh", ["-c", "'\(Program.path)' status -w >/dev/full"], environment: place.environment)
        #expect(full.status == 1 && full.errors.contains("could not be written"), "\(full.status) \(full.errors)")
    }

    @Test func `on a terminal the board is drawn anew, and SIGINT ends it well`() async throws {
        let place = try await place()
        _ = try place.run("pause", "api", "--reason", "first")
        // Not by the terminal's own Ctrl+C: it would end the shell around the program too.
        let number = place.directory + "/pid"
        let terminal = try TmuxTerminal(
            ["-c", "echo $$ > '\(number)'; exec '\(Program.path)' status --watch"],
            environment: place.environment.merging(["LC_ALL": "C.UTF-8"]) { _, new in new }, executable: "/bin/sh")
        try place.wait("the board") { try terminal.screen().contains("first") }
        _ = try place.run("pause", "web", "--reason", "second")
        try place.wait("the change") { try terminal.screen().contains("second") }
        #expect(try terminal.screen().components(separatedBy: "SERVICE  ").count == 2)
        let written = try String(contentsOfFile: number, encoding: .utf8)
        let pid = try #require(pid_t(written.trimmingCharacters(in: .whitespacesAndNewlines)))
        kill(pid, SIGINT)
        try place.wait("its end") { try terminal.screen().contains("left with status 0") }
    }

    @Test func `events tells the newest so many, and goes on after them`() async throws {
        let place = try await place()
        for number in 1...12 { _ = try place.run("pause", "api", "--reason", "reason \(number)") }
        func reasons(_ words: String...) throws -> [String] {
            try SteeredPlace.objects(place.run(["events", "-o", "json"] + words).text)
                .compactMap { $0["reason"] as? String }
        }
        #expect(try reasons().count == 12)
        #expect(try reasons("-n", "2") == ["reason 11", "reason 12"])
        #expect(try reasons("--lines", "0") == [])
        let odd = try place.run("events", "-n", "-3")
        #expect(odd.status == 64, "\(odd.errors)")
        let file = place.directory + "/followed"
        let output = open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        defer { close(output) }
        let following = try Spawned(
            Program.path, ["events", "-f", "-n", "1", "-o", "json"], environment: place.environment, output: output,
            errors: nil)
        func followed() throws -> [String] {
            try SteeredPlace.objects(String(contentsOfFile: file, encoding: .utf8)).compactMap {
                $0["reason"] as? String
            }
        }
        try place.wait("the newest") { try followed() == ["reason 12"] }
        _ = try place.run("pause", "web", "--reason", "now")
        try place.wait("what comes") { try followed() == ["reason 12", "now"] }
        kill(following.pid, SIGINT)
        #expect(following.wait() == 0)
        let full = try Program.output(
            of: "/bin/sh", ["-c", "'\(Program.path)' events >/dev/full"], environment: place.environment)
        #expect(full.status == 1 && full.errors.contains("could not be written"), "\(full.status) \(full.errors)")
    }

    @Test func `the share is a second word`() throws {
        func target(_ words: String...) throws -> Double? {
            try #require(try Abreast.parseAsRoot(["advance"] + words) as? AdvanceCommand).target
        }
        #expect(try target("web", "25") == 25)
        #expect(try target("web", "0.5%") == 0.5)
        #expect(try target("web", "--to", "25") == 25)
        #expect(try target("web", "25", "--to", "25") == 25)
        #expect(try target("web") == nil)
        for words in [["web", "25", "--to", "50"], ["web", "250"], ["web", "--to", "-1"], ["web", "half"]] {
            #expect(throws: (any Error).self) { try Abreast.parseAsRoot(["advance"] + words) }
        }
    }

    @Test func `drill tells its scenarios as demo does`() throws {
        let told = try Program.run("drill", "--list", environment: [:])
        let demo = try Program.run("demo", "--list", environment: [:])
        #expect(told.status == 0 && told.text == demo.text)
        #expect(told.text.contains("slow-poison"))
    }
}
