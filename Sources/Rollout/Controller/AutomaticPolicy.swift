import Model

/// The actions that follow from the plan and the board without an order.
struct AutomaticPolicy: Sendable {
    /// One automatic action.
    enum Act: Sendable, Equatable {
        /// The next step of an automatic rollout.
        case advance(Order)
        /// Nobody renewed the dead man's switch in time.
        case deadMan(Order, Event)
        /// The last step's bake is over.
        case done(WeightStep)
        /// The weights are not those of the last step. The reading may be older than it seems.
        case checkOutsideChange(Service)
    }

    let board: Board
    let groups: [ServiceGroup]
    /// `user@host:pid`.
    let holder: String

    /// The actions at the board's moment, in the services' order.
    func acts() -> [Act] {
        guard board.services.contains(where: \.isSteered) else { return [] }
        let verdict = VerdictMemory(board).verdict(of:)
        var acts: [Act] = []
        for service in board.services where service.isSteered {
            if service.isChangedOutside, service.pause == nil { acts.append(.checkOutsideChange(service)) }
            if let ranOut = deadMan(service, verdict) {
                acts.append(ranOut)
            } else if let percent = nextStep(of: service, verdict) {
                acts.append(.advance(advance(service, to: percent)))
            } else if let standing = service.effectiveStep, service.phase(at: board.takenAt) == .done {
                acts.append(.done(standing))
            }
        }
        return acts
    }

    // MARK: Automatic steps

    private func advance(_ service: Service, to percent: Double) -> Order {
        Order(
            kind: .advance, service: service.name, actor: holder, at: board.takenAt, reason: "bake over, verdict pass",
            terms: OrderTerms(percent: percent, byItself: true))
    }

    /// The step to take now, by all services that move together. Only those that are behind take it.
    private func nextStep(of service: Service, _ verdict: (Service) -> Verdict) -> Double? {
        guard service.configuration.rollout?.mode == .automatic else { return nil }
        let progress = service.progress(at: board.takenAt)
        guard let next = progress.next else { return nil }
        let companions = board.companions(of: service, groups: groups)
        let isLast = companions.allSatisfy { companion in
            let other = companion.progress(at: board.takenAt)
            return next <= other.next ?? next
        }
        guard isLast, companions.allSatisfy({ refusalReason($0, verdict) == nil }) else { return nil }
        return next
    }

    private func refusalReason(_ service: Service, _ verdict: (Service) -> Verdict) -> String? {
        if service.advance != nil { return "a step is ordered already" }
        if let step = service.step, isGivenUp(step, service) { return "the last step was stopped" }
        guard service.progress(at: board.takenAt).next == nil else {
            return board.automaticHindrance(of: service, judging: verdict)?.words
        }
        // A service that has the share already waits for the others, and must pass.
        if service.pause != nil { return "paused" }
        return board.refusals(of: service, to: 100, judging: verdict).first?.sentence
    }

    /// Whether the step is not tried again. A step that AWS refused is not retried before an operator gives an order. A
    /// step that a rule refused because the board had changed is retried when the board allows it, but not every
    /// second.
    private func isGivenUp(_ step: WeightStep, _ service: Service) -> Bool {
        guard step.state == .stopped, !step.isRollBack, step.at >= service.heardAt ?? step.at else { return false }
        let isRefused = !step.after.isEmpty && step.after == step.before
        return !isRefused || board.takenAt.seconds(since: step.at) < 60
    }

    // MARK: The dead man

    private func deadMan(_ service: Service, _ verdict: (Service) -> Verdict) -> Act? {
        guard service.configuration.rollout?.deadMan != nil else { return nil }
        let judged = verdict(service)
        guard let deadMan = board.deadMan(of: service, verdict: judged), deadMan.left(at: board.takenAt) == 0 else {
            return nil
        }
        let why = "worse for \(NumberWords.duration(deadMan.given)) and nobody renewed: \(judged.reason)"
        let capacity = RollbackCapacity(of: service, board: board)
        let order = Order(
            kind: .rollBack, service: service.name, actor: holder, at: board.takenAt, reason: why,
            terms: OrderTerms(pace: capacity.isKnownTooSmall ? .inSteps : .atOnce, byItself: true))
        let event = Event(
            at: board.takenAt, service: service.name, kind: .deadMan, actor: holder, before: "armed",
            after: "rolls back", reason: why)
        return .deadMan(order, event)
    }
}
