import AWS
import Fixtures
import Model
import Store
import Synchronization

@testable import Poll

/// A migration of three services as in the world of the tests, with dimensions so that nothing needs to be looked up.
enum PollFixture {
    static let noon = Moment(iso8601: "2026-11-23T05:32:07Z") ?? Moment(milliseconds: 0)

    static let oldAPI = ServiceSide(service: "api", side: .old)
    static let newAPI = ServiceSide(service: "api", side: .new)

    static var configuration: Configuration {
        Configuration(
            migration: "reservations", region: "ap-northeast-1",
            services: [
                ServiceConfiguration(
                    name: "api",
                    split: .route53(zone: "example.com", name: "api.example.com", types: [], old: "ec2", new: "ecs"),
                    old: SideConfiguration(
                        loadBalancer: "app/api-old/50dc6c495c0c9188",
                        targetGroups: ["targetgroup/api-old/73e2d6bc24d8a067"], autoScalingGroup: "api-asg"),
                    new: SideConfiguration(
                        loadBalancer: "app/api-new/9d51b1a3a2f0c5d7",
                        targetGroups: ["targetgroup/api-new/0a1b2c3d4e5f6071"],
                        ecs: ECSConfiguration(cluster: "prod", service: "api"))),
                ServiceConfiguration(
                    name: "worker", old: SideConfiguration(autoScalingGroup: "worker-asg"),
                    new: SideConfiguration(ecs: ECSConfiguration(cluster: "prod", service: "worker")), queue: "jobs"),
            ])
    }

    static var balancers: Balancers {
        var balancers = Balancers()
        for side in [configuration.services[0].old, configuration.services[0].new] {
            if let text = side.loadBalancer { balancers.loadBalancers[text] = text }
        }
        return balancers
    }

    /// Waits until the condition holds; `false` after half a minute.
    static func wait(until condition: @Sendable () throws -> Bool) async rethrows -> Bool {
        for _ in 0..<3000 {
            if try condition() { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return try condition()
    }
}

/// A poller that answers what a closure says, and counts how often it was asked.
final class ScriptedPoller: SourcePoller {
    let source: Source
    private let asked = Mutex(0)
    private let script: @Sendable (Int, PollContext) async -> PollResult

    /// - Parameter script: The answer to the n-th question, counted from 0.
    init(_ source: Source, _ script: @escaping @Sendable (Int, PollContext) async -> PollResult) {
        self.source = source
        self.script = script
    }

    var count: Int { asked.withLock { $0 } }

    func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        let number = asked.withLock { count in
            defer { count += 1 }
            return count
        }
        return await script(number, context)
    }
}

/// A store whose writes can be made to fail.
final class FailingStore: ForwardingStore {
    let inner: SQLiteStore
    private let failure = Mutex<StoreError?>(nil)

    init(_ inner: SQLiteStore) { self.inner = inner }

    func fail(with error: StoreError?) { failure.withLock { $0 = error } }

    private func check() throws(StoreError) {
        if let error = failure.withLock({ $0 }) { throw error }
    }

    func append(_ ticks: [Tick], token: Int64) throws(StoreError) {
        try check()
        try inner.append(ticks, token: token)
    }

    func claim(_ step: WeightStep, telling event: Event, token: Int64) throws(StoreError) -> WeightStep {
        try check()
        return try inner.claim(step, telling: event, token: token)
    }

    func update(_ step: WeightStep, telling events: [Event], token: Int64) throws(StoreError) {
        try check()
        try inner.update(step, telling: events, token: token)
    }

    func keep(_ layouts: [String: TopologyReading], at moment: Moment) throws(StoreError) {
        try check()
        try inner.keep(layouts, at: moment)
    }
}
