import Model

/// The step that `n` orders, of one service or of all services that move with it.
struct NextStep {
    /// The service's name, or its group's.
    let name: String
    let aims: [Confirm.Aim]

    /// `nil` when none of them has a further step.
    init?(of service: Service, in board: Board, groups: [ServiceGroup]) {
        let companions = board.companions(of: service, groups: groups)
        aims = companions.compactMap { other in
            other.progress(at: board.takenAt).next.map { Confirm.Aim(service: other.name, percent: $0) }
        }
        guard aims.contains(where: { $0.service == service.name }) else { return nil }
        name = groups.moving(service.name)?.name ?? service.name
    }

    /// Why no step can be ordered now, for the service or for one that moves with it; `nil` when it can.
    static func disabledReason(_ service: Service, _ state: ScreenState) -> String? {
        guard let board = state.board else { return "there is no picture yet" }
        if let disabledReason = disabledReason(of: service, at: board.takenAt, state) { return disabledReason }
        for other in board.companions(of: service, groups: state.groups) where other.name != service.name {
            // A service that has arrived already does not delay the others.
            if other.progress(at: board.takenAt).next == nil, other.share != nil { continue }
            guard let disabledReason = disabledReason(of: other, at: board.takenAt, state) else { continue }
            return "\(Sanitizer.text(other.name)) moves with it: \(disabledReason)"
        }
        return nil
    }

    private static func disabledReason(of service: Service, at now: Moment, _ state: ScreenState) -> String? {
        if let posted = state.posted[service.name] {
            return "the \(posted.kind.words) of \(Sanitizer.text(service.name)) is on its way to the store"
        }
        guard service.configuration.split != nil else { return "no weights send traffic to it" }
        guard let plan = service.configuration.rollout, plan.mode != .observe else {
            return "mode is observe: abreast moves no weights"
        }
        if plan.steps.isEmpty { return "no steps are planned" }
        if let pause = service.pause {
            return pause.isRollBack ? "rolled back: resume first (p)" : "paused: resume first (p)"
        }
        if let order = service.advance { return "\(RolloutWords.ordered(order)) already" }
        let progress = service.progress(at: now)
        if progress.isChangedOutside {
            return "the weights were changed by hand: that pauses it, and resuming takes it over"
        }
        guard progress.next == nil else { return nil }
        return service.share?.value.percent == nil ? "its weights are not known" : "the last step is reached"
    }
}
