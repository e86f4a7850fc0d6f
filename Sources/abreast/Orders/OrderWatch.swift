import AWS
import Model
import Rollout
import Store
import Synchronization

/// Follows orders that move traffic until each service has got all that it will get, and says so line by line; carries
/// them out itself where nobody lives who does.
final class OrderWatch: Sendable {
    /// What an order is to bring a service to.
    struct Goal: Sendable {
        let service: ServiceConfiguration
        /// As it was stored.
        let order: Order
        /// Percent on new.
        let percent: Double
    }

    private struct Seen {
        /// By service, the step after which nothing more comes for its order.
        var last: [String: WeightStep] = [:]
        /// Those whose order got nothing more, with or without a step.
        var over: Set<String> = []
    }

    private let configuration: Configuration
    private let store: SQLiteStore
    private let goals: [Goal]
    private let start: OrderStart
    private let seen = Mutex(Seen())
    private let telling: Mutex<OrderTelling>

    /// Seconds in which a living holder of the lease has begun.
    private static let begins = 3.0
    /// Seconds after which nobody waits for a holder that lives and does nothing.
    private static let idle = 20.0
    /// Seconds for which this process tries by itself before it says what to do instead.
    private static let own = 30
    /// Seconds without a word after which nothing more is waited for, unless a roll back waits for old to grow.
    private static let all = 180.0
    /// Seconds for which INSYNC is waited for; the weights stand before.
    private static let sync = 120.0

    /// - Parameter start: How things stood before the orders were stored.
    init(_ configuration: Configuration, store: SQLiteStore, goals: [Goal], start: OrderStart) {
        self.configuration = configuration
        self.store = store
        self.goals = goals
        self.start = start
        telling = Mutex(OrderTelling(goals, after: start.lastEvent))
    }

    /// The goals that the weights, as read back, do not show.
    func failed() -> [Goal] {
        let last = seen.withLock { $0.last }
        return goals.filter { last[$0.service.name]?.reaches($0) != true }
    }

    /// Those of the failed ones that neither a rule nor an operator forbids: what to do by hand is worth saying.
    func stranded() -> [Goal] {
        let forbidden = telling.withLock { $0.forbidden }
        return failed().filter { $0.order.kind == .rollBack || !forbidden.contains($0.service.name) }
    }

