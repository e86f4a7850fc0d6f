import AWS
import Model
import Rollout
import Store
import Synchronization

/// Follows orders that move traffic until each service has its result, and prints the progress line by line. If no
/// process that could carry them out lives, this one does.
final class OrderWatch: Sendable {
    /// The share to which an order brings a service.
    struct Goal: Sendable {
        let service: ServiceConfiguration
        /// The stored order.
        let order: Order
        /// Percent on new.
        let percent: Double
    }

    private struct Seen {
        /// By service, the last step of its order.
        var last: [String: WeightStep] = [:]
        /// The services whose order is finished, with or without a step.
        var over: Set<String> = []
    }

    private let configuration: Configuration
    private let store: SQLiteStore
    private let goals: [Goal]
    private let start: OrderStart
    private let rescue: Rescue?
    /// Seconds after which a roll back that is not done is no longer followed; `nil` for never.
    private let patience: Double?
    private let seen = Mutex(Seen())
    private let telling: Mutex<OrderTelling>

    /// Seconds within which a living holder of the lease begins.
    private static let begins = 3.0
    /// Seconds after which a living holder that does nothing is no longer waited for.
    private static let idle = 20.0
    /// Seconds for which this process tries a step itself before it prints what to do instead.
    private static let own = 30
    /// Seconds without a new event after which the wait for a step ends. A roll back goes on.
    private static let all = 180.0
    /// Seconds to wait for INSYNC. The weights are already set.
    private static let sync = 120.0

    /// - Parameters:
    ///   - start: The state before the orders were stored.
    ///   - rescue: What is printed while a roll back is not done.
    ///   - patience: Seconds for a roll back; `nil` for ever.
    init(
        _ configuration: Configuration, store: SQLiteStore, goals: [Goal], start: OrderStart, rescue: Rescue? = nil,
        patience: Double? = nil
    ) {
        self.configuration = configuration
        self.store = store
        self.goals = goals
        self.start = start
        self.rescue = rescue
        self.patience = patience
        telling = Mutex(OrderTelling(goals, after: start.lastEvent))
    }

    /// The goals that the weights read back have not reached.
    func failed() -> [Goal] {
        let last = seen.withLock { $0.last }
        return goals.filter { last[$0.service.name]?.reaches($0) != true }
    }

    /// The failed goals that neither a rule nor an operator forbids: manual commands are then worth printing.
    func stranded() -> [Goal] {
        let forbidden = telling.withLock { $0.forbidden }
        return failed().filter { $0.order.kind == .rollBack || !forbidden.contains($0.service.name) }
    }

    /// Returns whether all weights were read back as ordered. Throws when the store fails.
    func run() async throws -> Bool {
        let standIn = Mutex<StandInController?>(nil)
        let hooks = Mutex<Task<Void, Never>?>(nil)
        do {
            try await follow { deputy in
                standIn.withLock { $0 = deputy }
                hooks.withLock { $0 = self.tellHooks() }
            }
        } catch {
            standIn.withLock { $0 }?.abandon()
            hooks.withLock { $0 }?.cancel()
            throw error
        }
        await standIn.withLock { $0 }?.end()
        hooks.withLock { $0 }?.cancel()
        await hooks.withLock { $0 }?.value
        let (events, board) = try read()
        try note(board.services)
        let last = seen.withLock { $0.last }
        telling.withLock { telling in
            _ = telling.tell(events)
            telling.sumUp(last)
        }
        return failed().isEmpty
    }

