import Model

// The effects of the keys that give orders. The state records each order at once, so that the next frame shows it.

extension ScreenState {
    mutating func pauseOrResume(at now: Moment) -> [Effect] {
        guard let service = present else { return [] }
        if let pause = service.pause {
            prompt = .resume(service: service.name, order: pause.order)
            return []
        }
        chosen = service.name
        post(.pause, service.name, at: now)
        prompt = .reason(service: service.name, text: "")
        let lookAgain = service.configuration.rollout?.lookAgain.map { now + $0 }
        return [
            .post(OrderRequest(kind: .pause, service: service.name, terms: OrderTerms(lookAgain: lookAgain)))
        ]
    }

    mutating func storeReason() -> [Effect] {
        guard case .reason(let service, let text) = prompt else { return [] }
        prompt = nil
        let reason = Sanitizer.text(text)
        guard !reason.isEmpty else { return [] }
        let pause = board?.services.first { $0.name == service }?.pause
        return [.post(OrderRequest(kind: .annotate, service: service, reason: reason, about: pause?.order))]
    }

    mutating func resume(at now: Moment) -> [Effect] {
        guard case .resume(let service, let order) = prompt else { return [] }
        prompt = nil
        guard let pause = board?.services.first(where: { $0.name == service })?.pause else {
            notice = Notice(text: "\(Sanitizer.text(service)) was resumed already, by somebody else", isFailure: false)
            return []
        }
        guard pause.order == order else {
            // The operator answered for another pause than the present one.
            let whom = RolloutWords.holder(pause)
            notice = Notice(
                text: "nothing was ordered: \(whom) holds \(Sanitizer.text(service)) by now", isFailure: true)
            prompt = .resume(service: service, order: pause.order)
            return []
        }
        post(.resume, service, at: now)
        return [.post(OrderRequest(kind: .resume, service: service, about: order))]
    }

    mutating func askToAdvance(at now: Moment) {
        guard let service = present, let board = board(at: now),
            let next = NextStep(of: service, in: board, groups: groups)
        else { return }
        var confirm = Confirm(next)
        confirm.refused = refused(confirm, board)
        prompt = .confirm(confirm)
    }

    /// Posts the orders if the name was typed. With any other text the question stays open.
    mutating func orderConfirmed(at now: Moment, pace: RollBackPace = .atOnce) -> [Effect] {
        guard case .confirm(var confirm) = prompt, let board = board(at: now) else { return [] }
        let rules = refused(confirm, board)
        let news = rules.filter { !confirm.refused.contains($0) }
        confirm.refused = rules
        prompt = .confirm(confirm)
        guard news.isEmpty else {
            let rules = news.map(\.rawValue).joined(separator: ", ")
            notice = Notice(text: "nothing was ordered: refused by \(rules) since you asked", isFailure: true)
            return []
        }
        guard let confirmed = Confirmed(confirm, pace: pace) else {
            notice = Notice(text: notConfirmed(confirm), isFailure: true)
            return []
        }
        prompt = nil
        if let disabledReason = disabledReason(confirm, board) {
            notice = Notice(text: disabledReason, isFailure: true)
            return []
        }
        if !confirm.aims.contains(where: { $0.service == chosen }) { chosen = confirm.aims.first?.service }
        let requests = confirmed.requests
        for request in requests { post(request.kind, request.service, at: now) }
        return requests.map { .post($0) }
    }

    private func notConfirmed(_ confirm: Confirm) -> String {
        if confirm.typed == confirm.wanted {
            let rules = confirm.refused.map(\.rawValue).joined(separator: ", ")
            return "nothing was ordered: refused by \(rules); "
                + "type \(confirm.forcing) to set that aside, or leave with Esc"
        }
        let typed = confirm.typed.isEmpty ? "" : "“\(confirm.typed)” is not \(confirm.wanted): "
        return "\(typed)nothing was ordered; type \(confirm.wanted), or leave with Esc"
    }

    /// Says what changed since the question and prevents the order; `nil` if nothing prevents it.
    private func disabledReason(_ confirm: Confirm, _ board: Board) -> String? {
        for aim in confirm.aims {
            let name = Sanitizer.text(aim.service)
            guard let service = board.services.first(where: { $0.name == aim.service }) else {
                return "\(name) is no service any more: nothing was ordered"
            }
            switch confirm.kind {
            case .rollBack:
                if let disabledReason = RollBackWarning.disabledReason(service) { return "\(name): \(disabledReason)" }
            case .advance:
                if let disabledReason = NextStep.disabledReason(service, self) {
                    return "nothing was ordered: \(name): \(disabledReason)"
                }
                // Another step was taken meanwhile, so the description above the prompt is no longer true.
                if service.progress(at: board.takenAt).next != aim.percent {
                    return "nothing was ordered: \(name) stands elsewhere by now; ask again with n"
                }
            }
        }
        return nil
    }

    /// Renews every dead man's switch that runs.
    mutating func renewDeadMen(at now: Moment) -> [Effect] {
        countdowns.map { countdown in
            renew(countdown.service, at: now)
            return .post(OrderRequest(kind: .renew, service: countdown.service))
        }
    }

    /// The newest board, with ages counted to now.
    func board(at now: Moment) -> Board? {
        var board = board
        board?.takenAt = now
        return board
    }
}
