package import Model

/// The state of a service's rollout in words: by its plan, what is waited for and for how long, and the next step.
package struct RolloutWords {
    package let service: Service
    /// At its present age.
    package let board: Board
    package let clock: LocalClock
    package let verdict: (Service) -> Verdict
    /// Whether the key to advance exists where this is read.
    package var hasKey = false
    /// What refuses the next step of a service, if the caller knows it; services that move with it may refuse it too.
    package var refusals: ((Service) -> [StepRefusal])?
    /// Whether a pause says which weights it holds.
    package var stays = true

    package init(
        service: Service, board: Board, clock: LocalClock, verdict: @escaping (Service) -> Verdict,
        hasKey: Bool = false,
        refusals: ((Service) -> [StepRefusal])? = nil, stays: Bool = true
    ) {
        self.service = service
        self.board = board
        self.clock = clock
        self.verdict = verdict
        self.hasKey = hasKey
        self.refusals = refusals
        self.stays = stays
    }

    /// `step 3/5 · watching, 75 % in 12:31`, `PAUSED by mika 14:03:22 “p99 up”`; empty without a message.
    package var line: Line {
        if let pause = service.pause { return paused(pause) }
        let progress = service.progress(at: board.takenAt)
        if progress.phase == .idle { return idle(progress) }
        var line = place(progress)
        if let order = service.advance, service.step.map({ $0.order != order.id || !$0.state.isOpen }) ?? true {
            line.join(Self.ordered(order), .warn)
            if board.lease?.isLive(at: board.takenAt) != true { line.join("nobody polls, so nobody obeys", .blind) }
        } else {
            line.join(phase(progress))
        }
        if progress.isChangedOutside, service.isSteered { line.join(changedOutside, .warn) }
        return line
    }

    /// `advance to 25 % ordered`.
    package static func ordered(_ order: Order) -> String {
        let percent = order.terms.percent.map { " to \(NumberWords.share($0)) %" } ?? ""
        return order.terms.byItself ? "step\(percent) ordered by itself" : "advance\(percent) ordered"
    }

    // MARK: By the plan

    /// `step 3/5`; empty without a plan, and at no step of it.
    private func place(_ progress: RolloutProgress) -> Line {
        guard progress.steps > 0 else { return Line() }
        var step = progress.step
        if service.step?.state.isOpen == true, let intended = progress.intended,
            let index = service.configuration.rollout?.steps.lastIndex(where: { abs($0 - intended) <= 0.5 })
        {
            step = index + 1
        }
        return step.map { Line("step \($0)/\(progress.steps)", .text) } ?? Line()
    }

    private func idle(_ progress: RolloutProgress) -> Line {
        guard service.configuration.split != nil else { return Line() }
        guard service.isSteered, let next = progress.next else {
            return Line(service.share?.value.percent == 0 ? "all weight on old" : "", .dim)
        }
        var line = Line("step 0/\(progress.steps)", .text)
        if let order = service.advance {
            line.join(Self.ordered(order), .warn)
        } else {
            let percent = "\(NumberWords.share(next)) %"
            if let refused = refused(next) {
                line.add(": \(percent) \(refused)", .warn)
            } else {
                line.add(hasKey ? ": press n for \(percent)" : ": waits for an advance to \(percent)", .text)
                if isAutomatic { line.add(", then by itself", .text) }
            }
        }
        return line
    }

    private func phase(_ progress: RolloutProgress) -> Line {
        switch progress.phase {
        case .settling: return settling(progress.left ?? 0)
        case .baking:
            if let left = progress.left {
                let time = NumberFormat.span(left.rounded(.up))
                return Line(
                    progress.next.map { "watching, \(NumberWords.share($0)) % in \(time)" } ?? "watching \(time)", .text
                )
            }
            let since = service.shareChangedAt.map { " since \(clock.minute($0, at: board.takenAt))" } ?? ""
            return Line("watching\(since)", .text)
        case .ready: return ready(progress)
        case .done:
            guard progress.steps > 0 else { return Line("all weight on new", .text) }
            let applied = service.share?.value.percent ?? 100
            return Line(applied >= 100 ? "DONE, all weight on new" : "DONE at \(NumberWords.share(applied)) %", .pass)
        case .idle, .paused, .rollingBack: return Line()
        }
    }

    /// `DNS, 41 s`: until resolvers have the weights; before that, how far abreast's own change has come.
    private func settling(_ left: Double) -> Line {
        if let step = service.step, step.state.isOpen {
            let before = service.share?.value.percent.map { "\(NumberWords.share($0)) → " } ?? ""
            let change = "\(before)\(NumberWords.share(step.percent)) %"
            if step.state == .claimed { return Line("\(change) being sent since \(clock.time(step.at))", .warn) }
            if step.change == nil { return Line("\(change) sent, not seen in force yet", .warn) }
            return Line("\(change) sent, everywhere in \(Int(left.rounded(.up))) s", .warn)
        }
        return Line(Self.dns(service, left: left), .warn)
    }

    /// `DNS, 41 s`; `load balancer, 5 s` for weights that no resolver caches.
    static func dns(_ service: Service, left: Double) -> String {
        let place = if case .alb = service.configuration.split { "load balancer" } else { "DNS" }
        return "\(place), \(Int(left.rounded(.up))) s"
    }

    private func ready(_ progress: RolloutProgress) -> Line {
        guard let next = progress.next.map({ "\(NumberWords.share($0)) %" }) else { return Line("READY", .pass) }
        guard service.isSteered else { return Line("READY for \(next)", .pass) }
        let isFirst = service.effectiveStep == nil
        if isAutomatic, !isFirst, !progress.isChangedOutside {
            guard let wait = board.automaticHindrance(of: service, judging: verdict) else {
                return Line("READY: goes on to \(next) by itself", .pass)
            }
            // A verdict's words contain that it waits.
            let waits = if case .verdict = wait { wait.words } else { "waits: \(wait.words)" }
            return Line("READY for \(next), \(Sanitizer.text(waits))", .warn)
        }
        if let percent = progress.next, let refused = refused(percent) {
            return Line("watched long enough, but \(next) \(refused)", .warn)
        }
        // An automatic rollout never begins by itself.
        if isAutomatic, isFirst {
            let begins = hasKey ? "press n for \(next)" : "an advance to \(next) begins"
            return Line("READY: \(begins), then by itself", .pass)
        }
        return Line(hasKey ? "READY: press n for \(next)" : "READY for \(next): waits for an advance", .pass)
    }

    private var isAutomatic: Bool { service.configuration.rollout?.mode == .automatic }

    /// `refused by deployment: an ECS deployment of api is in progress on new`; `nil` without a refusal.
    private func refused(_ percent: Double) -> String? {
        let refusals = refusals?(service) ?? board.refusals(of: service, to: percent, judging: verdict)
        return Self.refused(refusals).map { "refused by \($0)" }
    }

    /// One rule with its words, or the names of several rules; `nil` without one.
    package static func refused(_ refusals: [StepRefusal]) -> String? {
        guard let first = refusals.first else { return nil }
        let rules = StepRule.allCases.filter { rule in refusals.contains { $0.rule == rule } }
        return rules.count == 1 ? Sanitizer.text(first.sentence) : rules.map(\.rawValue).joined(separator: ", ")
    }

    /// `CHANGED BY HAND 25 → 10 % at 19:56`.
    private var changedOutside: String {
        let weights = service.pause?.terms.found ?? service.share?.value.weights ?? []
        // The first type that has changed, because the others show no change.
        let changes = weights.map { weight in
            (was: service.effectiveStep?.after.first { $0.type == weight.type }?.percent, isNow: weight.percent)
        }
        let change = changes.first { $0.was != $0.isNow } ?? changes.first
        let was = (change?.was ?? service.effectiveStep?.percent).map(NumberWords.share) ?? "?"
        let at = service.shareChangedAt.map { " at \(clock.minute($0, at: board.takenAt))" } ?? ""
        return "CHANGED BY HAND \(was) → \(change?.isNow.map(NumberWords.share) ?? "?") %\(at)"
    }

    // MARK: Held

    private func paused(_ pause: Pause) -> Line {
        let now = board.takenAt
        let isMoving = service.phase(at: now) == .rollingBack
        var line = Line(isMoving ? "ROLLING BACK" : pause.isRollBack ? "ROLLED BACK" : "PAUSED", .paused)
        if service.hasRollBackFailed { line = Line("ROLL BACK FAILED", .worse) }
        let by = pause.terms.found == nil ? " by \(Self.holder(pause))" : ""
        line.add("\(by) \(clock.time(pause.at, at: now))", .text)
        if pause.terms.found != nil {
            line.join("\(changedOutside): resume takes it over", .warn)
        } else if !pause.reason.isEmpty {
            line.add(" “\(Sanitizer.text(pause.reason))”", .text)
        }
        if pause.terms.found == nil, service.isChangedOutside, service.isSteered || pause.isRollBack {
            line.join(changedOutside, .warn)
            if pause.isRollBack { line.add("; roll back again, or resume", .warn) }
        }
        if let lookAgain = Self.lookAgain(pause, at: now, clock) { line.join(lookAgain) }
        if pause.isRollBack {
            if isMoving {
                line.join(remaining(pause))
            } else if pause.returnsTo > 0 {
                line.join("to \(NumberWords.share(pause.returnsTo)) % on new", .dim)
            }
        } else if stays, let weights = Self.weights(service) {
            line.join("stays at \(weights)", .dim)
        }
        return line
    }

    /// Who holds it: `abreast` if no person does.
    package static func holder(_ pause: Pause) -> String {
        pause.terms.byItself ? "abreast" : Sanitizer.text(String(pause.by.prefix { $0 != "@" }))
    }

    /// `look again 14:30`, `LOOK AGAIN since 14:30`.
    package static func lookAgain(_ pause: Pause, at now: Moment, _ clock: LocalClock) -> Line? {
        guard let moment = pause.terms.lookAgain else { return nil }
        let time = clock.minute(moment, at: now)
        return pause.isDue(at: now) ? Line("LOOK AGAIN since \(time)", .warn) : Line("look again \(time)", .dim)
    }

    /// What must still come back during a roll back.
    private func remaining(_ pause: Pause) -> Line {
        let applied = service.share?.value.highest
        guard let applied, applied <= pause.returnsTo else {
            let share = NumberFormat.figure(board.appliedShare(of: service), .weight, at: board.takenAt)
            var line = Line("\(share.text) % still on new", .warn)
            if pause.terms.pace == .inSteps, RollBackWarning.offersSteps(service, board) {
                line.join("in steps, as old has room", .warn)
            }
            return line
        }
        let part = applied == 0 ? "no weight on new" : "\(NumberWords.share(applied)) % on new"
        return Line("\(part), \(Self.dns(service, left: service.settlingLeft(at: board.takenAt)))", .warn)
    }

    /// `75/25`, the raw weights of the first record type.
    package static func weights(_ service: Service) -> String? {
        guard let first = service.share?.value.weights.first, let old = first.old, let new = first.new else {
            return nil
        }
        return "\(old)/\(new)"
    }
}
