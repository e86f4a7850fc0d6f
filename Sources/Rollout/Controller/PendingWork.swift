package import Model

/// What is to be done now for one service, by the orders and steps that the store holds.
enum PendingWork: Sendable, Equatable {
    /// A step was claimed and nobody knows what became of it; whether a roll back waits for that.
    case settle(WeightStep, isUrgent: Bool)
    case rollBack(Order)
    /// A roll back that is done, though a request of a step that it did not wait for may still be carried out until then.
    case lookBehind(Order, until: Moment)
    /// Somebody resumed a rollout that was held because others had changed its weights to these.
    case adopt(Order, [WeightReading])
    case advance(Order)
    /// An order to advance what is held; it is told so, and nothing else.
    case held(Order, Pause)
    /// An order that nobody carried out for so long that obeying it would surprise.
    case tooOld(Order)
    /// A confirmed change that is not everywhere yet; beside everything else.
    case follow(WeightStep)

    /// - Parameters:
    ///   - orders: All of them, oldest first.
    ///   - step: The service's newest.
    ///   - standing: The newest one that is in effect, where that is known.
    ///   - givenUp: The newest one that was no roll back and was given up.
    ///   - begun: Ids of orders to roll back that wait for the old side, which makes none of them too old.
    static func due(
        _ service: String, orders: [Order], step: WeightStep?, standing: WeightStep? = nil,
        givenUp: WeightStep? = nil, begun: Set<Int64> = [], times: ControllerTiming, at now: Moment
    ) -> [PendingWork] {
        let orders = orders.filter { $0.concerns(service) }
        let back = rollBack(orders, step)
        if let step, step.state.isOpen { return [.settle(step, isUrgent: back != nil)] }
        var due: [PendingWork] = []
        // The one in effect is followed, whatever was asked for and refused after it.
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

    /// A roll back that nobody took back, and that has not come to where it is to rest.
    private static func rollBack(_ orders: [Order], _ step: WeightStep?) -> Order? {
        guard let last = orders.last(where: { $0.kind == .rollBack || $0.kind == .resume }), last.kind == .rollBack
        else { return nil }
        guard let step, step.order >= last.id else { return last }
        guard step.order == last.id, step.state.endsOrder, step.state != .stopped else {
            return step.order == last.id && step.state == .lost ? last : nil
        }
        // Where old can't take everything at once, several steps carry out one order.
        return step.percent > last.rest ? last : nil
    }

    /// The newest resumption of a rollout that was held over a change from outside, while nothing has come of it.
    private static func adoption(
        _ service: String, _ orders: [Order], _ step: WeightStep?
    ) -> (Order, [WeightReading])? {
        let last = orders.lastIndex { [.pause, .resume, .rollBack].contains($0.kind) }
        guard let last, orders[last].kind == .resume, step?.order ?? 0 < orders[last].id,
            let found = Pause.holding(service, orders: Array(orders[..<last]))?.terms.found
        else { return nil }
        return (orders[last], found)
    }

    /// A roll back that has come to rest, and until when the request of a step that was given up in its favour may still
    /// raise the share; `nil` when none may, or when it was looked for after that.
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
    /// The id of the order behind it.
    var order: Int64 {
        switch self {
        case .settle(let step, _), .follow(let step): step.order
        case .rollBack(let order), .lookBehind(let order, _), .adopt(let order, _), .advance(let order),
            .held(let order, _), .tooOld(let order):
            order.id
        }
    }

    /// Whether it is done even by a process that ends.
    var isUrgent: Bool {
        switch self {
        case .settle, .rollBack: true
        default: false
        }
    }

    /// What it is, for telling two of them apart.
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
    /// Until when this one, which is done, may be undone by a request of a step that was given up before it; `nil` when
    /// it may not, or when it was made after that.
    ///
    /// - Parameter givenUp: The newest one that was no roll back and was given up.
    package func undoable(by givenUp: WeightStep?, _ times: ControllerTiming = ControllerTiming()) -> Moment? {
        guard isRollBack, state == .confirmed || state == .done, let givenUp, givenUp.changesWeights else { return nil }
        let until = givenUp.at + times.reach
        return at < until ? until : nil
    }
}

extension Order {
    /// Percent on new below which a roll back need not go.
    var rest: Double { terms.percent ?? 0 }

    fileprivate func isTooOld(_ times: ControllerTiming, at now: Moment) -> Bool {
        now.seconds(since: at) > times.orderAge
    }
}
