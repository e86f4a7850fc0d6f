import Foundation
import Testing
import World

/// The built program's commands, against the emulated world over HTTP.
@Suite(.serialized) struct CommandJourneys {
    @Test func `status --schema prints the schema's file and needs no configuration`() throws {
        let file = URL(fileURLWithPath: #filePath + "/../../../../Sources/Report/Status/status.schema.json")
        let printed = try Program.run("status", "--schema", environment: ["ABREAST_CONFIG": "/nowhere.yaml"])
        #expect(printed.status == 0 && printed.errors.isEmpty, "\(printed.errors)")
        #expect(printed.text == (try String(contentsOf: file.standardized, encoding: .utf8)))
    }

    @Test func `once reads everything and counts its calls`() async throws {
        let world = try await EmulatedWorld.shared()
        let environment = try Self.environment(of: world)
        let once = try Program.run("poll", "--once", environment: environment)
        #expect(once.status == 0, "\(once.text)\(once.errors)")
        let calls = try #require(once.text.split(separator: "\n").last?.split(separator: " ").first.flatMap { Int($0) })
        #expect(calls <= 26)

        let status = try Program.run("status", "--json", environment: environment)
        #expect(status.status == 0)
        let board = try #require(
            try JSONSerialization.jsonObject(with: Data(status.text.utf8)) as? [String: Any])
        for key in ["migration", "takenAt", "settledTo", "headline", "poller", "services", "sources", "events"] {
            #expect(board[key] != nil, "\(key) is missing")
        }
    }

    @Test func `once says what failed and ends with 1`() async throws {
        let world = try await EmulatedWorld.shared()
        var environment = try Self.environment(of: world)
        let file = try String(contentsOfFile: world.configPath, encoding: .utf8)
        let broken = NSTemporaryDirectory() + "abreast-\(UUID().uuidString).yaml"
        let lines = file.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("  ecs:") ? "  ecs: http://127.0.0.1:1" : String(line)
        }
        try lines.joined(separator: "\n").write(toFile: broken, atomically: true, encoding: .utf8)
        environment["ABREAST_CONFIG"] = broken
        let once = try Program.run("poll", "--once", environment: environment)
        #expect(once.status == 1)
        #expect(once.text.contains("ECS"))
        #expect(once.text.contains("nobody listens"))
    }

    @Test func `killing the poller twenty times loses no order`() async throws {
        let world = try await EmulatedWorld.shared()
        let environment = try Self.environment(of: world)
        _ = try Program.run("poll", "--once", environment: environment)
        for round in 1...20 {
            let poller = try Program.start("poll", environment: environment)
            let verb =
                round % 2 == 1
                ? ["pause", "api", "--reason", "round \(round)"] : ["resume", "api", "--reason", "round \(round)"]
            try await Task.sleep(for: .milliseconds(Int.random(in: 50...600)))
            let posted = try Program.output(of: Program.path, verb, environment: environment)
            #expect(posted.status == 0, "\(posted.errors)")
            poller.killAtOnce()
        }
        let status = try Program.run("status", "--json", environment: environment)
        #expect(status.status == 0)
        for round in 1...20 { #expect(status.text.contains("round \(round)\""), "order \(round) is lost") }
        let gate = try Program.run("gate", "api", environment: environment)
        #expect(gate.status != 0)
    }

    @Test func `a snapshot is written whole and private`() async throws {
        let world = try await EmulatedWorld.shared()
        let environment = try Self.environment(of: world)
        _ = try Program.run("poll", "--once", environment: environment)
        let folder = NSTemporaryDirectory() + "abreast-\(UUID().uuidString)"
        let taken = try Program.run("snapshot", "-o", folder, "--reason", "a drill", environment: environment)
        #expect(taken.status == 0, "\(taken.errors)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(files.count == 2)
        for file in files {
            let path = "\(folder)/\(file)"
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains("a drill"))
            #expect(!text.contains(world.names.account))
            #expect(!text.contains(environment["AWS_SECRET_ACCESS_KEY"] ?? "?"))
        }
        let nowhere = try Program.run("snapshot", "-o", "/proc/nowhere", environment: environment)
        #expect(nowhere.status != 0)
        #expect(nowhere.errors.contains("/proc/nowhere"))
    }

    @Test func `check says what is denied with its action`() async throws {
        let world = try await EmulatedWorld.shared()
        var environment = try Self.environment(of: world)
        let good = try Program.run("check", "--online", environment: environment)
        #expect(good.status == 0, "\(good.text)\(good.errors)")
        #expect(good.text.contains("api: moving weights") && good.text.contains("allowed, as IAM simulates it"))
        environment["AWS_ACCESS_KEY_ID"] = world.names.powerless["accessKeyID"]
        environment["AWS_SECRET_ACCESS_KEY"] = world.names.powerless["secretAccessKey"]
        let denied = try Program.run("check", "--online", environment: environment)
        #expect(denied.status == 1)
        #expect(denied.text.contains("DENIED"))
        #expect(denied.text.contains("ecs:DescribeServices"))
        let policy = try Program.run("check", "--iam-policy", environment: environment)
        #expect(try JSONSerialization.jsonObject(with: Data(policy.text.utf8)) is [String: Any])
    }

    @Test func `a wrong configuration is said with its line`() throws {
        let path = NSTemporaryDirectory() + "abreast-\(UUID().uuidString).yaml"
        try "migration: m\nregion: ap-northeast-1\nservcies: {}\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        let check = try Program.run("check", "--config", path, environment: [:])
        #expect(check.status == 2)
        #expect(check.errors.contains("\(path):3:1"))
        #expect(check.errors.contains("services"))
    }

    @Test func `without a store it says what to start`() async throws {
        let world = try await EmulatedWorld.shared()
        let status = try Program.run("status", environment: try Self.environment(of: world))
        #expect(status.status == 3)
        #expect(status.errors.contains("abreast poll"))
    }

    private static func environment(of world: EmulatedWorld) throws -> [String: String] {
        var environment = world.environment
        environment["XDG_STATE_HOME"] = NSTemporaryDirectory() + "abreast-\(UUID().uuidString)"
        environment["ABREAST_ACTOR"] = "mika@bastion"
        environment["TZ"] = "UTC"
        return environment
    }
}
