import AWS
import Fixtures
import Foundation
import Model
import Store
import Testing

@testable import Rollout

/// A store with one migration, and the processes that obey it.
struct RollBackNight {
    let store: SQLiteStore
    let configuration: Configuration
    let times: ControllerTiming

    /// - Parameters:
    ///   - patience: For all tries of one order together; long, as a machine may be busy.
    ///   - rollout: The plan of `api` as the configuration writes it.
    init(patience: Duration = .seconds(30), rollout: String = "") throws {
        times = Self.times(patience)
        configuration = try WireSamples.configuration(rollout)
        store = try TemporaryStore.open(configuration.migration)
    }

    static var now: Moment { MachineClock().now() }

    private static func times(_ patience: Duration) -> ControllerTiming {
        var times = ControllerTiming()
        times.firstWait = .milliseconds(5)
        times.longestWait = .milliseconds(20)
        times.patience = patience
        times.syncPace = .milliseconds(5)
        times.orderPace = .milliseconds(5)
        return times
    }

    /// Another connection, as another process has one.
    func opened() throws -> SQLiteStore { try SQLiteStore(path: store.path, migration: configuration.migration) }

    @discardableResult
    func order(
        _ kind: Order.Kind, _ service: String? = "api", at: Moment = now, terms: OrderTerms = OrderTerms()
    ) throws -> Order {
        try store.post(Order(kind: kind, service: service, actor: "ken@desk", at: at, terms: terms))
    }

    /// Takes the lease, from whoever has it.
    func lease(_ holder: String, after seconds: Double = 0) throws -> Int64 {
        try #require(try store.claimLease(holder: holder, at: Self.now + seconds)).token
    }

    /// Stores the weights as a poll reads them.
    func list(_ aws: ScriptedRoute53, token: Int64) throws {
        let weights = aws.weights.sorted { $0.key < $1.key }.map {
            WeightReading(type: $0.key, old: $0.value.old, new: $0.value.new, ttl: 60)
        }
        let reading = Reading(source: .route53, lastTry: Self.now, lastSuccess: Self.now)
        try store.append(
            Tick(at: Self.now, reading: reading, shares: ["api": ShareReading(weights: weights)]), token: token)
    }

    func controller(_ aws: ScriptedRoute53, _ holder: String) throws -> RolloutController {
        RolloutController(
            configuration: configuration, store: try opened(), sender: aws, holder: holder, times: times,
            clock: MachineClock())
    }

    func executor(_ aws: any RequestSender, _ order: Order, token: Int64) -> StepExecutor {
        StepExecutor(
            service: configuration.services[0], configuration: configuration, sender: aws,
            store: StoreThread(store, label: "test"), token: token, times: times, ending: ShutdownFlag(),
            clock: MachineClock(), events: StepEvents(actor: "me@here:1", order: order))
    }

    /// Obeys until the condition holds and a little longer, so that what must not happen has time to; says how it ended.
    func obey(
        _ aws: ScriptedRoute53, _ holder: String = "me@here:1", until condition: @escaping @Sendable () throws -> Bool
    ) async throws -> RolloutController.End {
        let controller = try controller(aws, holder)
        let token = try lease(holder)
        let task = Task { await controller.run(token: token) }
        let hasCome = try await Self.wait(until: condition)
        let trail = try trail()
        #expect(hasCome, "\(trail)")
        try await Task.sleep(for: .milliseconds(30))
        task.cancel()
        return await task.value
    }

    var step: WeightStep? { get throws { try store.newestSteps().first } }

    /// What the timeline says of the weights, each up to its first colon, and without how long it took.
    func trail() throws -> [String] {
        try events().filter { $0.kind == .weights }.map {
            let words = $0.reason.split(separator: ":").first.map(String.init) ?? ""
            return words.firstRange(of: " after ").map { String(words[..<$0.lowerBound]) } ?? words
        }
    }

    func events() throws -> [Event] { try store.events(after: 0, limit: 10_000) }

    /// Waits until the condition holds; `false` after ten seconds.
    static func wait(until condition: @Sendable () throws -> Bool) async throws -> Bool {
        for _ in 0..<2000 {
            if try condition() { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return try condition()
    }
}
