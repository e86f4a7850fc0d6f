// Tests/World: two AWS emulators on loopback, filled with the migration `reservations`, for the tests of any room.
// The world itself is Python (world.py, beside this file); this target only starts it, asks it and ends it.
// May import Foundation and nothing of ours.

import Foundation
import Synchronization

/// A running world: emulators, their content, the fault proxies before them, and a Python with boto3 that knows all of it.
package final class EmulatedWorld: Sendable {
    /// What the world said of itself when it was ready.
    package let description: WorldDescription
    private let server: WorldProcess
    private let begin = ContinuousClock.now

    /// The one world of this test process, started at the first call. It stands still: no metric is added after its start.
    ///
    /// Leave it as it was found: a test that changes weights or counts takes a world of its own with ``start(live:)``.
    /// Throws ``WorldError``.
    package static func shared() async throws -> EmulatedWorld {
        try await sharedWorld.value
    }

    private static let sharedWorld = Task { try await launch(live: false) }

    /// A private world; it ends with ``stop()`` or when the last reference goes. Throws ``WorldError``.
    ///
    /// A world takes seconds to start: while a test uses one, the next one is started for whoever comes after it.
    ///
    /// - Parameter live: Whether a minute of metrics is added at the turn of every minute.
    package static func start(live: Bool) async throws -> EmulatedWorld {
        guard !live else { return try await launch(live: true) }
        let spare = spare.withLock { spare in
            defer { spare = Task { try await launch(live: false) } }
            return spare
        }
        if let world = try? await spare?.value, world.begin + patience > .now { return world }
        return try await launch(live: false)
    }

    /// The world that nobody has asked for yet. One that has waited longer than this has too old metrics.
    private static let spare = Mutex<Task<EmulatedWorld, any Error>?>(nil)
    private static let patience = Duration.seconds(60)

    private static func launch(live: Bool) async throws -> EmulatedWorld {
        let server = try WorldProcess(arguments: ["serve"] + (live ? ["--live"] : []))
        let line = try await server.firstLine(within: 300)
        do {
            let description = try JSONDecoder().decode(WorldDescription.self, from: Data(line.utf8))
            return EmulatedWorld(description: description, server: server)
        } catch {
            throw WorldError(what: "world.py serve wrote a line that is not understood (\(error)): \(line)")
        }
    }

    private init(description: WorldDescription, server: WorldProcess) {
        self.description = description
        self.server = server
    }

    /// Ends the world and waits until its emulators are gone.
    package func stop() { server.stop() }

    /// The variables under which a program sees this world and nothing else of AWS.
    package var environment: [String: String] { description.environment }

    /// The same, with every endpoint behind the fault proxies.
    package var faultEnvironment: [String: String] { description.faultEnvironment }

    /// Emulators' addresses by service: `route53, elbv2, auto_scaling, ec2, ecs, cloudwatch, sqs, sts,
    /// application_auto_scaling, waf`.
    package var endpoints: [String: String] { description.endpoints }

    /// The fault proxies' addresses, by the same keys.
    package var faultEndpoints: [String: String] { description.faultEndpoints }

    /// The migration's configuration file (three services, Route 53 weights).
    package var configPath: String { description.configPath }

    /// The same migration with its endpoints behind the fault proxies.
    package var faultConfigPath: String { description.faultConfigPath }

    /// A second migration, split by the weights of one load balancer's forward actions.
    package var configTwoPath: String { description.configTwoPath }

    /// What the world's things are called.
    package var names: WorldNames { description.names }

    /// Runs a script in the world's Python and returns what it printed. Throws ``WorldError`` with the traceback.
    ///
    /// The script finds `aws.<service>` (boto3 clients: `aws.route53`, `aws.elbv2`, `aws.auto_scaling`, …), `names` (a
    /// dictionary as in ``WorldNames``), `world` (the whole description), `set_weights(service, old, new)` and
    /// `minute(n)` (the start of the minute n minutes ago); see prelude.py.
    package func python(_ script: String) throws -> String {
        let program = "from prelude import *\n" + script
        var variables = environment
        variables["PYTHONPATH"] = WorldProcess.directory
        variables["PYTHONDONTWRITEBYTECODE"] = "1"
        variables["ABREAST_WORLD"] = description.descriptionPath
        return try Subprocess.output(of: description.python, arguments: ["-c", program], adding: variables)
    }

    /// What boto3 says: the script's last line is an expression, printed as JSON and read as `Value`.
    package func boto3<Value: Decodable>(_ type: Value.Type, _ lines: String) throws -> Value {
        var script = lines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let last = script.removeLast()
        let printed = try python((script + ["print(json.dumps(\(last)))"]).joined(separator: "\n"))
        return try JSONDecoder().decode(type, from: Data(printed.utf8))
    }

    /// Sets what the fault proxies do, for all services or for one. Throws ``WorldError``.
    ///
    /// - Parameter mode: `pass`, `hang`, `malformed`, `throttle` (400), `expired` (403), `denied` (403), `error` (503) or
    ///   `closed` (connections refused).
    package func fault(_ mode: String, service: String? = nil) throws {
        _ = try control("POST", "fault?mode=\(mode)" + (service.map { "&service=\($0)" } ?? ""))
    }

    /// How many requests each operation has had through the fault proxies, as `service.Operation`. Throws ``WorldError``.
    package func requestCounts() throws -> [String: Int] {
        try JSONDecoder().decode([String: Int].self, from: Data(control("GET", "requests").utf8))
    }

    /// Sets all request counts to zero. Throws ``WorldError``.
    package func forgetRequests() throws {
        _ = try control("DELETE", "requests")
    }

    private func control(_ method: String, _ path: String) throws -> String {
        let program = """
            import urllib.request
            request = urllib.request.Request("\(description.controlURL)/\(path)", method="\(method)")
            print(urllib.request.urlopen(request, timeout=10).read().decode())
            """
        return try Subprocess.output(of: description.python, arguments: ["-c", program], adding: [:])
    }
}
