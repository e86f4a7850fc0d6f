extension Board {
    /// `80 % is no step of the plan (5 10 25 50 75 100)`, when somebody else has set the weights. `nil` while they
    /// settle, without planned steps, and when they are stale.
    package func strayShare(of service: Service) -> String? {
        guard let steps = service.configuration.rollout?.steps, !steps.isEmpty,
            let applied = appliedShare(of: service).usable, service.settlingLeft(at: takenAt) == 0,
            applied > service.configuration.stepTolerance(at: 0), service.configuration.step(at: applied) == nil
        else { return nil }
        let plan = steps.map(NumberWords.share).joined(separator: " ")
        return "\(NumberWords.share(applied)) % is no step of the plan (\(plan))"
    }
}
