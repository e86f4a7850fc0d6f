import Model

/// The lines above the one in which an answer is typed or a key is pressed: what the answer would mean.
enum PromptLines {
    /// By the newest board, also while a picture is held.
    static func above(_ state: ScreenState, _ scene: Scene?) -> [Line] {
        guard let prompt = state.prompt, let scene else { return [] }
        let columns = state.width - 2
        func target(_ names: [String]) -> [Line] {
            guard let words = scene.live.targetWords(of: names) else { return [] }
            return Fit.wrap(Sanitizer.text("moves \(words)"), columns: columns, most: 2).map { Line($0, .title) }
        }
        func live(_ name: String) -> Service? { scene.live.services.first { $0.name == name } }
        switch prompt {
        case .filter, .reason: return []
        case .command(let text, let chosen):
            return [CommandChoice.line(text, chosen: chosen, state, columns: columns)]
        case .resume(let name, _):
            guard let service = live(name), let pause = service.pause else { return [] }
            return target([name]) + (state.isOwn(pause) ? [] : [held(service, scene)])
        case .confirm(let confirm):
            let moved = target(confirm.aims.map(\.service))
            switch confirm.kind {
            case .advance:
                let most = state.height < 22 ? 1 : 3
                return moved
                    + AdvanceWarning(confirm: confirm, board: scene.live, most: most, isUTF8: state.isUTF8)
                    .lines(columns: columns)
            case .rollBack:
                guard let service = live(confirm.name) else { return [] }
                return moved
                    + RollBackWarning(service: service, board: scene.live, clock: scene.clock).lines(columns: columns)
            }
        }
    }

    /// The question whether a service may go on; who holds it stands above, unless the operator does so himself.
    ///
    /// - Parameters:
    ///   - board: The newest one.
    ///   - columns: Room for the name.
    ///   - isBrief: Whether what moves nothing is left unsaid.
    static func resume(
        _ name: String, _ state: ScreenState, _ board: Board?, columns: Int = 20, isBrief: Bool = false
    ) -> Line {
        let short = Fit.cut(Sanitizer.text(name), to: columns)
        guard let service = board?.services.first(where: { $0.name == name }), let pause = service.pause
        else { return Line("Resume \(short)?", .warn) }
        if state.isOwn(pause) {
            var line = Line("Resume \(short)?", .warn)
            line.add("  you \(pause.isRollBack ? "rolled it back" : "paused it") \(state.clock.time(pause.at))", .text)
            if let end = endOfRollBack(service, pause, board) { line.add("  \(end)", .warn) }
            return line
        }
        var line: Line
        if let found = pause.terms.found {
            let percent = found.first?.percent.map { "\(NumberWords.share($0)) %" } ?? "what is there"
            line = Line("Resume \(short) and take \(percent) over as what stands?", .warn)
        } else if pause.terms.byItself {
            line = Line("Resume \(short)?", .warn)
        } else {
            line = Line("Resume \(short), which \(Sanitizer.text(pause.by)) holds?", .warn)
        }
        let mayBeLong = !isBrief && pause.terms.found == nil
        let mustBeSaid = service.configuration.rollout?.mode == .automatic || pause.isRollBack
        if let sequel = sequel(of: service, pause, board), mayBeLong || mustBeSaid {
            line.add("  \(sequel)", .text)
        }
        return line
    }

    /// What `y` sets going; `nil` where the weights have no plan.
    private static func sequel(of service: Service, _ pause: Pause, _ board: Board?) -> String? {
        let standing = pause.terms.found.map { $0.first?.percent } ?? service.share?.value.highest
        if let end = endOfRollBack(service, pause, board) { return end }
        guard let rollout = service.configuration.rollout, !rollout.steps.isEmpty, service.configuration.split != nil
        else { return nil }
        switch rollout.mode {
        case .automatic:
            // No automatic rollout begins by itself, not even anew.
            let isBack = standing.map { $0 <= Service.stepTolerance } ?? false
            return isBack || service.effectiveStep == nil
                ? "Nothing moves before its first step is ordered." : "It goes on by itself then."
        case .manual: return "Nothing moves before an advance."
        case .observe: return "Whoever moves the weights may go on then."
        }
    }

    /// That `y` stops a roll back on its way; `nil` when none is.
    private static func endOfRollBack(_ service: Service, _ pause: Pause, _ board: Board?) -> String? {
        guard pause.isRollBack, let now = board?.takenAt, service.phase(at: now) == .rollingBack,
            let standing = service.share?.value.highest, standing > pause.returnsTo + Service.stepTolerance
        else { return nil }
        return "The roll back stops then, at \(NumberWords.share(standing)) % on new."
    }

    private static func held(_ service: Service, _ scene: Scene) -> Line {
        RolloutWords(
            service: service, board: scene.live, clock: scene.clock, verdict: scene.verdict(of:),
            stays: service.pause?.terms.found == nil
        ).line
    }
}
