import Model

// An order is carried out only where it means what this process moves.
extension LeaseTerm {
    /// What this process moves for a service.
    func target(_ service: String) -> ServiceTarget? {
        guard var target = context.identity.services[service] else { return nil }
        target.account = target.account ?? caller.account
        return target
    }

    /// Why the order of a job means something else than what this process moves; `nil` when it does not.
    ///
    /// Where the order's account is known and this process's is not yet, it waits a moment for it.
    func foreignness(_ job: Job) async -> String? {
        // Following a change only asks for its status.
        if case .follow = job.duty { return nil }
        guard let meant = job.order.identity?.services[job.service.name] else { return nil }
        if meant.account != nil, context.identity.services[job.service.name]?.account == nil {
            await caller.answered(within: context.times.account)
        }
        guard let own = target(job.service.name), !own.matches(meant) else { return nil }
        return "the order means \(meant.words(apartFrom: own)), and this process moves \(own.words(apartFrom: meant))"
    }

    /// Ends a job whose order means something else, without a call that changes anything.
    func refuse(_ job: Job, _ why: String, _ executor: StepExecutor) async -> StepExecutor.Outcome {
        guard case .settle(var step, _) = job.duty else {
            return await executor.giveUp("nothing was sent: \(why)", job.order.terms.percent ?? 0)
        }
        step.state = .stopped
        return await executor.update(step, "STOPPED, not read back: \(why)", []) ?? .stopped
    }
}
