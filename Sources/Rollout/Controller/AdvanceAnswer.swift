import Model

/// Whether an order to advance is carried out now, according to the board.
enum AdvanceAnswer: Sendable, Equatable {
    /// Carry it out from these weights, which the newest step (given by its id, if there is one) has set.
    case go([WeightReading], Int64?)
    /// The order makes no sense; why, in words, and the present weights.
    case stop(String, [WeightReading])
    /// Rules that were not overridden forbid it. With the present weights.
    case refused([StepRefusal], [WeightReading])

    /// Orders of a group are given within so many seconds.
    fileprivate static let together = 60.0

    /// The rules that refuse because a step was just taken. The others of a group take the same one.
    private static let ofTheStep: Set<StepRule> = [.settling, .baking]

    init(_ order: Order, of name: String, board: Board, _ groups: [ServiceGroup], _ orders: [Order]) {
        guard let service = board.services.first(where: { $0.name == name }) else {
            self = .stop("the board knows no service \(name)", [])
            return
        }
        guard service.isSteered, let plan = service.configuration.rollout else {
            self = .stop("the plan of \(name) is to observe: abreast moves none of its weights", [])
            return
        }
        let expected = service.expectedWeights ?? []
        guard let percent = order.terms.percent, plan.steps.contains(percent) else {
            let steps = plan.steps.map(NumberWords.share).joined(separator: " ")
            self = .stop(
                "\(order.terms.percent.map(NumberWords.share) ?? "nothing") is no step of the plan (\(steps))", expected
            )
            return
        }
        guard let standing = expected.first?.percent else {
            self = .stop("nobody has read the weights of \(name) yet", [])
            return
        }
        guard service.configuration.isBelow(standing, step: percent) else {
            self = .stop(
                "\(NumberWords.share(standing)) % stands already; the plan never goes down, a roll back does", expected)
            return
        }
        for companion in board.companions(of: service, groups: groups) where companion.name != name {
            guard companion.pause != nil || companion.isChangedOutside else { continue }
            let why = companion.pause == nil ? "its weights were changed outside" : "it is held"
            self = .stop("\(companion.name) moves with \(name), and \(why)", expected)
            return
        }
        let refusals = Self.refusals(order, service, percent, board, groups, orders)
        self = refusals.isEmpty ? .go(expected, service.step?.id) : .refused(refusals, expected)
    }

    private static func refusals(
        _ order: Order, _ service: Service, _ percent: Double, _ board: Board, _ groups: [ServiceGroup],
        _ orders: [Order]
    ) -> [StepRefusal] {
        let verdict = VerdictMemory(board).verdict(of:)
        var refusals: [StepRefusal] = []
        for companion in board.companions(of: service, groups: groups) {
            let goesAhead = companion.name != service.name && companion.moves(with: order, orders)
            for refusal in board.refusals(of: companion, to: percent, judging: verdict)
            where !order.terms.overrides.contains(refusal.rule) && !refusals.contains(refusal)
                && !(goesAhead && Self.ofTheStep.contains(refusal.rule))
            {
                refusals.append(refusal)
            }
        }
        return refusals
    }
}

extension Service {
    /// The present weights if nobody else has changed them: those of abreast's last step or, without a step, of the
    /// last reading. A record type that only one side has cannot be moved and is left out.
    var expectedWeights: [WeightReading]? {
        if let effectiveStep { return effectiveStep.after }
        return share?.value.weights.filter { $0.old != nil && $0.new != nil }
    }

    /// Whether the order of its newest step was given together with `order`, as the orders of a group are.
    fileprivate func moves(with order: Order, _ orders: [Order]) -> Bool {
        guard let own = orders.first(where: { $0.id == step?.order }), own.kind == .advance else { return false }
        return abs(own.at.seconds(since: order.at)) <= AdvanceAnswer.together
    }
}
