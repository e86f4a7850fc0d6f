import Model
import Store

// What the holder of the lease does without an order.
extension LeaseTerm {
    /// Performs what the plan and the board require now. Returns whether anything was ordered.
    func takeInitiative() async -> Bool {
        guard context.configuration.services.contains(where: \.isSteered), let board = await cache.board() else {
            return false
        }
        let acts = AutomaticPolicy(board: board, groups: context.configuration.groups, holder: context.holder).acts()
        var hasOrdered = false
        for act in acts where !work.isFenced {
            switch act {
            case .advance(let order): hasOrdered = await post(order) || hasOrdered
            case .deadMan(let order, let event): hasOrdered = await post(order, event) || hasOrdered
            case .done(let step): await tellDone(step)
            case .checkOutsideChange: break
            }
        }
        // Actions that wait for AWS come last, all at the same time.
        let changed = acts.compactMap { if case .checkOutsideChange(let service) = $0 { service } else { nil } }
        guard !isTurned else {
            for service in changed where !work.isFenced { hasOrdered = await checkOutsideChange(service) || hasOrdered }
            return hasOrdered
        }
        return await withTaskGroup(of: Bool.self) { group in
            for service in changed where !work.isFenced { group.addTask { await self.checkOutsideChange(service) } }
            return await group.reduce(hasOrdered) { $0 || $1 }
        }
    }

    private func post(_ order: Order, _ event: Event? = nil) async -> Bool {
        let token = token
        var order = order
        order.identity = context.identity.only(order.service.map { [$0] })
        do throws(StoreError) {
            try await context.store.perform { [order] store throws(StoreError) in
                let stored = try store.post(order, token: token)
                guard var event else { return }
                event.evidence = "order \(stored.id)"
                event.order = stored.id
                try store.record([event])
            }
            return true
        } catch {
            note(error)
            return false
        }
    }

    /// Records once that the last step's bake is over, whichever process noticed it first.
    private func tellDone(_ step: WeightStep) async {
        let words = "step \(step.id) is baked"
        guard work.isNews(words) else { return }
        let (token, now, holder) = (token, context.clock.now(), context.holder)
        do throws(StoreError) {
            try await context.store.perform { store throws(StoreError) in
                let isTold = try store.events(since: step.at).contains {
                    $0.kind == .done && $0.service == step.service
                }
                guard !isTold else { return }
                try store.append([], token: token)
                let share = "\(NumberWords.share(step.percent)) %"
                try store.record([
                    Event(
                        at: now, service: step.service, kind: .done, actor: holder, after: share,
                        reason: "the last step of the plan is baked", evidence: "order \(step.order), step \(step.id)",
                        order: step.order)
                ])
            }
        } catch {
            work.forget(words)
            note(error)
        }
    }

    /// Reads the weights again, as the polls' listing may be older than abreast's own step. Pauses the rollout if the
    /// change is real.
    private func checkOutsideChange(_ service: Service) async -> Bool {
        guard let standing = service.effectiveStep, let readAt = service.share?.readAt else { return false }
        let words = "\(service.name) was read again for \(readAt.milliseconds) after step \(standing.id)"
        // An AWS that does not answer is not asked again at once.
        let now = Int(context.clock.now().seconds / (context.times.longestWait / .seconds(1)))
        guard !work.isKnown(words), work.isNews("\(words) in \(now)") else { return false }
        let order = Order(id: standing.order, kind: .annotate, service: service.name, actor: context.holder, at: readAt)
        let executor = executor(service.configuration, order)
        switch await executor.checkOutsideChange(standing.after, after: service.step?.id) {
        case .overruled: return true
        case .fenced: work.fence()
        case .confirmed: _ = work.isNews(words)
        default: break
        }
        return false
    }

    private func note(_ error: StoreError) {
        // What the store cannot do now is due again later.
        if case .fenced = error { work.fence() }
    }
}
