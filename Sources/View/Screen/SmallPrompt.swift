import Model

/// A question on a screen below the least size: all of it in as many lines as it needs, and a line for the answer.
///
/// A question that cannot be read must not be answered. If it does not fit, no key orders anything.
struct SmallPrompt {
    /// Columns and rows of the screen.
    let width: Int
    let height: Int
    /// The question, in lines.
    let rows: [String]
    /// Whether all of it can be read.
    let fits: Bool
    /// The typed text; `nil` where a key answers.
    let typed: String?
    /// A typed reason scrolls. At least this much of it is visible.
    private static let leastReason = 12

    /// - Parameter board: The newest one, at its present age.
    init(_ prompt: ScreenState.Prompt, _ state: ScreenState, _ board: Board?) {
        (width, height) = (state.width, state.height)
        // From the longest form to the shortest.
        let questions: [String]
        // The width of the whole answer.
        let answer: Int
        switch prompt {
        case .filter:
            questions = ["filter, ⏎ keeps, Esc drops:"]
            (typed, answer) = (state.filter, Self.leastReason)
        case .command(let text, let chosen):
            let offer = CommandChoice.matching(text, state).dropFirst(chosen).first?.name
            questions = ["command: \(offer ?? "nothing has that name"). ⏎ does it, Tab: next, Esc leaves"]
            (typed, answer) = (text, Self.leastReason)
        case .reason(let service, let text):
            let word = state.posted[service] == nil ? "PAUSED" : "PAUSING"
            let ask = "\(Sanitizer.text(service)) \(word) why?"
            questions = ["\(ask) ⏎ stores, Esc: no reason", ask]
            (typed, answer) = (text, Self.leastReason)
        case .resume(let name, _):
            let pause = board?.services.first { $0.name == name }?.pause
            let reason = pause.map { $0.reason.isEmpty ? "" : " “\(Sanitizer.text($0.reason))”" } ?? ""
            let target = board?.targetWords(of: [name]).map { " \(Sanitizer.text($0))." } ?? ""
            let ask = PromptLines.resume(name, state, board, columns: .max, isBrief: true).text + target
            questions = ["\(ask)\(reason) y resumes, n leaves it", "\(ask) y, n"]
            (typed, answer) = (nil, 0)
        case .confirm(let confirm):
            questions = [board.map { Self.question(confirm, $0) } ?? "\(confirm.wanted): no picture yet; Esc leaves"]
            (typed, answer) = (confirm.typed, Width.of(confirm.forcing))
        }
        let wrapped = questions.map { [width] in Fit.wrap($0, columns: width, most: 1000) }
        // One line above shows the general state.
        let room = height - 1 - (typed == nil ? 0 : 1)
        let fitting = wrapped.first { $0.count <= room }
        fits = width >= 12 && answer + 2 <= width && fitting != nil
        rows = fitting ?? []
    }

    // MARK: Words

    private static func question(_ confirm: Confirm, _ board: Board) -> String {
        let services = confirm.aims.compactMap { aim in board.services.first { $0.name == aim.service } }
        let moves = zip(confirm.aims, services).map { aim, service in
            let applied = NumberFormat.figure(board.appliedShare(of: service), .weight, at: board.takenAt).text
            let name = services.count > 1 ? "\(Sanitizer.text(service.name)) " : ""
            return "\(name)\(applied) → \(NumberWords.share(aim.percent ?? 0)) %"
        }
        var text = "\(confirm.kind == .advance ? "ADVANCE" : "ROLL BACK") \(confirm.wanted): "
        text += moves.joined(separator: ", ") + " on new"
        if let target = board.targetWords(of: services.map(\.name)) { text += ", \(Sanitizer.text(target))" }
        for service in services {
            let readiness = Readiness(capacity: RollbackCapacity(of: service, board: board))
            guard readiness.isAlarming || confirm.kind == .advance && services.count == 1 else { continue }
            text += ", " + (services.count > 1 ? "\(Sanitizer.text(service.name)) " : "") + readiness.brief
        }
        switch confirm.kind {
        case .advance:
            guard !confirm.refused.isEmpty else { break }
            let rules = confirm.refused.map(\.rawValue).joined(separator: ", ")
            return text + ". REFUSED by \(rules). Type \(confirm.forcing) and ⏎ all the same; Esc leaves"
        case .rollBack:
            guard let service = services.first, RollBackWarning.offersSteps(service, board) else { break }
            return text + ". Type \(confirm.wanted) and ⏎: at once; Tab: in steps; Esc leaves"
        }
        return text + ". Type \(confirm.wanted) and ⏎; Esc leaves"
    }
}

extension ScreenState {
    /// Whether the screen is too small for complete panes.
    var isSmall: Bool { width < Self.least.width || height < Self.least.height }

    /// Why a key that gives or confirms an order has no effect on such a small screen; `nil` where its question can be
    /// read.
    func tooSmall(for action: Action, at now: Moment) -> String? {
        guard isSmall else { return nil }
        guard let asked = prompt ?? asking(action, at: now) else { return nil }
        return isReadable(asked, at: now) ? nil : "too small to ask: nothing was ordered"
    }

    /// Whether a question and its answer can be read completely.
    func isReadable(_ prompt: Prompt, at now: Moment) -> Bool {
        !isSmall || SmallPrompt(prompt, self, board(at: now)).fits
    }

    /// The question of a key.
    private func asking(_ action: Action, at now: Moment) -> Prompt? {
        guard let service = present else { return nil }
        switch action {
        case .pauseOrResume:
            return service.pause.map { .resume(service: service.name, order: $0.order) }
                ?? .reason(service: service.name, text: "")
        case .advance:
            guard let board = board(at: now), let next = NextStep(of: service, in: board, groups: groups) else {
                return nil
            }
            var confirm = Confirm(next)
            confirm.refused = refused(confirm, board)
            return .confirm(confirm)
        case .rollBack: return .confirm(Confirm(service: service.name))
        // It asks nothing, but the operator must see whose time runs.
        case .renew: return countdowns.first.map { .reason(service: $0.service, text: "") }
        default: return nil
        }
    }
}
