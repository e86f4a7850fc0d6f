import Model

/// Whether an order to advance is carried out now, by the board.
enum AdvanceAnswer: Sendable, Equatable {
    /// From these weights, which the newest step (by its id, if there is any) has left.
    case go([WeightReading], Int64?)
    /// It makes no sense; why, in words, and the weights that stand.
    case stop(String, [WeightReading])
    /// Rules that were not set aside forbid it; the weights that stand meanwhile.
    case refused([StepRefusal], [WeightReading])

    /// Seconds within which the orders of a group are given.
    fileprivate static let together = 60.0

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
            let steps = plan.steps.map(Words.share).joined(separator: " ")
            self = .stop(
                "\(order.terms.percent.map(Words.share) ?? "nothing") is no step of the plan (\(steps))", expected)
            return
        }
        guard let standing = expected.first?.percent else {
            self = .stop("nobody has read the weights of \(name) yet", [])
            return
        }
        // Half a point is what whole weights may make of a step.
        guard percent > standing + 0.5 else {
            self = .stop(
                "\(Words.share(standing)) % stands already; the plan never goes down, a roll back does", expected)
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
                && !(goesAhead && refusal.rule == .settling)
            {
                refusals.append(refusal)
            }
        }
        return refusals
    }

    /// The rules that refused, and how to set them aside.
    ///
    /// - Parameter mover: The service, or the group with which it moves.
    static func words(_ refusals: [StepRefusal], _ mover: String) -> String {
        var rules: [StepRule] = []
        for refusal in refusals where !rules.contains(refusal.rule) { rules.append(refusal.rule) }
        let flags = rules.map { "--override \($0.rawValue)" }.joined(separator: " ")
        return refusals.map(\.sentence).joined(separator: "; ")
            + "; to go all the same: `abreast advance \(mover) \(flags) --yes`"
    }
}

extension Service {
    /// The weights that stand if nobody else has touched them: what abreast's last step left, or, where it made none,
    /// what was read last. A type of which a side is missing has no weights to move.
    var expectedWeights: [WeightReading]? {
        if let standing { return standing.after }
        return share?.value.weights.filter { $0.old != nil && $0.new != nil }
    }

    /// Whether its newest step is of an order that was given together with `order`, as those of a group are.
    fileprivate func moves(with order: Order, _ orders: [Order]) -> Bool {
        guard let own = orders.first(where: { $0.id == step?.order }), own.kind == .advance else { return false }
        return abs(own.at.seconds(since: order.at)) <= AdvanceAnswer.together
    }
}
