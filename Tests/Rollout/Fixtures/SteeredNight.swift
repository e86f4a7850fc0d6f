import Fixtures
import Foundation
import MigrationFile
import Model
import Store
import Synchronization
import Testing
import World

@testable import Rollout

/// A rollout in simulated time: a scripted Route 53, polls of a world that fares as it is told to, and a controller whose
/// turns are taken one by one.
final class SteeredNight: Sendable {
    /// How the services fare.
    struct World: Sendable {
        var newUnhealthy = 0
        var newTasks = 8
        var deployment = DeploymentState.completed
        var oldTargets = 8
        /// Milliseconds; old has 250.
        var newP99 = 250.0
        /// Whether CloudWatch answers.
        var isSeen = true
        /// Whether Route 53 is listed by the polls.
        var isListed = true
    }

    private struct State {
        var now = SteeredNight.start
        var world = World()
        var newestMinute: Minute?
        var shares: [String: Double] = [:]
        var verdicts: [String: Verdict.State] = [:]
        var controller: RolloutController?
        var token: Int64 = 0
    }

    static let start = Moment(milliseconds: 1_795_500_000_000)
    static let perMinute = 12_000.0

    let store: SQLiteStore
    let configuration: Configuration
    let aws: ScriptedRoute53
    private let state = Mutex(State())

    /// - Parameter percent: On new at the beginning.
    init(
        _ rollout: String = "mode: manual, steps: [10, 50, 100], bake: 10m", groups: String = "",
        services: [String] = ["api"], from percent: Int = 0, aws: ScriptedRoute53 = ScriptedRoute53()
    ) async throws {
        self.aws = aws
        configuration = try Self.configuration(rollout, groups, services)
        store = try TemporaryStore.open(configuration.migration)
        for name in services {
            aws.names["\(name).example.com"] = ["A": WeightPair(old: 100 - percent, new: percent)]
        }
        try hold("me@here:1")
        try poll()
    }

    private static func configuration(_ rollout: String, _ groups: String, _ names: [String]) throws -> Configuration {
        let services = names.map { name in
            """
              \(name):
                split: { route53: { zone: example.com, name: \(name).example.com, old: ec2, new: ecs } }
                old: { load_balancer: \(name)-old, target_groups: [\(name)-old], auto_scaling_group: \(name) }
                new: { load_balancer: \(name)-new, target_groups: [\(name)-new], ecs: { cluster: c, service: \(name) } }
                rollout: { \(rollout) }
            """
        }
        let text = """
            migration: reservations
            region: ap-northeast-1
            \(groups.isEmpty ? "" : "groups: \(groups)")
            services:
            \(services.joined(separator: "\n"))
            """
        return try Configuration.read(text: text, file: "abreast.yaml")
    }

    var now: Moment { state.withLock { $0.now } }

    func change(_ body: (inout World) -> Void) { state.withLock { body(&$0.world) } }

    // MARK: Processes

    /// A process of that name takes the lease, with nothing of what an earlier one knew.
    func hold(_ holder: String, takesInitiative: Bool = true, times: ControllerTiming = ControllerTiming()) throws {
        let old = state.withLock { $0.token }
        if old > 0 { try store.releaseLease(token: old) }
        let lease = try #require(try store.claimLease(holder: holder, at: now))
        let controller = RolloutController(
            configuration: configuration, store: store, sender: aws, holder: holder, takesInitiative: takesInitiative,
            times: times, clock: TestClock { [weak self] in self?.now ?? Self.start })
        state.withLock {
            $0.controller = controller
            $0.token = lease.token
        }
    }

    @discardableResult
    func turn() async throws -> Bool {
        let (controller, token) = state.withLock { ($0.controller, $0.token) }
        return try await #require(controller).turn(token: token)
    }

    /// Lets time pass in steps of half a minute, each with its polls and a turn.
    func pass(minutes: Double) async throws {
        for _ in 0..<Int(minutes * 2) {
            state.withLock { $0.now = $0.now + 30 }
            try poll()
            try await turn()
        }
    }

    /// Lets half minutes pass until the condition holds; `false` after so many minutes.
    func pass(atMost minutes: Double, until condition: () throws -> Bool) async throws -> Bool {
        for _ in 0..<Int(minutes * 2) {
            if try condition() { return true }
            try await pass(minutes: 0.5)
        }
        return try condition()
    }

    /// What CloudWatch is said to have kept: requests a minute of each target of old in the best five minutes.
    func remember(carried requests: Double, periods: Int = 4032, _ service: String = "api") throws {
        let history = FleetHistory(readAt: now, periods: periods, peak: .init(requests: requests, minute: now.minute))
        try store.keep(
            JudgedServices(fleets: [service: FleetRecord(history: history)]), token: state.withLock { $0.token })
    }

    // MARK: Orders

    @discardableResult
    func order(_ kind: Order.Kind, _ service: String? = "api", _ terms: OrderTerms = OrderTerms()) throws -> Order {
        try store.post(Order(kind: kind, service: service, actor: "ken@desk", at: now, terms: terms))
    }

    @discardableResult
    func advance(_ percent: Double, _ service: String = "api", overrides: [StepRule] = []) throws -> Order {
        try order(.advance, service, OrderTerms(percent: percent, overrides: overrides))
    }

    // MARK: What came of it

    func percent(_ service: String = "api") -> Double? { aws.names["\(service).example.com"]?["A"]?.percent }

    func set(_ percent: Int, _ service: String = "api") {
        aws.names["\(service).example.com"] = ["A": WeightPair(old: 100 - percent, new: percent)]
    }

