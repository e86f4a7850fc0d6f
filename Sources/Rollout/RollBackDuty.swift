import Model

/// What is to be done now for one service, by the orders and steps that the store holds.
enum RollBackDuty: Sendable, Equatable {
    /// A step was claimed and nobody knows what became of it.
    case settle(WeightStep)
    case rollBack(Order)
    /// A roll back that nobody carried out for so long that obeying it would surprise.
    case tooOld(Order)
    /// A confirmed change that is not everywhere yet.
    case follow(WeightStep)

    /// - Parameters:
    ///   - orders: All of them, oldest first.
    ///   - step: The service's newest.
    static func due(
        _ service: String, orders: [Order], step: WeightStep?, times: HandTimes, at now: Moment
    ) -> RollBackDuty? {
        if let step, step.state.isOpen { return .settle(step) }
        let last = orders.last { ($0.service ?? service) == service && ($0.kind == .rollBack || $0.kind == .resume) }
        if let last, last.kind == .rollBack {
            let isOver = step.map { $0.order > last.id || ($0.order == last.id && $0.state.endsOrder) } ?? false
            if !isOver { return now.seconds(since: last.at) > times.orderAge ? .tooOld(last) : .rollBack(last) }
        }
        if let step, step.state == .confirmed, step.change != nil,
            now.seconds(since: step.at) < times.syncPatience / .seconds(1)
        {
            return .follow(step)
        }
        return nil
    }
}
