import AWS
import Fixtures
import Foundation
import Model
import Poll
import Store
import Synchronization
import Testing

@testable import Rollout

/// Steps whose credentials come slowly, over real HTTP, against pauses that another process stores at any moment.
@Suite("A pause against a step that is about to go", .timeLimit(.minutes(5)))
struct PauseRaceTests {
    /// How the credentials keep the step waiting.
    enum Slowness: String, Sendable, CaseIterable {
        /// Keys that are about to expire are fetched anew for each request, slowly.
        case fetch
        /// AWS refuses the keys of the change, and others are fetched.
        case renewal
        /// A program brings them.
        case program
    }

    /// Of one fetch, in seconds.
    private static let delay = 0.06
    /// The machine that runs the server may be busy; a step that did not look again would be later than this.
    private static let margin = Duration.milliseconds(15)

    @Test(arguments: Slowness.allCases) func `is never sent after it was stored`(_ slowness: Slowness) async throws {
        let (late, sent) = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for worker in 0..<4 {
                group.addTask { try await Self.race(slowness, 25, seed: worker) }
            }
            return try await group.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        }
        #expect(late == 0, "\(late) of \(sent) were sent after a pause was stored")
        // Else the pauses were all too early or too late to race.
        #expect(sent > 5 && sent < 100, "\(sent) of 100 were sent")
    }

    /// Returns how many changes came after their pause was stored, and how many came.
    private static func race(_ slowness: Slowness, _ count: Int, seed: Int) async throws -> (Int, Int) {
        let night = try RollBackNight(rollout: "rollout: { mode: manual, steps: [25, 50, 100], bake: 10m }")
        let place = try RaceServer(slowness, delay: delay)
        let client = try AWSClient(settings: place.settings)
        let sender = PacedSender(client, pacer: RequestPacer(interval: .milliseconds(1)))
        let token = try night.lease("me@here:1")
        let other = try night.opened()
        var (late, sent) = (0, 0)
        for number in 0..<count {
            try night.order(.resume)
            let order = try night.order(.advance, terms: OrderTerms(percent: 50))
            place.reset()
            let executor = night.executor(sender, order, token: token)
            // From the reading's end to well behind the sending.
            let wait = (Double(number) + Double(seed) / 4) / Double(count) * 7 * delay
            async let outcome = executor.move(to: 50, expecting: nil)
            try await Task.sleep(for: .seconds(wait))
            let stored = try await Task.detached {
                _ = try other.post(Order(kind: .pause, service: "api", actor: "mika", at: RollBackNight.now))
                return ContinuousClock.now
            }.value
            _ = await outcome
            if let step = try night.step, step.state.isOpen { _ = await executor.settle(step) }
            for arrival in place.arrivals {
                sent += 1
                if arrival > stored + margin { late += 1 }
            }
        }
        await client.shutdown()
        return (late, sent)
    }
}

/// Route 53 over HTTP, and beside it where credentials come from.
private final class RaceServer: Sendable {
    private let server: LoopbackServer
    private let aws: ScriptedRoute53
    private let came: Arrivals
    let settings: AWSSettings

    private final class Arrivals: Sendable {
        let times = Mutex<[ContinuousClock.Instant]>([])
        /// Whether the next change is refused for its credentials.
        let refuses = Mutex(false)
    }

    init(_ slowness: PauseRaceTests.Slowness, delay: Double) throws {
        let (aws, came) = (ScriptedRoute53(), Arrivals())
        (self.aws, self.came) = (aws, came)
        let number = Mutex(0)
        server = try LoopbackServer { request, _ in
            if request.path == "/keys" {
                Thread.sleep(forTimeInterval: delay)
                let count = number.withLock { number in
                    number += 1
                    return number
                }
                return .ok(Self.keys("AKIA\(count)"))
            }
            if request.method == "POST" {
                if slowness == .renewal,
                    came.refuses.withLock({ refuses in
                        defer { refuses = false }
                        return refuses
                    })
                {
                    return .answer(
                        403, [], "<ErrorResponse><Error><Code>ExpiredToken</Code></Error></ErrorResponse>")
                }
                came.times.withLock { $0.append(.now) }
            }
            return Self.answer(request, aws)
        }
        var environment = ["AWS_EC2_METADATA_DISABLED": "true", "HOME": "/nonexistent"]
        if slowness == .program {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("race-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let program = folder.appendingPathComponent("keys").path
            try "#!/bin/sh\nsleep \(delay)\necho '\(Self.keys("AKIA", versioned: true))'\n".write(
                toFile: program, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
            let file = folder.appendingPathComponent("config").path
            try "[default]\ncredential_process = \(program)\n".write(toFile: file, atomically: true, encoding: .utf8)
            environment["AWS_CONFIG_FILE"] = file
        } else {
            environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "\(server.url)/keys"
        }
        settings = AWSSettings(
            region: "ap-northeast-1", endpoint: server.url, environment: environment, userAgent: "abreast/test")
    }

    var arrivals: [ContinuousClock.Instant] { came.times.withLock { $0 } }

    func reset() {
        aws.weights = ["A": WeightPair(old: 75, new: 25)]
        came.times.withLock { $0 = [] }
        came.refuses.withLock { $0 = true }
    }

    private static func keys(_ name: String, versioned: Bool = false) -> String {
        let version = versioned ? "\"Version\":1," : ""
        let expiry = (MachineClock().now() + 60).iso8601
        return "{\(version)\"AccessKeyId\":\"\(name)\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
            + "\"SessionToken\":\"t\",\"Expiration\":\"\(expiry)\"}"
    }

    private static func answer(_ request: LoopbackServer.Request, _ aws: ScriptedRoute53) -> LoopbackServer.Reply {
        let operation =
            switch (request.method, request.path) {
            case ("POST", _): WeightChange.Call.records.rawValue
            case (_, "/2013-04-01/hostedzonesbyname"): "ListHostedZonesByName"
            default: "ListResourceRecordSets"
            }
        let question = AWSRequest(
            service: .route53, operation: operation, body: Array(request.body.utf8), resource: "")
        let answered = DispatchSemaphore(value: 0)
        let body = Mutex("")
        Task {
            let answer = try? await aws.send(question, deadline: .now + .seconds(5))
            body.withLock { $0 = String(decoding: answer?.body ?? [], as: UTF8.self) }
            answered.signal()
        }
        answered.wait()
        return .ok(body.withLock { $0 })
    }
}
