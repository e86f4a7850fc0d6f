import Model

/// The plan of a service as a ladder: the steps that were taken and when, the one where the weights are, and those to
/// come with the earliest time of each.
struct PlanLadder: Equatable {
    enum State: Equatable { case done, here, toCome }

    struct Rung: Equatable {
        /// Percent on new.
        var percent: Double
        var state: State
        /// When the weights came here, or may come here at the earliest; `nil` where that is not known.
        var at: Moment?
    }

    /// Rising; without a plan the weights that were seen.
    let rungs: [Rung]
    /// Whether steps are planned.
    let hasPlan: Bool

    init(of service: Service, at now: Moment) {
        let steps = service.configuration.rollout?.steps ?? []
        hasPlan = !steps.isEmpty
        rungs = hasPlan ? Self.planned(steps, service, at: now) : Self.seen(service)
    }

    // MARK: With a plan

    private static func planned(_ steps: [Double], _ service: Service, at now: Moment) -> [Rung] {
        let configuration = service.configuration
        let applied = service.share?.value.percent
        let here = applied.flatMap(configuration.step(at:))
        let due = dueTimes(service, at: now)
        var rungs = steps.enumerated().map { index, percent in
            let isPast = applied.map { !configuration.isBelow($0, step: percent) } ?? false
            let state: State = index == here ? .here : isPast ? .done : .toCome
            let at = state == .toCome ? due[percent] : taken(service) { configuration.step(at: $0) == index }
            return Rung(percent: percent, state: state, at: at)
        }
        let tolerance = configuration.stepTolerance(at: 0)
        let isZero = applied.map { $0 <= tolerance } ?? false
        let start = taken(service) { $0 <= tolerance }
        rungs.insert(Rung(percent: 0, state: isZero ? .here : .done, at: start), at: 0)
        // Weights between two steps have a rung of their own.
        if let applied, here == nil, !isZero {
            let rung = Rung(percent: applied, state: .here, at: service.shareChangedAt)
            rungs.insert(rung, at: rungs.firstIndex { $0.percent > applied } ?? rungs.endIndex)
        }
        return rungs
    }

    /// When a share that is wanted was last set, as far as the board reaches back.
    private static func taken(_ service: Service, _ isWanted: (Double) -> Bool) -> Moment? {
        if let applied = service.share?.value.percent, isWanted(applied) { return service.shareChangedAt }
        return service.formerShares.last { isWanted($0.percent) }?.since
    }

    /// When each step may come at the earliest, if every one is taken as soon as it may; empty while nothing goes on.
    private static func dueTimes(_ service: Service, at now: Moment) -> [Double: Moment] {
        let progress = service.progress(at: now)
        guard let plan = service.configuration.rollout, let next = progress.next, service.isSteered,
            let first = plan.steps.firstIndex(of: next), !progress.isChangedOutside,
            case let moving = [RolloutPhase.settling, .baking, .ready], moving.contains(progress.phase)
        else { return [:] }
        var due = now
        switch progress.phase {
        case .baking:
            guard let left = progress.left else { return [:] }
            due = now + left
        case .settling:
            let present = progress.step.map { $0 - 1 } ?? first - 1
            due = now + (progress.left ?? 0) + (plan.bake(ofStep: max(0, present)) ?? 0)
        default: break
        }
        let ttl = Double(service.share?.value.weights.map(\.ttl).max() ?? 0)
        var times: [Double: Moment] = [:]
        for index in first..<plan.steps.count {
            times[plan.steps[index]] = due
            due = due + ttl + (plan.bake(ofStep: index) ?? 0)
        }
        return times
    }

    // MARK: Without a plan

    private static func seen(_ service: Service) -> [Rung] {
        let former = service.formerShares.suffix(6).map { Rung(percent: $0.percent, state: .done, at: $0.since) }
        guard let applied = service.share?.value.percent else { return former }
        return former + [Rung(percent: applied, state: .here, at: service.shareChangedAt)]
    }
}
