// Whether the next step may be taken now, by the board. The screen and the controller both use this, so every refusal
// is visible.

extension Board {
    /// What refuses a step of `service` to `percent` on new now, the most serious first; empty when nothing does.
    ///
    /// A pause is not one of these: it holds regardless of the rules, and only a resume ends it.
    ///
    /// - Parameter verdict: The verdict on each service, where it is known already.
    package func refusals(
        of service: Service, to percent: Double, judging verdict: (Service) -> Verdict
    ) -> [StepRefusal] {
        var refusals: [StepRefusal] = []
        func refuse(_ rule: StepRule, _ service: Service, _ words: String) {
            refusals.append(StepRefusal(rule: rule, service: service.name, words: words))
        }
        for other in services {
            let judged = verdict(other)
            if judged.state == .blind { refuse(.blind, other, "\(other.name) is blind: \(judged.whole)") }
        }
        let judged = verdict(service)
        if judged.state == .worse { refuse(.worse, service, judged.reason) }
        if let words = targetTrouble(service) { refuse(.targets, service, words) }
        switch service.new.inventory?.counts.deploymentState {
        case .inProgress: refuse(.deployment, service, "an ECS deployment of \(service.name) is in progress on new")
        case .failed:
            let why = service.new.inventory?.counts.deploymentTrouble.map { ": \($0)" } ?? ""
            refuse(.deployment, service, "the ECS deployment of \(service.name) on new failed\(why)")
        default: break
        }
        let isPast = service.configuration.rollout?.noReturnFrom.map { percent >= $0 } ?? false
        let capacity = RollbackCapacity(of: service, board: self)
        if !isPast, capacity.answer == .unsafe { refuse(.capacity, service, capacity.sentence) }
        let left = service.settlingLeft(at: takenAt)
        if left > 0 {
            let seconds = Int(left.rounded(.up))
            refuse(.settling, service, "the step before has not reached everybody yet: \(seconds) s left")
        }
        if let words = bakeTrouble(service) { refuse(.baking, service, words) }
        return refusals
    }

    /// How much of the bake is left; `nil` once it is over, and where its time is not known.
    private func bakeTrouble(_ service: Service) -> String? {
        let progress = service.progress(at: takenAt)
        guard service.isSteered, progress.phase == .baking, let left = progress.left else { return nil }
        let share = service.share?.value.percent.map { " of \(NumberWords.share($0)) %" } ?? ""
        return "the bake\(share) has \(NumberWords.duration(left.rounded(.up))) left"
    }

    package func refusals(of service: Service, to percent: Double) -> [StepRefusal] {
        refusals(of: service, to: percent, judging: verdict(of:))
    }

    /// The services that move with `service`, with itself, in the configuration's order.
    ///
    /// - Parameter groups: The groups of the configuration.
    package func companions(of service: Service, groups: [ServiceGroup]) -> [Service] {
        guard let group = groups.moving(service.name) else { return [service] }
        return services.filter { group.services.contains($0.name) && $0.configuration.split != nil }
    }

    /// Why an automatic rollout does not take its next step now; `nil` when it does.
    ///
    /// It continues from one of abreast's steps and never begins by itself: an operator orders the first step.
    package func automaticHindrance(of service: Service, judging verdict: (Service) -> Verdict) -> AutomaticWait? {
        guard service.configuration.rollout?.mode == .automatic else { return .notAutomatic }
        let progress = service.progress(at: takenAt)
        guard let next = progress.next else { return .noFurtherStep }
        guard service.effectiveStep != nil else { return .notBegun }
        if progress.isChangedOutside { return .changedOutside }
        guard progress.phase == .ready else { return .phase(progress.phase) }
        if let refusal = refusals(of: service, to: next, judging: verdict).first { return .refused(refusal) }
        let judged = verdict(service)
        guard judged.state == .pass else { return .verdict(judged) }
        return nil
    }

    private func targetTrouble(_ service: Service) -> String? {
        let counts = service.new.inventory?.counts
        if let unhealthy = counts?.unhealthy, unhealthy > 0 {
            let all = unhealthy + (counts?.healthy ?? 0)
            return "\(unhealthy) of \(all) targets of new \(unhealthy == 1 ? "is" : "are") unhealthy"
        }
        let isHealth = service.source(of: \.healthy, .new) != nil
        guard let serving = isHealth ? counts?.healthy : counts?.running else { return nil }
        let word = isHealth ? "healthy" : "running"
        if serving == 0 { return "new has no \(word) target" }
        guard let desired = counts?.desired, serving < desired else { return nil }
        return "\(serving) of \(desired) tasks of new \(serving == 1 ? "is" : "are") \(word)"
    }
}