    func board() throws -> Board { try store.board(of: configuration, minutes: 60, at: now) }

    func service(_ name: String = "api") throws -> Service {
        try #require(try board().services.first { $0.name == name })
    }

    func step(_ service: String = "api") throws -> WeightStep? {
        try store.newestSteps().first { $0.service == service }
    }

    func events(_ kind: Event.Kind) throws -> [Event] {
        try store.events(after: 0, limit: 10_000).filter { $0.kind == kind }
    }

    /// What the timeline says, for a test that fails.
    func trail() -> String {
        let events = (try? store.events(after: 0, limit: 10_000)) ?? []
        let verdicts = (try? board()).map { board in board.services.map { board.verdict(of: $0).reason } } ?? []
        return
            (events.map { "\($0.service ?? "") \($0.kind) \($0.before ?? "") → \($0.after ?? "") \($0.reason)" }
            + verdicts).joined(separator: "\n")
    }

    // MARK: Polls

    /// Polls everything once, keeps what old has carried, and writes a verdict down that has changed.
    func poll() throws {
        let (now, world, token) = state.withLock { ($0.now, $0.world, $0.token) }
        var ticks: [Tick] = []
        for source in [Source.targetHealth, .ecs, .autoScaling, .cloudWatch, .route53] {
            let isSilent = source == .cloudWatch && !world.isSeen || source == .route53 && !world.isListed
            guard !isSilent else { continue }
            var tick = Tick(at: now, reading: Reading(source: source, lastTry: now, lastSuccess: now))
            switch source {
            case .cloudWatch: tick.samples = samples(now, world)
            case .route53: list(&tick)
            default:
                tick.inventories = inventories(world)
                tick.confirmed = configuration.services.flatMap { service in
                    Side.allCases.map { ServiceSide(service: service.name, side: $0) }
                }
            }
            ticks.append(tick)
        }
        try store.append(ticks, token: token)
        try judge(token)
    }

    private func judge(_ token: Int64) throws {
        let board = try board()
        for service in board.services {
            let record = (service.record ?? FleetRecord()).joined(FleetRecord(of: service, board))
            try store.keep(JudgedServices(fleets: [service.name: record]), token: token)
            let verdict = board.verdict(of: service)
            let before = state.withLock { $0.verdicts.updateValue(verdict.state, forKey: service.name) }
            guard before != verdict.state else { continue }
            try store.record([
                Event(
                    at: now, service: service.name, kind: .verdict, actor: "abreast", before: before?.rawValue,
                    after: verdict.state.rawValue, reason: verdict.reason, evidence: "verdict \(now.iso8601)")
            ])
        }
    }

    private func list(_ tick: inout Tick) {
        for service in configuration.services {
            let weights = (aws.names["\(service.name).example.com"] ?? [:]).sorted { $0.key < $1.key }
            let percent = weights.first?.value.percent ?? 0
            tick.shares[service.name] = ShareReading(
                weights: weights.map { WeightReading(type: $0.key, old: $0.value.old, new: $0.value.new, ttl: 60) })
            let before = state.withLock { $0.shares.updateValue(percent, forKey: service.name) }
            if let before, before != percent { tick.shareChanged.insert(service.name) }
        }
    }

    private func inventories(_ world: World) -> [InventoryUpdate] {
        configuration.services.flatMap { service in
            var (old, new) = (Counts(), Counts())
            (old.healthy, old.unhealthy, old.running) = (world.oldTargets, 0, world.oldTargets)
            (old.desired, old.maximum) = (world.oldTargets, 20)
            (new.healthy, new.unhealthy) = (world.newTasks - world.newUnhealthy, world.newUnhealthy)
            (new.running, new.desired, new.deploymentState) = (world.newTasks, 8, world.deployment)
            return [
                (Side.old, old), (.new, new),
            ].map { side, counts in
                InventoryUpdate(
                    of: ServiceSide(service: service.name, side: side), inventory: Inventory(counts: counts))
            }
        }
    }

    /// An hour at first, then the minutes that came since; requests follow the weights as they stand.
    private func samples(_ now: Moment, _ world: World) -> [Sample] {
        let last = now.minute.advanced(by: -1)
        let first = state.withLock { $0.newestMinute.replaced(by: last)?.advanced(by: 1) } ?? last.advanced(by: -59)
        guard first <= last else { return [] }
        var samples: [Sample] = []
        for minute in stride(from: first, through: last, by: 1) {
            for service in configuration.services {
                let share = (percent(service.name) ?? 0) / 100
                for side in Side.allCases {
                    let requests = Self.perMinute * (side == .new ? share : 1 - share)
                    let p99 = side == .new ? world.newP99 : 250
                    let hosts = Double(side == .new ? world.newTasks : world.oldTargets)
                    samples += [
                        (Metric.requests, requests), (.target5xx, 0), (.balancer5xx, 0), (.p50, 40), (.p95, 150),
                        (.p99, p99), (.healthyHosts, hosts),
                    ].map { metric, value in
                        let isNone = requests == 0 && metric != .healthyHosts
                        return Sample(
                            series: SeriesKey(service: service.name, side: side, metric: metric), minute: minute,
                            value: isNone ? nil : value, presence: isNone ? .none : value == 0 ? .zero : .ok)
                    }
                }
            }
        }
        return samples
    }
}

extension Optional {
    /// Puts a value in the place of another; returns that one.
    fileprivate mutating func replaced(by value: Wrapped) -> Wrapped? {
        defer { self = value }
        return self
    }
}
