extension Board {
    /// `80 % is no step of the plan (5 10 25 50 75 100)`, when a hand from outside has set the weights; `nil` while they
    /// settle, without planned steps, and when they are old.
    package func strayShare(of service: Service) -> String? {
        guard let steps = service.configuration.rollout?.steps, !steps.isEmpty,
            let applied = appliedShare(of: service).usable, service.settlingLeft(at: takenAt) == 0,
            // Half a point is what whole weights may make of a step.
            ([0] + steps).allSatisfy({ abs($0 - applied) > 0.5 })
        else { return nil }
        let plan = steps.map(NumberWords.share).joined(separator: " ")
        return "\(NumberWords.share(applied)) % is no step of the plan (\(plan))"
    }
}
