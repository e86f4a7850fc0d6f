package import Model

/// The work that is due for one service, by the orders and steps in the store.
enum PendingWork: Sendable, Equatable {
    /// A step was claimed and its result is unknown. Also says whether a roll back waits for it.
    case settle(WeightStep, isUrgent: Bool)
    case rollBack(Order)
    /// A finished roll back. Until the given moment, a request of a step that it did not wait for may still be carried
    /// out.
    case lookBehind(Order, until: Moment)
    /// An operator has resumed a rollout that was paused because others had set these weights.
    case adopt(Order, [WeightReading])
    case advance(Order)
    /// An order to advance a paused rollout. It is only recorded that it is paused.
    case held(Order, Pause)
    /// An order that was not carried out for so long that doing it now would be a surprise.
    case tooOld(Order)
    /// A confirmed change that is not everywhere yet. It is followed beside everything else.
    case follow(WeightStep)

    /// - Parameters:
    ///   - orders: All of them, oldest first.
    ///   - step: The service's newest step.
    ///   - standing: The newest step in effect, if known.
    ///   - givenUp: The newest step that was no roll back and was given up.
    ///   - begun: Ids of roll backs that wait for the old side. None of them counts as too old.
    static func due(
        _ service: String, orders: [Order], step: WeightStep?, standing: WeightStep? = nil,
        givenUp: WeightStep? = nil, begun: Set<Int64> = [], times: ControllerTiming, at now: Moment
    ) -> [PendingWork] {
        let orders = orders.filter { $0.concerns(service) }
        let back = rollBack(orders, step)
        if let step, step.state.isOpen { return [.settle(step, isUrgent: back != nil)] }
        var due: [PendingWork] = []
        // The step in effect is followed, whatever was ordered and refused after it.
        if let made = standing ?? step, made.state == .confirmed, made.change != nil { due.append(.follow(made)) }
        if let back {
            let isBegun = step?.order == back.id || begun.contains(back.id)
            due.append(!isBegun && back.isTooOld(times, at: now) ? .tooOld(back) : .rollBack(back))
        } else if let (order, until) = behind(orders, step, givenUp, times) {
            due.append(.lookBehind(order, until: until))
        } else if let (order, found) = adoption(service, orders, step) {
            due.append(.adopt(order, found))
        } else if let order = orders.advance(after: step) {
            if let pause = Pause.holding(service, orders: orders) {
                due.append(.held(order, pause))
            } else {
                due.append(order.isTooOld(times, at: now) ? .tooOld(order) : .advance(order))
            }
        }
        return due
    }

    /// A roll back that was not cancelled and has not reached its final share.
    private static func rollBack(_ orders: [Order], _ step: WeightStep?) -> Order? {
        guard let last = orders.last(where: { $0.kind == .rollBack || $0.kind == .resume }), last.kind == .rollBack
        else { return nil }
        guard let step, step.order >= last.id else { return last }
        guard step.order == last.id, step.state.endsOrder, step.state != .stopped else {
            return step.order == last.id && step.state == .lost ? last : nil
        }
        // If old cannot take everything at once, several steps carry out one order.
        return step.percent > last.rest ? last : nil
    }

    /// The newest resume of a rollout that was paused for a change from outside, as long as it had no result.
    private static func adoption(
        _ service: String, _ orders: [Order], _ step: WeightStep?
    ) -> (Order, [WeightReading])? {
        let last = orders.lastIndex { [.pause, .resume, .rollBack].contains($0.kind) }
        guard let last, orders[last].kind == .resume, step?.order ?? 0 < orders[last].id,
            let found = Pause.holding(service, orders: Array(orders[..<last]))?.terms.found
        else { return nil }
        return (orders[last], found)
    }

    /// A roll back that has reached its final share, and until when a request of a step given up in its favour may
    /// still raise the share. `nil` when none may, or when the weights were checked after that.
    ///
    /// - Parameter orders: Of one service.
    static func behind(
        _ orders: [Order], _ step: WeightStep?, _ givenUp: WeightStep?, _ times: ControllerTiming
    ) -> (Order, until: Moment)? {
        guard let last = orders.last(where: { $0.kind == .rollBack || $0.kind == .resume }), last.kind == .rollBack,
            let step, step.order == last.id
        else { return nil }
        return step.undoable(by: givenUp, times).map { (last, $0) }
    }
}

extension PendingWork {
    /// The id of its order.
    var order: Int64 {
        switch self {
        case .settle(let step, _), .follow(let step): step.order
        case .rollBack(let order), .lookBehind(let order, _), .adopt(let order, _), .advance(let order),
            .held(let order, _), .tooOld(let order):
            order.id
        }
    }

    /// Whether it is done even by a process that is about to end.
    var isUrgent: Bool {
        switch self {
        case .settle, .rollBack: true
        default: false
        }
    }

    /// Its name, to distinguish it from others.
    var word: String {
        switch self {
        case .settle(_, let isUrgent): isUrgent ? "settle at once" : "settle"
        case .rollBack: "roll back"
        case .lookBehind: "look behind"
        case .adopt: "adopt"
        case .advance: "advance"
        case .held: "held"
        case .tooOld: "too old"
        case .follow: "follow"
        }
    }
}

extension WeightStep {
    /// Until when a request of a step that was given up before it may still undo this finished step. `nil` when none
    /// may, or when this step came after that.
    ///
    /// - Parameter givenUp: The newest step that was no roll back and was given up.
    package func undoable(by givenUp: WeightStep?, _ times: ControllerTiming = ControllerTiming()) -> Moment? {
        guard isRollBack, state == .confirmed || state == .done, let givenUp, givenUp.changesWeights else { return nil }
        let until = givenUp.at + times.reach
        return at < until ? until : nil
    }
}

extension Order {
    /// The share on new, in percent, at which a roll back is complete.
    var rest: Double { terms.percent ?? 0 }

    fileprivate func isTooOld(_ times: ControllerTiming, at now: Moment) -> Bool {
        now.seconds(since: at) > times.orderAge
    }
}
