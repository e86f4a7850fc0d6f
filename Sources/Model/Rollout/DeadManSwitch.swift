/// The time that runs while a verdict is worse and nobody shows that somebody looks: at its end the rollout rolls back by
/// itself.
package struct DeadManSwitch: Sendable, Equatable {
    package var deadline: Moment
    /// Seconds that were given.
    package var given: Double

    /// Seconds left, 0 when it has run out.
    package func left(at now: Moment) -> Double { max(0, deadline.seconds(since: now)) }
}

extension Board {
    /// The dead man's time of a service; `nil` when it is not armed or nothing runs.
    ///
    /// It runs from the moment at which the verdict turned worse, and anew from each order that a person gives and from
    /// the moment at which another process began to poll: before that nobody could be shown it. It never runs on a
    /// verdict that is blind or unsure, without traffic on new, or over a roll back
    /// that has not failed.
    package func deadMan(of service: Service, verdict: Verdict) -> DeadManSwitch? {
        guard service.isSteered, let given = service.configuration.rollout?.deadMan, verdict.state == .worse,
            let worseAt = service.worseAt, let lease, service.pause?.isRollBack != true || service.hasRollBackFailed,
            let applied = service.share?.value.highest, applied > 0
        else { return nil }
        // One that failed is tried again after the same time, and not at once for ever.
        let failedAt = service.pause.flatMap { $0.isRollBack ? $0.at : nil } ?? worseAt
        let start = max(max(worseAt, failedAt), max(service.heardAt ?? worseAt, lease.since))
        return DeadManSwitch(deadline: start + given, given: given)
    }
}