    /// Returns whether all weights were read back as they were ordered.
    func run() async throws -> Bool {
        let began = ContinuousClock.now
        var word = began
        var deputy: StandInController?
        var hooks: Task<Void, Never>?
        var hasWarned = false
        while true {
            let (events, board) = try look()
            if telling.withLock({ $0.tell(events) }) { word = .now }
            try note(board.services)
            let isStaged = isStaged(board.services)
            if isOver() || (!isStaged && (ContinuousClock.now - word) / .seconds(1) > Self.all) { break }
            let waited = (ContinuousClock.now - began) / .seconds(1)
            let isFree = board.lease?.isLive(at: board.takenAt) != true
            if deputy == nil, isFree || (waited > Lease.urgentPatience && isUrgent && !hasBegun(board.services)) {
                deputy = try StandInController.take(configuration, store, patience: .seconds(Self.own))
                if deputy != nil {
                    let holder = isFree ? nil : board.lease?.holder
                    let why = holder.map { "\($0) holds the lease and does not hear it" } ?? "nobody polls"
                    say("\(why): this process carries it out")
                    hooks = tellHooks()
                }
            }
            if deputy == nil, let lease = board.lease, waited > Self.begins, !hasBegun(board.services) {
                if !hasWarned { say("\(lease.holder) holds the lease and has not begun; waiting for it or its end") }
                hasWarned = true
                if waited > Self.idle { break }
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
        await deputy?.end()
        hooks?.cancel()
        await hooks?.value
        let (events, board) = try look()
        try note(board.services)
        let last = seen.withLock { $0.last }
        telling.withLock { telling in
            _ = telling.tell(events)
            telling.sumUp(last)
        }
        return failed().isEmpty
    }

    /// Hooks are told by whoever has the lease, and that is this process now; by nobody before it if nobody had it.
    private func tellHooks() -> Task<Void, Never> {
        let runner = HookRunner(configuration, store: store)
        let first = start.wasPolled ? nil : start.lastEvent
        return Task.detached { await runner.run(after: first) }
    }

    /// Whether traffic is to go back: that waits for nobody who hangs.
    private var isUrgent: Bool { goals.contains { $0.order.kind == .rollBack } }

    // MARK: Looking

    private func look() throws -> (events: [Event], board: Board) {
        let last = telling.withLock { $0.lastEvent }
        return try storing { () throws(StoreError) in
            let board = try store.board(of: configuration, minutes: 0, at: MachineClock().now())
            return (try store.events(after: last, limit: 500), board)
        }
    }

    private func note(_ services: [Service]) throws {
        let givenUp = try storing { () throws(StoreError) in try store.givenUpSteps() }
        seen.withLock { seen in
            for goal in goals {
                guard let service = services.first(where: { $0.name == goal.service.name }) else { continue }
                if goal.order.kind == .advance, let pause = service.pause, pause.isRollBack, pause.order > goal.order.id
                {
                    // What was reached does not stay.
                    seen.last[service.name] = nil
                    seen.over.insert(service.name)
                    continue
                }
                if let step = service.step, step.carriesOut(goal), step.state.endsOrder {
                    // Whoever has carried it out looks once more, when no earlier request can undo it.
                    let isSure = step.undoable(by: givenUp.first { $0.service == service.name }) == nil
                    if step.reaches(goal) && isSure || step.state == .stopped { seen.over.insert(service.name) }
                    seen.last[service.name] = step
                }
                if service.hasDropped(goal) { seen.over.insert(service.name) }
            }
        }
    }

    private func hasBegun(_ services: [Service]) -> Bool {
        telling.withLock { $0.isBegun }
            || services.contains { service in
                goals.contains { $0.service.name == service.name && service.step?.carriesOut($0) == true }
            }
    }

    /// Whether a roll back has come a part of its way, and goes on when old can take more.
    private func isStaged(_ services: [Service]) -> Bool {
        let over = seen.withLock { $0.over }
        return goals.contains { goal in
            goal.order.kind == .rollBack && !over.contains(goal.service.name)
                && services.contains { service in
                    guard service.name == goal.service.name, let step = service.step else { return false }
                    return step.carriesOut(goal) && (step.state == .confirmed || step.state == .done)
                }
        }
    }

    /// INSYNC is not waited for without end: what was read back stands.
    private func isOver() -> Bool {
        let now = MachineClock().now()
        let seen = seen.withLock { $0 }
        let refused = telling.withLock { $0.refused }
        return goals.allSatisfy { goal in
            let name = goal.service.name
            guard seen.over.contains(name) else { return refused.contains(name) }
            guard let step = seen.last[name] else { return true }
            return step.state != .confirmed || step.change == nil || now.seconds(since: step.at) > Self.sync
        }
    }
}

/// How things stood before an order was stored.
struct OrderStart: Sendable {
    /// The newest event's id; 0 without any.
    var lastEvent: Int64
    /// Whether somebody held the lease and lived.
    var wasPolled: Bool

    init(_ board: Board) {
        lastEvent = board.events.map(\.id).max() ?? 0
        wasPolled = board.lease?.isLive(at: board.takenAt) ?? false
    }
}

extension WeightStep {
    /// Whether it carries out a goal's order, or a newer one to roll back that took its place.
    fileprivate func carriesOut(_ goal: OrderWatch.Goal) -> Bool {
        goal.order.kind == .rollBack ? isRollBack && order >= goal.order.id : order == goal.order.id
    }

    /// Whether all of its weights were read back as the goal wants them: a roll back may have gone further than that.
    func reaches(_ goal: OrderWatch.Goal) -> Bool {
        // One that was stopped because its weights stand already has nothing left to do.
        let stands = state == .stopped && goal.order.kind == .advance
        guard state == .confirmed || state == .done || stands, !after.isEmpty else { return false }
        return after.allSatisfy { weights in
            if goal.order.kind == .rollBack, goal.percent == 0 { return weights.new == 0 }
            guard let percent = weights.percent else { return false }
            // Half a point is what whole weights may make of a share.
            return percent <= goal.percent + 0.5 && (goal.order.kind == .rollBack || percent >= goal.percent - 0.5)
        }
    }
}

extension Service {
    /// Whether a later word on the service took the order back before anything was sent for it.
    fileprivate func hasDropped(_ goal: OrderWatch.Goal) -> Bool {
        if let step, step.carriesOut(goal), step.state.isOpen { return false }
        switch goal.order.kind {
        case .rollBack: return pause == nil
        default: return advance?.id != goal.order.id
        }
    }
}
