import Foundation
import Testing
import World

/// `abreast events`, on a store that only operators write.
@Suite(.serialized) struct EventsJourneys {
    @Test func `each event is a line and an object of ten fields`() async throws {
        let place = try SteeredPlace(await EmulatedWorld.shared(), top: "rollout: { look_again: 30m }")
        #expect(try place.run("events").status == 3)
        #expect(try place.run("pause", "api", "--reason", "p99 up").status == 0)
        #expect(try place.run("resume", "--all").status == 0)
        let text = try place.run("events")
        #expect(text.status == 0, "\(text.errors)")
        let lines = text.text.split(separator: "\n").map(String.init)
        #expect(lines.count == 2)
        #expect(
            lines[0].contains("  api     paused  running → paused  by mika@desk  “p99 up”  (order 1, look again at 20"))
        #expect(lines[1].contains("          resumed  "))

        let json = try place.run("events", "--json")
        #expect(json.text.hasPrefix(#"{"at":"20"#))
        let objects = try SteeredPlace.objects(json.text)
        let keys: Set = ["at", "service", "kind", "actor", "before", "after", "reason", "evidence", "order", "cause"]
        #expect(objects.count == 2 && objects.allSatisfy { Set($0.keys) == keys })
        #expect(objects[0]["service"] as? String == "api" && objects[0]["reason"] as? String == "p99 up")
        #expect(objects[1]["service"] is NSNull && objects[1]["reason"] is NSNull)
        #expect(try SteeredPlace.objects(place.run("events", "web", "--json").text).count == 1)
        #expect(try place.run("events", "--since", "1m").text == text.text)
        #expect(try place.run("events", "apo").status == 2)
    }

    /// A zone of POSIX's kind, whose summer time ended ten minutes ago: what the clock shows now it showed an hour ago too.
    private static func zoneThatHasJustGoneBack() -> String {
        let end = Date(timeIntervalSinceNow: 2 * 3600 - 600)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
        let parts = calendar.dateComponents([.month, .day, .hour, .minute, .second], from: end)
        let days = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
        // The 29th of February has no number of its own there.
        let day = min(days[(parts.month ?? 1) - 1] + (parts.day ?? 1), 365)
        let time = "\(parts.hour ?? 0):\(parts.minute ?? 0):\(parts.second ?? 0)"
        return "WIN-1SUM-2,J\((day + 180) % 365 + 1)/0,J\(day)/\(time)"
    }

    @Test func `in an hour that comes twice each time has its zone`() async throws {
        let place = try SteeredPlace(await EmulatedWorld.shared(), top: "")
        #expect(try place.run("pause", "api").status == 0)
        let zone = Self.zoneThatHasJustGoneBack()
        for words in [["events"], ["status"]] {
            let run = try Program.output(
                of: Program.path, words, environment: place.environment.merging(["TZ": zone]) { _, new in new })
            #expect(run.text.contains(#/\d\d:\d\d:\d\d WIN  /#), "\(zone): \(run.text)\(run.errors)")
            #expect(!run.text.contains("WIN WIN"), "\(run.text)")
        }
        #expect(try place.run("events").text.contains(#/\d\d:\d\d:\d\d  api/#))
    }

    @Test func `who follows sees what comes until a signal`() async throws {
        let place = try SteeredPlace(await EmulatedWorld.shared(), top: "")
        for number in 1...12 { _ = try place.run("pause", "api", "--reason", "before \(number)") }
        let file = place.directory + "/followed"
        let output = open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        defer { close(output) }
        let following = try Spawned(
            Program.path, ["events", "--follow", "--json"], environment: place.environment, output: output, errors: nil)
        func followed() throws -> [String] {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            return try SteeredPlace.objects(text).compactMap { $0["reason"] as? String }
        }
        try place.wait("the newest ten") { try followed().count == 10 }
        _ = try place.run("pause", "web", "--reason", "now")
        try place.wait("what comes") { try followed().count == 11 }
        #expect(try followed() == (3...12).map { "before \($0)" } + ["now"])
        kill(following.pid, SIGINT)
        #expect(following.wait() == 0)
    }

    @Test func `whose reader has seen enough ends well`() async throws {
        let place = try SteeredPlace(await EmulatedWorld.shared(), top: "")
        _ = try place.run("pause", "api")
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let following = try Spawned(
            Program.path, ["events", "--follow"], environment: place.environment, output: ends[1], errors: nil)
        close(ends[1])
        var byte: UInt8 = 0
        #expect(read(ends[0], &byte, 1) == 1)
        close(ends[0])
        #expect(following.wait() == 0)
    }
}
