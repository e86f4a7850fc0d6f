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

    /// The one world of this test process, started at the first call. It stands still: no metric is added after its start.
    ///
    /// Leave it as it was found: a test that changes weights or counts takes a world of its own with ``borrow()``.
    /// Throws ``WorldError``.
    package static func shared() async throws -> EmulatedWorld {
        try await sharedWorld.value
    }

    private static let sharedWorld = Task { try await launch(live: false) }

    /// A private world until ``giveBack()``, or until the last reference goes. Its metrics reach to the minute of this
    /// call. Throws ``WorldError``.
    ///
    /// A world takes seconds to start, so one that was given back is lent again when it is what it was at its birth.
    package static func borrow() async throws -> EmulatedWorld {
        while let idle = idle.withLock({ $0.popLast() }) {
            guard let world = await idle.value, (try? world.ask(Request(verb: .refresh))) != nil else { continue }
            return world
        }
        return try await launch(live: false)
    }

    /// A private world to which a minute of metrics is added at the turn of every minute; it ends with ``stop()`` or
    /// when the last reference goes. Throws ``WorldError``.
    package static func startLive() async throws -> EmulatedWorld { try await launch(live: true) }

    /// The worlds that were given back. Each is being made what it was, and is `nil` when it could not be.
    private static let idle = Mutex<[Task<EmulatedWorld?, Never>]>([])

    /// Gives a borrowed world to whoever comes next. Records, weights of listeners and rules, faults and counts of
    /// requests are put back; a world that differs in anything else ends.
    package func giveBack() {
        let restoring = Task<EmulatedWorld?, Never>.detached { [self] in
            let differences = try? ask(Request(verb: .restore), giving: [String].self)
            if differences == [] { return self }
            stop()
            return nil
        }
        Self.idle.withLock { $0.append(restoring) }
    }

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
    package var faultEnvironment: [String: String] { description.faults.environment }

    /// Emulators' addresses by service: `route53, elbv2, auto_scaling, ec2, ecs, cloudwatch, sqs, sts,
    /// application_auto_scaling, waf`.
    package var endpoints: [String: String] { description.endpoints }

    /// The fault proxies' addresses, by the same keys.
    package var faultEndpoints: [String: String] { description.faultEndpoints }

    /// The migration's configuration file (three services, Route 53 weights).
    package var configPath: String { description.configPath }

    /// The same migration with its endpoints behind the fault proxies.
    package var faultConfigPath: String { description.faults.configPath }

    /// A second migration, split by the weights of one load balancer's forward actions.
    package var configTwoPath: String { description.configTwoPath }

    /// What the world's things are called.
    package var names: WorldNames { description.names }

    /// Runs a script in the world's Python and returns what it printed. Throws ``WorldError`` with the traceback.
    ///
    /// The script finds `aws.<service>` (boto3 clients: `aws.route53`, `aws.elbv2`, `aws.auto_scaling`, …), `names` (a
    /// dictionary as in ``WorldNames``), `world` (the whole description), `set_weights(service, old, new)` and
    /// `minute(n)` (the start of the minute n minutes ago); see scripts.py.
    package func python(_ script: String) throws -> String {
        try ask(Request(verb: .script, text: script), giving: String.self) ?? ""
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
    /// - Parameters:
    ///   - mode: `pass`, `hang`, `malformed`, `throttle` (400), `expired` (403), `denied` (403), `error` (503) or `closed`
    ///     (connections refused).
    ///   - operation: The one operation, such as `ListHostedZonesByName`, that it is for; `nil` for all.
    package func fault(_ mode: String, service: String? = nil, operation: String? = nil) throws {
        try fault(mode, service: service, operation: operation, of: description.faults)
    }

    /// The same for other proxies than the first.
    package func fault(
        _ mode: String, service: String? = nil, operation: String? = nil, of proxies: FaultsDescription
    ) throws {
        try ask(
            Request(verb: .fault, mode: mode, service: service, operation: operation, proxies: proxies.number))
    }

    /// Opens more fault proxies before the same emulators: what fails by itself, beside others. Throws ``WorldError``.
    package func openProxies() throws -> FaultsDescription {
        guard let proxies = try ask(Request(verb: .proxies), giving: FaultsDescription.self) else {
            throw WorldError(what: "The world opened no proxies.")
        }
        return proxies
    }

    /// How many requests each operation has had through the fault proxies, as `service.Operation`. Throws ``WorldError``.
    package func requestCounts() throws -> [String: Int] {
        try ask(Request(verb: .requests), giving: [String: Int].self) ?? [:]
    }

    /// Sets all request counts to zero. Throws ``WorldError``.
    package func forgetRequests() throws { try ask(Request(verb: .forget)) }

    // MARK: Asking

    private struct Request: Encodable {
        enum Verb: String, Encodable {
            case script, proxies, fault, requests, forget, refresh, restore
        }

        var verb: Verb
        var text: String?
        var mode: String?
        var service: String?
        var operation: String?
        var proxies: Int?
    }

    private struct Reply<Answer: Decodable>: Decodable {
        let answer: Answer?
        /// The traceback of what failed.
        let error: String?
    }

    private func ask(_ request: Request) throws { _ = try ask(request, giving: Bool.self) }

    private func ask<Answer: Decodable>(_ request: Request, giving: Answer.Type) throws -> Answer? {
        let line = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        let reply = try JSONDecoder().decode(Reply<Answer>.self, from: Data(server.answer(to: line).utf8))
        if let error = reply.error { throw WorldError(what: "The world's Python failed:\n\(error)") }
        return reply.answer
    }
}
