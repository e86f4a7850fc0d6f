import Model

/// The end of the headline: which key to press, or what is waited for. The headline stays one sentence.
struct HeadlineHint {
    let scene: Scene

    /// A key with what it does, or a remark before it.
    struct Part: Equatable {
        /// What separates it from what is before it in one text.
        var before: String
        /// `press `, where the key is asked for.
        var verb = ""
        var key: String?
        var words: String

        static func key(_ key: String, _ words: String, after before: String = ". ", verb: String = "") -> Part {
            Part(before: before, verb: verb, key: key, words: words)
        }

        static func remark(_ words: String, after before: String = ". ") -> Part {
            Part(before: before, words: words)
        }

        var text: String { before + verb + (key.map { "\($0) " } ?? "") + words }

        /// In the band, the key is a cell of its own.
        var line: Line {
            var line = Line(verb, .text)
            if let key { line.add("\(key) ", .key) }
            line.add(words, .text)
            guard let key, let character = key.first, key.count == 1 else { return line }
            return line.clicked(.key(.character(character)))
        }
    }

    /// From the longest form to the shortest.
    var forms: [[Part]] {
        guard scene.headline.level == .hold || scene.headline.level == .back else { return [parts] }
        return [worse(isLong: true), worse(isLong: false)]
    }

    private var parts: [Part] {
        switch scene.headline.level {
        case .hold, .back: worse(isLong: false)
        case .blind: blind
        case .held, .goingBack: paused
        case .outage, .care: scene.headline.act == .pause ? pausing : []
        case .wait: []
        case .go: going
        }
    }

    /// What is wrong is not new alone, so the weights stay where they are.
    private var pausing: [Part] {
        guard let service else { return [] }
        if let elsewhere = elsewhere(service) { return [elsewhere] }
        return service.pause == nil && acts(service) ? [.key("p", "pauses")] : []
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
    private func rollBack(_ service: Service, isLong: Bool = false, after before: String) -> Part? {
        guard acts(service), scene.state.canRollBack, RollBackWarning.disabledReason(service) == nil else { return nil }
        let capacity = RollbackCapacity(of: service, board: scene.live)
        return .key(
            "R", "rolls back" + (isLong && capacity.answer == .unsafe ? " (\(capacity.brief))" : ""), after: before)
    }

    /// `! goes to it`, where keys act on another service.
    private func elsewhere(_ service: Service) -> Part? {
        scene.selected?.name == service.name || scene.state.pane == .help ? nil : .key("!", "goes to it")
    }

    private func worse(isLong: Bool) -> [Part] {
        guard let service else { return [] }
        let isPaused = service.pause != nil
        let paused: [Part] = isPaused ? [.remark("It is paused")] : []
        if let elsewhere = elsewhere(service) { return paused + [elsewhere] }
        if isPaused { return paused + [rollBack(service, isLong: isLong, after: "; ")].compactMap(\.self) }
        guard acts(service) else { return [] }
        // The act comes first.
        guard scene.headline.act == .rollBack, let rollBack = rollBack(service, isLong: isLong, after: ". ") else {
            return [.key("p", "pauses")] + [rollBack(service, isLong: isLong, after: ", ")].compactMap(\.self)
        }
        return [rollBack, .key("p", "pauses", after: ", ")]
    }

    /// Without data one can still pause and roll back: neither needs a number.
    private var blind: [Part] {
        guard !scene.live.readings.isEmpty, let service, acts(service) else { return [] }
        let whose = scene.headline.service == nil ? " \(Sanitizer.text(service.name))" : ""
        var parts: [Part] = []
        if service.pause == nil, scene.headline.service != nil { parts.append(.key("p", "pauses")) }
        if rollBack(service, after: "") != nil {
            parts.append(.key("R", "rolls back\(whose)", after: parts.isEmpty ? ". " : ", "))
        }
        return parts
    }

    private var paused: [Part] {
        guard let service, let pause = service.pause else { return [] }
        var parts: [Part] = []
        if let lookAgain = RolloutWords.lookAgain(pause, at: scene.now, scene.clock) {
            parts.append(.remark(lookAgain.text, after: ", "))
        }
        guard acts(service) else { return parts }
        if pause.terms.found != nil { return parts + [.key("p", "takes it over")] }
        return pause.isDue(at: scene.now) ? parts + [.key("p", "resumes")] : parts
    }

    /// The state of the rollouts while all is well: the one that needs somebody, otherwise the one that moves.
    private var going: [Part] {
        var best: (rank: Int, parts: [Part])?
        for service in scene.live.services where service.configuration.split != nil {
            guard let (rank, words, key) = phase(service), rank < best?.rank ?? .max else { continue }
            best = (rank, [.remark("\(scene.name(service)) \(words)", after: "; ")] + [key].compactMap(\.self))
        }
        return best?.parts ?? []
    }

    private func phase(_ service: Service) -> (rank: Int, words: String, key: Part?)? {
        guard service.isSteered else { return nil }
        let progress = service.progress(at: scene.now)
        let next = progress.next.map { "\(NumberWords.share($0)) %" } ?? ""
        if let order = service.advance, !(service.step?.state.isOpen ?? false) {
            return (1, "waits for its step: \(RolloutWords.ordered(order))", nil)
        }
        switch progress.phase {
        case .ready:
            let isOwn = service.configuration.rollout?.mode == .manual || service.effectiveStep == nil
            let hasKey = acts(service) && KeyTable.offers(.advance, in: scene.state)
            guard isOwn else { return nil }
            if let rules = refused(service) {
                return (1, "has watched long enough: \(next) is refused by \(rules)", nil)
            }
            return hasKey
                ? (0, "is ready", .key("n", "for \(next)", after: ": ", verb: "press "))
                : (0, "is ready for \(next)", nil)
        case .settling: return (2, "waits for \(RolloutWords.dns(service, left: progress.left ?? 0))", nil)
        case .baking:
            return progress.left.map {
                (3, "is watched for \(NumberFormat.span($0.rounded(.up)))\(next.isEmpty ? "" : ", then \(next)")", nil)
            }
        case .done: return (4, "is done", nil)
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
