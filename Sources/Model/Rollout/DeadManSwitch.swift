/// The time that runs while a verdict is worse and no operator responds. At its end abreast rolls back by itself.
package struct DeadManSwitch: Sendable, Equatable {
    package var deadline: Moment
    /// The whole time in seconds.
    package var given: Double

    /// Seconds left; 0 when it has run out.
    package func left(at now: Moment) -> Double { max(0, deadline.seconds(since: now)) }
}

extension Board {
    /// The dead man's switch of a service; `nil` when it is not armed or does not run.
    ///
    /// Its time runs from the moment when the verdict became worse. It restarts with each order from a person, and when
    /// another process begins to poll, because nobody could see it before. It never runs while the verdict is blind or
    /// unsure, without traffic on new, or during a roll back that has not failed.
    package func deadMan(of service: Service, verdict: Verdict) -> DeadManSwitch? {
        guard service.isSteered, let given = service.configuration.rollout?.deadMan, verdict.state == .worse,
            let worseAt = service.worseAt, let lease, service.pause?.isRollBack != true || service.hasRollBackFailed,
            let applied = service.share?.value.highest, applied > 0
        else { return nil }
        // A failed roll back is tried again after the same time, not at once for ever.
        let failedAt = service.pause.flatMap { $0.isRollBack ? $0.at : nil } ?? worseAt
        let start = max(max(worseAt, failedAt), max(service.heardAt ?? worseAt, lease.since))
        return DeadManSwitch(deadline: start + given, given: given)
    }
}
