import Fixtures
import Foundation
import Testing
import World

/// `abreast rollback` while AWS or the store fails.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RollBackTroubleJourneys {
    private struct Place {
        let directory = NSTemporaryDirectory() + "abreast-trouble-\(UUID().uuidString)"
        let environment: [String: String]

        init(_ world: EmulatedWorld, state: String? = nil) {
            environment = world.faultEnvironment.merging([
                "ABREAST_CONFIG": world.faultConfigPath, "XDG_STATE_HOME": state ?? directory + "/state", "TZ": "UTC",
                "ABREAST_ACTOR": "mika@desk",
            ]) { _, new in new }
        }

        func back(_ more: String...) throws -> Program.Output {
            try Program.output(
                of: Program.path, ["rollback", "api", "--yes", "--snapshot-dir", directory] + more,
                environment: environment)
        }
    }

    private let back = "A/ec2=100 A/ecs=0 AAAA/ec2=100 AAAA/ecs=0"

    /// Runs `body` while the service fails, for so many seconds.
    private func during<Value>(
        _ mode: String, _ seconds: Double, _ world: EmulatedWorld, _ body: () throws -> Value
    ) throws -> Value {
        try world.fault(mode, service: "route53")
        let mended = DispatchSemaphore(value: 0)
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
            try? world.fault("pass", service: "route53")
            mended.signal()
        }
        defer { mended.wait() }
        return try body()
    }

    @Test(arguments: [("error", 20.0), ("throttle", 12), ("hang", 12)])
    func `it goes on until it is done, and prints the lines meanwhile`(mode: String, seconds: Double) async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = Place(world)
        let done = try during(mode, seconds, world) { try place.back() }
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        #expect(try world.weights("api") == back)
        #expect(done.errors.contains("it goes on. The same by hand"), "\(done.errors)")
        #expect(done.text.contains("aws route53 ") && done.text.contains("ROLLED BACK"))
    }

    @Test func `a poller goes on too, and the command's end is not the order's`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = Place(world)
        let poller = try Program.startPolling(environment: place.environment)
        let given = try during("error", 15, world) { try place.back("--give-up-after", "5s") }
        #expect(given.status == 1 && given.errors.contains("given up after 5 s"), "\(given.text)\(given.errors)")
        for _ in 0..<300 {
            if try world.weights("api") == back { break }
            usleep(100_000)
        }
        #expect(try world.weights("api") == back)
        poller.killAtOnce()
    }

    @Test func `a store that another process has locked does not hold it up`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = Place(world)
        // Makes the store, and shows the weights to it.
        _ = try Program.run("poll", "--once", environment: place.environment)
        let stores = try FileManager.default.subpathsOfDirectory(atPath: place.directory + "/state")
            .filter { $0.hasSuffix(".sqlite") }
        let store = try place.directory + "/state/" + #require(stores.first)
        let script = "import sqlite3,time; c=sqlite3.connect('\(store)'); c.execute('BEGIN IMMEDIATE'); time.sleep(60)"
        let holder = try Spawned(
            "/usr/bin/env", ["python3", "-c", script], environment: [:], output: nil, errors: nil)
        usleep(1_500_000)
        let done = try place.back()
        holder.killAtOnce()
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        #expect(try world.weights("api") == back)
        #expect(done.errors.contains("It is sent without the store"), "\(done.errors)")
        #expect(done.text.contains("ROLLED BACK, to 0 % on new [record api."), "\(done.text)")
        #expect(done.text.contains("aws route53 ") && done.text.contains("in force: A 100/0, AAAA 100/0"))
    }

    @Test func `nor does one that cannot be made`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = Place(world, state: "/dev/null")
        let done = try place.back()
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        #expect(try world.weights("api") == back)
        #expect(done.errors.contains("order it again when the store works"), "\(done.errors)")
        #expect(done.text.contains("ROLLED BACK, to 0 % on new [record api."), "\(done.text)")
    }

    /// Route 53 fails until the order is stored and the disk is full; what the holder of the order then cannot claim, it
    /// sends without the store.
    @Test(.enabled(if: SmallDisk.isPossible), arguments: [true, false])
    func `a disk that fills after the order was stored does not hold it up`(isPolled: Bool) async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let disk = try SmallDisk(at: NSTemporaryDirectory() + "abreast-disk-\(UUID().uuidString)")
        let place = Place(world, state: disk.path)
        let poller = isPolled ? try Program.startPolling(environment: place.environment) : nil
        defer { poller?.killAtOnce() }
        if poller == nil { _ = try Program.run("poll", "--once", environment: place.environment) }
        try world.fault("error", service: "route53")
        let stored = DispatchSemaphore(value: 0)
        let environment = place.environment
        DispatchQueue.global().async {
            for _ in 0..<300 {
                let events = try? Program.run("events", environment: environment)
                if events?.text.contains("ROLL BACK") == true { break }
                usleep(100_000)
            }
            disk.fill()
            sleep(3)
            try? world.fault("pass", service: "route53")
            stored.signal()
        }
        let done = try withExtendedLifetime(disk) {
            let done = try place.back()
            stored.wait()
            return done
        }
        #expect(done.text.contains("stored as order"), "\(done.text)\(done.errors)")
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        #expect(try world.weights("api") == back)
        #expect(done.text.contains("aws route53 "), "its lines are printed meanwhile: \(done.text)")
    }

    /// Waits until a poller has kept how the weights stand in AWS; it does so some seconds after its start.
    private func waitForKept(_ place: Place) async throws {
        let count = """
            import glob, sqlite3, sys
            path = glob.glob(sys.argv[1] + "/state/**/*.sqlite", recursive=True)[0]
            rows = sqlite3.connect(path).execute("SELECT key FROM meta WHERE key LIKE '%api%'").fetchall()
            sys.exit(0 if rows else 1)
            """
        for _ in 0..<150 {
            let found = try Program.output(
                of: "/usr/bin/env", ["python3", "-c", count, place.directory], environment: [:])
            if found.status == 0 { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw JourneyEnded(what: "no split was kept")
    }

    /// The zone's id is in the store.
    @Test(arguments: [true, false]) func `a zone that cannot be looked up is not needed`(isPolled: Bool) async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = Place(world)
        let poller = try Program.startPolling(environment: place.environment)
        defer { if isPolled { poller.killAtOnce() } }
        try await waitForKept(place)
        if !isPolled { poller.killAtOnce() }
        try world.fault("hang", service: "route53", operation: "ListHostedZonesByName")
        let done = try place.back()
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        #expect(try world.weights("api") == back)
        try world.fault("pass", service: "route53")
    }
}
