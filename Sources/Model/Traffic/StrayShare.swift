/// Weights that somebody else has set: they differ from abreast's last step, or are no step of the plan.
package struct HandChange: Sendable, Equatable {
    /// Percent on new before and after; `nil` where the share before is not known.
    package var from: Double?
    package var to: Double
    /// When the weights changed; `nil` where nobody polled.
    package var at: Moment?

    package init(from: Double?, to: Double, at: Moment?) {
        self.from = from
        self.to = to
        self.at = at
    }
}

extension Board {
    /// The change by hand that is in force, from the first reading that shows it. `nil` without planned steps, when the
    /// weights are stale, and while abreast's own step is on its way.
    package func handChange(of service: Service) -> HandChange? {
        guard let steps = service.configuration.rollout?.steps, !steps.isEmpty,
            let applied = appliedShare(of: service).usable, service.step?.state.isOpen != true
        else { return nil }
        if service.isSteered, let step = service.effectiveStep {
            guard service.isChangedOutside else { return nil }
            return HandChange(from: step.after.first?.percent ?? step.percent, to: applied, at: service.shareChangedAt)
        }
        guard applied > service.configuration.stepTolerance(at: 0), service.configuration.step(at: applied) == nil
        else { return nil }
        var from: Double?
        if case .weights(let before, _) = evidence(of: service).cause { from = before }
        return HandChange(from: from, to: applied, at: service.shareChangedAt)
    }
}
