import Model

/// The end of the headline: which key to press, or what is waited for. The headline stays one sentence.
struct HeadlineHint {
    let scene: Scene

    /// From the longest form to the shortest.
    var texts: [String] {
        guard scene.headline.level == .hold || scene.headline.level == .back else { return [text] }
        return [worse(isLong: true), worse(isLong: false)]
    }

    private var text: String {
        switch scene.headline.level {
        case .hold, .back: worse(isLong: false)
        case .blind: blind
        case .held, .goingBack: paused
        case .outage, .care: scene.headline.act == .pause ? pausing : ""
        case .wait: ""
        case .go: going
        }
    }

    /// What is wrong is not new alone, so the weights stay where they are.
    private var pausing: String {
        guard let service else { return "" }
        let elsewhere = elsewhere(service)
        guard elsewhere.isEmpty else { return elsewhere }
        return service.pause == nil && acts(service) ? ". p pauses" : ""
    }

    /// The service of the headline; the selected one if the headline is about all.
    private var service: Service? {
        let name = scene.headline.service ?? scene.selected?.name
        return scene.live.services.first { $0.name == name }
    }

    /// Whether the keys act on this service, and exist.
    private func acts(_ service: Service) -> Bool {
        !scene.state.readOnly && scene.selected?.name == service.name && scene.state.posted[service.name] == nil
    }

    /// `R rolls back`, with a warning where old has too little room: `R rolls back (old has room for only 50 %)`; `nil`
    /// where the key does not exist or would do nothing.
    private func rollBack(_ service: Service, isLong: Bool = false) -> String? {
        guard acts(service), scene.state.canRollBack, RollBackWarning.disabledReason(service) == nil else { return nil }
        let capacity = RollbackCapacity(of: service, board: scene.live)
        return "R rolls back" + (isLong && capacity.answer == .unsafe ? " (\(capacity.brief))" : "")
    }

    /// `. ! goes to it`, where keys act on another service.
    private func elsewhere(_ service: Service) -> String {
        scene.selected?.name == service.name || scene.state.pane == .help ? "" : ". ! goes to it"
    }

    private func worse(isLong: Bool) -> String {
        guard let service else { return "" }
        let elsewhere = elsewhere(service)
        guard elsewhere.isEmpty else { return (service.pause != nil ? ". It is paused" : "") + elsewhere }
        let rollBack = rollBack(service, isLong: isLong)
        if service.pause != nil { return ". It is paused" + (rollBack.map { "; \($0)" } ?? "") }
        guard acts(service) else { return "" }
        // The act comes first.
        guard scene.headline.act == .rollBack, let rollBack else {
            return ". p pauses" + (rollBack.map { ", \($0)" } ?? "")
        }
        return ". \(rollBack), p pauses"
    }

    /// Without data one can still pause and roll back: neither needs a number.
    private var blind: String {
        guard !scene.live.readings.isEmpty, let service, acts(service) else { return "" }
        let pauses = service.pause == nil && scene.headline.service != nil ? "p pauses" : nil
        let rollBack = rollBack(service) == nil ? nil : "R rolls back"
        let keys = [pauses, rollBack].compactMap(\.self).joined(separator: ", ")
        let whose = scene.headline.service == nil ? " \(Sanitizer.text(service.name))" : ""
        return keys.isEmpty ? "" : ". \(keys)\(whose)"
    }

    private var paused: String {
        guard let service, let pause = service.pause else { return "" }
        var text = ""
        if let lookAgain = RolloutWords.lookAgain(pause, at: scene.now, scene.clock) { text += ", \(lookAgain.text)" }
        guard acts(service) else { return text }
        if pause.terms.found != nil { return text + ". p takes it over" }
        return pause.isDue(at: scene.now) ? text + ". p resumes" : text
    }

    /// The state of the rollouts while all is well: the one that needs somebody, otherwise the one that moves.
    private var going: String {
        var best: (rank: Int, text: String)?
        for service in scene.live.services where service.configuration.split != nil {
            guard let (rank, text) = phase(service), rank < best?.rank ?? .max else { continue }
            best = (rank, "; \(scene.name(service)) \(text)")
        }
        return best?.text ?? ""
    }

    private func phase(_ service: Service) -> (Int, String)? {
        guard service.isSteered else { return nil }
        let progress = service.progress(at: scene.now)
        let next = progress.next.map { "\(NumberWords.share($0)) %" } ?? ""
        if let order = service.advance, !(service.step?.state.isOpen ?? false) {
            return (1, "waits for its step: \(RolloutWords.ordered(order))")
        }
        switch progress.phase {
        case .ready:
            let isOwn = service.configuration.rollout?.mode == .manual || service.effectiveStep == nil
            let hasKey = acts(service) && KeyTable.offers(.advance, in: scene.state)
            guard isOwn else { return nil }
            if let rules = refused(service) { return (1, "has watched long enough: \(next) is refused by \(rules)") }
            return (0, hasKey ? "is ready: press n for \(next)" : "is ready for \(next)")
        case .settling: return (2, "waits for \(RolloutWords.dns(service, left: progress.left ?? 0))")
        case .baking:
            return progress.left.map {
                (3, "is watched for \(NumberFormat.span($0.rounded(.up)))\(next.isEmpty ? "" : ", then \(next)")")
            }
        case .done: return (4, "is done")
        case .idle, .paused, .rollingBack: return nil
        }
    }

    /// The rules that refuse the next step, by the newest board; `nil` without one.
    private func refused(_ service: Service) -> String? {
        // The results for the picture are valid for the headline too, unless the picture is frozen.
        let refusals =
            scene.state.held == nil
            ? scene.refusals(of: service)
            : NextStep(of: service, in: scene.live, groups: scene.state.groups).map {
                AdvanceWarning.refusals(Confirm($0), scene.live)
            } ?? []
        let rules = StepRule.allCases.filter { rule in refusals.contains { $0.rule == rule } }
        return rules.isEmpty ? nil : rules.map(\.rawValue).joined(separator: ", ")
    }
}
