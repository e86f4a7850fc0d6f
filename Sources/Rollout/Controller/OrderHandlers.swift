import Model
import Store

// How each kind of order is carried out, before and beside the step executor.
extension LeaseTerm {
    /// Rolls back at once. Where steps were asked for, it goes in as many as the old side needs.
    func rollBack(_ order: Order, _ executor: StepExecutor) async -> StepExecutor.Outcome {
        let service = executor.service.name
        let place = "order \(order.id) of \(service)"
        if work.isNews("\(place) is heard") { await beat() }
        let isWaiting = work.waiting.contains(order.id) || isStaged(order, service)
        switch await backStep(order, service, isWaiting: isWaiting) {
        case nil: return .open
        case .move(let percent): return await executor.move(to: percent, expecting: nil)
        case .stage(let percent, let why):
            if work.isNews("\(place) to \(percent)") { await executor.note(why, percent) }
            work.wait(order.id)
            return await executor.move(to: percent, expecting: nil)
        case .wait(let standing, let why):
            if work.isNews("\(place) waits at \(standing)") { await executor.note(why, order.rest, cause: .oldIsFull) }
            work.wait(order.id)
            return .waiting
        }
    }

    /// Renews the heartbeat, to show that a roll back was noticed. A holder of the lease without a heartbeat after a
    /// roll back counts as hanging.
    func beat() async {
        let (token, now) = (token, context.clock.now())
        // Whoever has lost the lease finds that out at the claim.
        _ = try? await context.store.perform { store throws(StoreError) in try store.renewLease(token: token, at: now) }
    }

    /// The first step never waits for a board. Later steps, which exist because of a board, do wait for one. `nil` when
    /// there is none.
    private func backStep(_ order: Order, _ service: String, isWaiting: Bool) async -> RollBackStage? {
        if order.terms.pace == .atOnce { return .move(order.rest) }
        if isWaiting || isTurned {
            guard let board = await cache.board() else { return isWaiting ? nil : .move(order.rest) }
            return RollBackStage(order, of: service, by: board)
        }
        return RollBackStage(order, of: service, by: await cache.board(within: context.times.board))
    }

    /// Takes the step if no rule refuses it on the present board.
    func advance(_ order: Order, _ executor: StepExecutor) async -> StepExecutor.Outcome {
        guard !work.ending.isNear, let board = await cache.board() else { return .open }
        let percent = order.terms.percent ?? 0
        let orders = try? await context.store.perform { store throws(StoreError) in try store.orders(after: 0) }
        guard let orders else { return .open }
        switch AdvanceAnswer(order, of: executor.service.name, board: board, context.configuration.groups, orders) {
        case .stop(let why, let standing): return await executor.giveUp(why, percent, standing: standing)
        case .refused(let refusals, let standing):
            let words = refusals.map(\.sentence).joined(separator: "; ")
            return await executor.refuse(words, percent, standing: standing)
        case .go(let expected, let step): return await executor.move(to: percent, expecting: expected, after: step)
        }
    }

    /// Accepts the weights that others have set, after an operator has seen them.
    func adopt(_ found: [WeightReading], _ executor: StepExecutor) async -> StepExecutor.Outcome {
        let name = executor.service.name
        guard let service = await cache.board()?.services.first(where: { $0.name == name }) else { return .open }
        return await executor.adopt(found, left: service.effectiveStep?.after, after: service.step?.id)
    }

    /// Records once that the rollout is paused.
    func held(_ order: Order, _ pause: Pause, _ executor: StepExecutor) async -> StepExecutor.Outcome {
        let service = executor.service.name
        let words = "order \(order.id) of \(service) is held by \(pause.order)"
        guard work.isNews(words) else { return .waiting }
        let what = pause.isRollBack ? "rolled it back" : "paused it"
        let why = "\(pause.by) \(what) (order \(pause.order)); it has to be resumed first, and this ordered again"
        let event = executor.events.refusal(service, why, order.terms.percent ?? 0, at: context.clock.now())
        let token = token
        do throws(StoreError) {
            try await context.store.perform { store throws(StoreError) in
                let isTold = try store.events(since: order.at).contains {
                    $0.kind == .refused && $0.service == service && $0.order == order.id
                }
                guard !isTold else { return }
                try store.append([], token: token)
                try store.record([event])
            }
            return .waiting
        } catch {
            work.forget(words)
            guard case .fenced = error else { return .open }
            return .fenced
        }
    }

    /// Ends an order that is too old, except a roll back that an earlier holder let wait for the old side.
    func tooOld(_ order: Order, _ executor: StepExecutor) async -> StepExecutor.Outcome {
        let service = executor.service.name
        let events = try? await context.store.perform { store throws(StoreError) in try store.events(since: order.at) }
        guard let events else { return .open }
        let told = events.filter { $0.kind == .weights && $0.service == service && $0.order == order.id }
        if order.kind == .rollBack, told.contains(where: { $0.cause == .oldIsFull }) {
            work.wait(order.id)
            return .waiting
        }
        let age = NumberWords.duration(context.clock.now().seconds(since: order.at))
        let what = told.isEmpty ? "carried out by nobody" : "without effect since"
        return await executor.giveUp("ordered \(age) ago and \(what); order it again", order.terms.percent ?? 0)
    }
}
