import Model
import Rollout
import Store
import Synchronization

/// Follows orders to roll back until each has got all that it will get, and says so line by line; carries them out itself
/// where nobody lives who does.
final class RollBackWatch: Sendable {
    private let configuration: Configuration
    private let store: SQLiteStore
    private let services: [ServiceConfiguration]
    private let orders: [Order]
    private let ended = Mutex<[String: WeightStep]>([:])

    /// Seconds in which a living holder of the lease has begun.
    private static let begins = 3.0
    /// Seconds after which nobody waits for a holder that lives and does nothing.
    private static let idle = 20.0
    /// Seconds for which this process tries by itself before it says what to do instead.
    private static let own = 30
    /// Seconds after which nothing more is waited for.
    private static let all = 180.0
    /// Seconds for which INSYNC is waited for; the weights stand before.
    private static let sync = 120.0

    init(
        _ configuration: Configuration, store: SQLiteStore, services: [ServiceConfiguration], orders: [Order]
    ) {
        self.configuration = configuration
        self.store = store
        self.services = services
        self.orders = orders
    }

    /// The services whose weights were not read back as 0 % on new.
    func failed() -> [ServiceConfiguration] {
        let ended = ended.withLock { $0 }
        return services.filter { ended[$0.name]?.isRolledBack != true }
    }

    /// Returns whether all weights were read back as 0 % on new.
    func run() async throws -> Bool {
        let began = ContinuousClock.now
        var deputy: RollBackDeputy?
        var told = Telling(configuration: configuration, services: Set(services.map(\.name)), orders: orders)
        var hasWarned = false
        while true {
            let (events, steps, lease) = try look(after: told.lastEvent)
            told.tell(events)
            note(steps)
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            if isOver(steps) || seconds > Self.all { break }
            let hasBegun = steps.contains { isOurs($0) } || told.isBegun
            if deputy == nil, lease?.isLive(at: MachineTime().now()) != true {
                deputy = try RollBackDeputy.take(configuration, store, patience: .seconds(Self.own))
                if deputy != nil { say("nobody polls: this process carries it out") }
            } else if deputy == nil, let lease, seconds > Self.begins, !hasBegun {
                if !hasWarned { say("\(lease.holder) holds the lease and has not begun; waiting for it or its end") }
                hasWarned = true
                if seconds > Self.idle { break }
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
        await deputy?.end()
        told.tell(try look(after: told.lastEvent).events)
        told.sumUp(services, ended.withLock { $0 })
        return failed().isEmpty
    }

    private func look(after event: Int64) throws -> (events: [Event], steps: [WeightStep], lease: Lease?) {
        try storing { () throws(StoreError) in
            let steps = try store.newestSteps()
            let lease = try store.board(of: configuration, minutes: 0, at: MachineTime().now()).lease
            return (try store.events(after: event, limit: 500), steps, lease)
        }
    }

    /// Whether a step carries out one of these orders, or a newer one for the same service.
    private func isOurs(_ step: WeightStep) -> Bool {
        orders.contains { ($0.service ?? step.service) == step.service && step.order >= $0.id && step.isRollBack }
    }

    private func note(_ steps: [WeightStep]) {
        ended.withLock { ended in
            for step in steps where isOurs(step) && step.state.endsOrder { ended[step.service] = step }
        }
    }

    /// INSYNC is not waited for without end: what was read back stands.
    private func isOver(_ steps: [WeightStep]) -> Bool {
        let now = MachineTime().now()
        let ended = ended.withLock { $0 }
        return services.allSatisfy { service in
            guard let step = ended[service.name] else { return false }
            return step.state != .confirmed || step.change == nil || now.seconds(since: step.at) > Self.sync
        }
    }
}

extension WeightStep {
    /// Whether all of its weights were read back with nothing on new.
    var isRolledBack: Bool {
        (state == .confirmed || state == .done) && !after.isEmpty && after.allSatisfy { $0.new == 0 }
    }
}

/// Says what is stored of a roll back, as it comes.
private struct Telling {
    let configuration: Configuration
    let services: Set<String>
    let orders: [Order]
    private(set) var lastEvent: Int64 = 0
    /// Whether anybody has said anything of these orders.
    private(set) var isBegun = false

    init(configuration: Configuration, services: Set<String>, orders: [Order]) {
        self.configuration = configuration
        self.services = services
        self.orders = orders
    }

    mutating func tell(_ events: [Event]) {
        guard let start = orders.map(\.at).min() else { return }
        for event in events {
            lastEvent = max(lastEvent, event.id)
            guard event.kind == .weights, event.at >= start, let service = event.service, services.contains(service)
            else { continue }
            isBegun = true
            let share = event.before.flatMap { before in event.after.map { "\(before) → \($0): " } } ?? ""
            abreast.tell("\(service): \(share)\(event.reason) (\(event.evidence))")
        }
    }

    func sumUp(_ services: [ServiceConfiguration], _ ended: [String: WeightStep]) {
        for service in services {
            guard let step = ended[service.name], step.isRolledBack else {
                abreast.tell("\(service.name): NOT ROLLED BACK")
                continue
            }
            let ttl = step.after.map(\.ttl).max() ?? 0
            let caches = ttl > 0 ? "; DNS caches keep older answers for \(Words.duration(Double(ttl)))" : ""
            abreast.tell("\(service.name): ROLLED BACK, 0 % on new by the weights as read back\(caches)")
        }
    }
}
