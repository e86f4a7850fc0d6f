import Foundation
import Testing
import World

/// A poller whose file was changed: everyone is told, and SIGHUP makes it read the file anew, whole or not at all.
@Suite(.serialized) struct ReloadJourneys {
    private let words = "the poller runs another configuration, since "

    @Test func `a changed file is told until the poller has read it`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: "rollout: { mode: manual, steps: [25, 50, 100], bake: 1m }")
        let log = place.directory + "/log"
        let poller = try Spawned(
            "/bin/sh", ["-c", "exec \"$0\" poll 2>\"$1\"", Program.path, log], environment: place.environment,
            output: nil,
            errors: nil)
        defer { poller.killAtOnce() }
        func logged(_ words: String) throws -> Bool { try String(contentsOfFile: log, encoding: .utf8).contains(words) }
        func isTold() throws -> Bool { try place.run("status").text.contains(words) }
        try place.wait("the first poll") { Program.isPolled(try place.run("status", "--json")) }
        #expect(try !isTold())
        let first = try String(contentsOfFile: place.file, encoding: .utf8)

        try first.replacing("steps: [25, 50, 100]", with: "steps: [25, 30, 100]")
            .write(toFile: place.file, atomically: true, encoding: .utf8)
        #expect(try isTold())
        let doctor = try place.run("doctor", "--offline").text
        #expect(doctor.contains(words) && doctor.contains("SIGHUP"), "\(doctor)")
        let json = try place.run("status", "--json").text
        #expect(json.contains("\"otherConfigurationSince\": \"20"), "\(json)")
        for order in [["advance", "api", "--to", "30"], ["rollback", "api"], ["pause", "api"], ["resume", "api"]] {
            let said = try place.run(order)
            #expect(said.errors.contains(words) && said.errors.contains(place.file), "\(order): \(said.errors)")
        }

        kill(poller.pid, SIGHUP)
        try place.wait("the new file") { try logged("the configuration was read anew") }
        try place.wait("the new lease") { try !isTold() }
        let moved = try place.run([
            "advance", "api", "--to", "30", "--yes", "--override", "blind", "worse", "targets", "deployment",
            "capacity",
            "settling",
        ])
        #expect(moved.status == 0 && !moved.errors.contains("carries it out"), "\(moved.text)\(moved.errors)")

        // A file with a mistake is named and changes nothing.
        let second = try String(contentsOfFile: place.file, encoding: .utf8)
        try second.replacing("steps: [25, 30, 100]", with: "steps: [25, 30, 1000]")
            .write(toFile: place.file, atomically: true, encoding: .utf8)
        kill(poller.pid, SIGHUP)
        try place.wait("the mistake") { try logged("the configuration was not read anew, the old one stays: ") }
        #expect(try logged("abreast.yaml:"))
        // So does a file that moves another record.
        try second.replacing("name: api.", with: "name: api2.")
            .write(toFile: place.file, atomically: true, encoding: .utf8)
        kill(poller.pid, SIGHUP)
        try place.wait("the refusal") { try logged("record api2.") }
        try second.write(toFile: place.file, atomically: true, encoding: .utf8)
        #expect(try !isTold())
        let back = try place.run("rollback", "api", "--yes", "--snapshot-dir", place.directory)
        #expect(back.status == 0 && !back.errors.contains("carries it out"), "\(back.text)\(back.errors)")
        kill(poller.pid, SIGTERM)
        #expect(poller.wait() == 0)
    }
}