    /// Looks again and again, until everything is over or nothing is to be expected any more.
    ///
    /// - Parameter took: Called when this process carries the orders out itself.
    private func follow(_ took: (StandInController) -> Void) async throws {
        let began = ContinuousClock.now
        var word = began
        var probed = began
        var isDeputy = false
        var hasWarned = false
        while true {
            let (events, board) = try read()
            if telling.withLock({ $0.tell(events) }) { word = .now }
            try note(board.services)
            let isSilent = (ContinuousClock.now - word) / .seconds(1) > Self.all
            if isOver() || !isUrgent && isSilent { return }
            let waited = (ContinuousClock.now - began) / .seconds(1)
            if isUrgent {
                if let patience, waited > patience { return giveUp(after: patience) }
                if waited > Rescue.patience, isLate { rescue?.tell() }
                // A store that nobody can write any more says nothing by itself.
                if ContinuousClock.now - probed > .seconds(2), isLate {
                    try storing { () throws(StoreError) in try store.probe(at: MachineClock().now()) }
                    probed = .now
                }
            }
            let isFree = board.lease?.isLive(at: board.takenAt) != true
            if !isDeputy, isFree || (waited > Lease.urgentPatience && isUrgent && !hasBegun(board.services)) {
                if let deputy = try StandInController.take(
                    configuration, store, services: goals.map(\.service.name), patience: .seconds(Self.own))
                {
                    let holder = isFree ? nil : board.lease?.holder
                    let why = holder.map { "\($0) holds the lease and does not hear it" } ?? "nobody polls"
                    say("\(why): this process carries it out")
                    isDeputy = true
                    took(deputy)
                }
            }
            if !isDeputy, let lease = board.lease, waited > Self.begins, !hasBegun(board.services) {
                if !hasWarned { say("\(lease.holder) holds the lease and has not begun; waiting for it or its end") }
                hasWarned = true
                if waited > Self.idle, !isUrgent { return }
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    private func giveUp(after seconds: Double) {
        say(
            "given up after \(NumberWords.duration(seconds)); the order stays stored, and whoever polls goes on with it "
                + "until the service is resumed")
    }

    /// Whether a roll back is not done that was to go at once.
    private var isLate: Bool { failed().contains { $0.order.kind == .rollBack && $0.order.terms.pace == .atOnce } }

    /// The holder of the lease runs the hooks, and this process is the holder now.
    private func tellHooks() -> Task<Void, Never> {
        let runner = HookRunner(configuration, store: store)
        let first = start.wasPolled ? nil : start.lastEvent
        return Task.detached { await runner.run(after: first) }
    }

    /// Whether traffic must go back. Then it does not wait for a process that hangs.
    private var isUrgent: Bool { goals.contains { $0.order.kind == .rollBack } }

    // MARK: Reading

    private func read() throws -> (events: [Event], board: Board) {
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
                    // A reached share can change again.
                    seen.last[service.name] = nil
                    seen.over.insert(service.name)
                    continue
                }
                if let step = service.step, step.carriesOut(goal), step.state.endsOrder {
                    // The process that carried it out reads again once no earlier request can undo it.
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

    /// INSYNC is not waited for without limit: the weights read back are set.
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

/// The state before an order was stored.
struct OrderStart: Sendable {
    /// The newest event's id; 0 without any.
    var lastEvent: Int64
    /// Whether a living process had the lease.
    var wasPolled: Bool

    init(_ board: Board) {
        lastEvent = board.events.map(\.id).max() ?? 0
        wasPolled = board.lease?.isLive(at: board.takenAt) ?? false
    }
}

extension WeightStep {
    /// Whether it carries out a goal's order, or a newer roll back that replaced it.
    fileprivate func carriesOut(_ goal: OrderWatch.Goal) -> Bool {
        goal.order.kind == .rollBack ? isRollBack && order >= goal.order.id : order == goal.order.id
    }

    /// Whether all of its weights were read back as the goal requires. A roll back may have gone further.
    func reaches(_ goal: OrderWatch.Goal) -> Bool {
        // A step that was stopped because its weights are already set has nothing left to do.
        let stands = state == .stopped && goal.order.kind == .advance
        guard state == .confirmed || state == .done || stands, !after.isEmpty else { return false }
        return after.allSatisfy { weights in
            if goal.order.kind == .rollBack, goal.percent == 0 { return weights.new == 0 }
            guard let percent = weights.percent else { return false }
            let settable = goal.service.settableShare(goal.percent)
            let tolerance = goal.service.stepTolerance(at: goal.percent)
            return percent <= settable + tolerance
                && (goal.order.kind == .rollBack || percent >= settable - tolerance)
        }
    }
}

extension Service {
    /// Whether a later order on the service cancelled the order before anything was sent for it.
    fileprivate func hasDropped(_ goal: OrderWatch.Goal) -> Bool {
        if let step, step.carriesOut(goal), step.state.isOpen { return false }
        switch goal.order.kind {
        case .rollBack: return pause == nil
        default: return advance?.id != goal.order.id
        }
    }
}
