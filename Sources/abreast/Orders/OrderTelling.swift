import Model

/// Prints the events of orders that move traffic, line by line as they are stored.
struct OrderTelling {
    private let goals: [OrderWatch.Goal]
    private let services: Set<String>
    private let orders: Set<Int64>
    private(set) var lastEvent: Int64
    /// Whether any event of these orders has appeared.
    private(set) var isBegun = false
    /// The services for which a rule refused the step.
    private(set) var refused: Set<String> = []
    /// The services whose step a rule refused, or that an operator paused in the meantime.
    private(set) var forbidden: Set<String> = []

    /// - Parameter event: The newest event's id before the orders were stored.
    init(_ goals: [OrderWatch.Goal], after event: Int64) {
        self.goals = goals
        services = Set(goals.map(\.service.name))
        orders = Set(goals.map(\.order.id))
        lastEvent = event
    }

    /// Returns whether anything was printed.
    mutating func tell(_ events: [Event]) -> Bool {
        var hasSpoken = false
        for event in events {
            lastEvent = max(lastEvent, event.id)
            guard let words = words(of: event) else { continue }
            for service in event.service.map({ [$0] }) ?? goals.map(\.service.name) where services.contains(service) {
                note(event.kind, service)
                abreast.tell("\(service): \(words) (\(event.evidence))")
                hasSpoken = true
            }
        }
        return hasSpoken
    }

    private mutating func note(_ kind: Event.Kind, _ service: String) {
        switch kind {
        case .weights: isBegun = true
        case .refused:
            isBegun = true
            refused.insert(service)
            forbidden.insert(service)
        default: forbidden.insert(service)
        }
    }

    /// `nil` for events that are not about these orders: the orders themselves, and unrelated events.
    private func words(of event: Event) -> String? {
        let share = event.before.flatMap { before in event.after.map { "\(before) → \($0): " } } ?? ""
        switch event.kind {
        case .weights: return share + event.reason
        case .refused: return "REFUSED: \(event.reason)"
        case .paused, .resumed, .rollBack:
            guard event.order.map(orders.contains) != true else { return nil }
            let reason = event.reason.isEmpty ? "" : " “\(event.reason)”"
            return "\(share)by \(event.actor)\(reason)"
        default: return nil
        }
    }

    /// Prints the final share of each service.
    func sumUp(_ last: [String: WeightStep]) {
        for goal in goals {
            let name = goal.service.name
            let isBack = goal.order.kind == .rollBack
            let remark = OrderTargets(goal.order).remark(name)
            guard let step = last[name], step.reaches(goal) else {
                let what = isBack ? "NOT ROLLED BACK" : "NOT ADVANCED"
                abreast.tell("\(name): \(what) to \(NumberWords.share(goal.percent)) % on new\(remark)")
                continue
            }
            let ttl = step.after.map(\.ttl).max() ?? 0
            let caches = ttl > 0 ? "; DNS caches keep older answers for \(NumberWords.duration(Double(ttl)))" : ""
            let share = step.after.first?.percent.map(NumberWords.share) ?? "?"
            let what = isBack ? "ROLLED BACK" : "ADVANCED"
            abreast.tell("\(name): \(what), \(share) % on new by the weights as read back\(caches)\(remark)")
        }
    }
}
