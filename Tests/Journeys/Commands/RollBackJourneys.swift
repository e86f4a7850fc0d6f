import Foundation
import Testing
import World

/// `abreast rollback`, against the emulated world over HTTP.
@Suite(.serialized) struct RollBackJourneys {
    private struct Workspace {
        let directory = NSTemporaryDirectory() + "abreast-rollback-\(UUID().uuidString)"
        let environment: [String: String]

        /// Behind the fault proxies, with a store of its own.
        init(_ world: EmulatedWorld) {
            environment = world.faultEnvironment.merging([
                "ABREAST_CONFIG": world.faultConfigPath, "XDG_STATE_HOME": directory + "/state", "TZ": "UTC",
                "ABREAST_ACTOR": "mika@desk",
            ]) { _, new in new }
        }

        var snapshots: [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: directory + "/snapshots"))?.sorted() ?? []
        }
    }

    private let back = "A/ec2=100 A/ecs=0 AAAA/ec2=100 AAAA/ecs=0"
    private let start = "A/ec2=75 A/ecs=25 AAAA/ec2=75 AAAA/ecs=25"

    @Test func `without a poller the command carries it out itself`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let workspace = Workspace(world)
        let asked = try Program.run("rollback", "api", environment: workspace.environment)
        #expect(asked.status == 1 && asked.errors.contains("nothing was sent"), "\(asked.errors)")
        #expect(
            asked.text.contains("A 75/25 → 100/0") && asked.text.contains("aws route53 change-resource-record-sets"))
        #expect(try world.weights("api") == start)

        let done = try Program.run(
            "rollback", "api", "--yes", "--reason", "p99 up", "--snapshot-dir", workspace.directory + "/snapshots",
            environment: workspace.environment)
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        #expect(try world.weights("api") == back)
        #expect(done.errors.contains("nobody polls: this process carries it out"))
        for words in [
            "stored as order 1", "sending: A 75/25 → 100/0", "not everywhere yet", "in force",
            "sent, everywhere after", "ROLLED BACK",
        ] {
            #expect(done.text.contains(words), "\(words) in \(done.text)")
        }
        #expect(workspace.snapshots.count == 2)
        #expect(try world.weights("web") == "A/ec2=92 A/ecs=8 AAAA/ec2=92 AAAA/ecs=8")
        let again = try Program.run(
            "rollback", "api", "--yes", "--snapshot-dir", workspace.directory, environment: workspace.environment)
        #expect(again.status == 0 && again.text.contains("nothing to send"), "\(again.text)\(again.errors)")
    }

    @Test func `a living poller carries it out at once`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let workspace = Workspace(world)
        let poller = try Program.startPolling(environment: workspace.environment)
        let done = try Program.run(
            "rollback", "--all", "--yes", "--snapshot-dir", workspace.directory, environment: workspace.environment)
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        #expect(!done.errors.contains("this process carries it out"))
        #expect(try world.weights("api") == back && world.weights("web") == back)

        // One that hangs is not waited for, and does nothing that matters when it goes on.
        _ = try world.python("set_weights('web', 50, 50)")
        poller.hang(true)
        let hung = try Program.run(
            "rollback", "web", "--yes", "--snapshot-dir", workspace.directory, environment: workspace.environment)
        #expect(hung.status == 0, "\(hung.text)\(hung.errors)")
        #expect(hung.errors.contains("does not hear it: this process carries it out"), "\(hung.errors)")
        poller.hang(false)
        #expect(try world.weights("web") == back)
        poller.killAtOnce()

        // The dead one holds the lease for some seconds more, and nobody is waited for longer than that.
        _ = try world.python("set_weights('api', 50, 50)")
        let after = try Program.run(
            "rollback", "api", "--yes", "--snapshot-dir", workspace.directory, environment: workspace.environment)
        #expect(after.status == 0, "\(after.text)\(after.errors)")
        #expect(try world.weights("api") == back)
    }

    @Test func `where AWS does not let it the commands are told`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let workspace = Workspace(world)
        try world.fault("denied", service: "route53")
        let denied = try Program.run(
            "rollback", "api", "--yes", "--snapshot-dir", workspace.directory, environment: workspace.environment)
        #expect(denied.status == 1)
        for words in ["stored as order 1", "STOPPED: nothing was sent", "NOT ROLLED BACK", "aws route53 list-"] {
            #expect(denied.text.contains(words), "\(words) in \(denied.text)")
        }
        #expect(try world.weights("api") == start)
        let unsplit = try Program.run("rollback", "worker", "--yes", environment: workspace.environment)
        #expect(unsplit.status == 2 && unsplit.errors.contains("nothing to roll back"))
        #expect(try Program.run("rollback", "--yes", environment: workspace.environment).status == 64)
    }
}
