import Model

/// What every pane needs to draw one frame: the board at its present age, what follows from it, and the operator's
/// choices.
struct Scene {
    let state: ScreenState
    /// The moment of the frame, which the header's clock shows.
    let now: Moment
    /// The picture that is drawn; older than `live` while it is frozen.
    let board: Board
    /// The newest board at its present age: the headline and pauses in force are never frozen.
    let live: Board
    let headline: Headline
    /// By service name.
    let verdicts: [String: Verdict]
    let shown: [Service]
    let selected: Service?
    private let known = Known()

    /// Results that were already computed for this frame. They read every minute of the window.
    private final class Known {
        var capacities: [String: RollbackCapacity] = [:]
        var trials: [String: EvidenceSummary?] = [:]
        var refusals: [String: [StepRefusal]] = [:]
    }

    /// `nil` before the first board.
    init?(_ state: ScreenState, at now: Moment) {
        guard let board = state.picture(at: now), var live = state.board else { return nil }
        live.takenAt = now
        self.state = state
        self.now = now
        self.board = board
        self.live = live
        self.shown = state.shown
        self.selected = state.selected
        guard state.held == nil else {
            verdicts = Self.verdicts(of: board, state)
            // While the picture is frozen, the headline is computed from the newest board.
            headline = Self.spelled(live.headline, state)
            return
        }
        let second = now.milliseconds - now.milliseconds % 1000
        live.takenAt = max(Moment(milliseconds: second), min(now, state.board?.takenAt ?? now))
        let judged = state.judged.value(at: live.takenAt, isUTF8: state.isUTF8) {
            let verdicts = Self.verdicts(of: live, state)
            return (verdicts, Self.spelled(live.headline { verdicts[$0.name] ?? live.verdict(of: $0) }, state))
        }
        (verdicts, headline) = judged
    }

    private static func verdicts(of board: Board, _ state: ScreenState) -> [String: Verdict] {
        Dictionary(
            board.services.map { ($0.name, spelled(board.verdict(of: $0), state)) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func spelled(_ headline: Headline, _ state: ScreenState) -> Headline {
        var headline = headline
        headline.text = Glyphs.spelled(headline.text, isUTF8: state.isUTF8)
        headline.beside = Glyphs.spelled(headline.beside, isUTF8: state.isUTF8)
        return headline
    }

    /// The same moment with other choices; nothing is judged again.
    init(_ state: ScreenState, like scene: Scene) {
        self.state = state
        now = scene.now
        board = scene.board
        live = scene.live
        headline = scene.headline
        verdicts = scene.verdicts
        shown = state.shown
        selected = state.selected
    }

    private static func spelled(_ verdict: Verdict, _ state: ScreenState) -> Verdict {
        var verdict = verdict
        verdict.reason = Glyphs.spelled(verdict.reason, isUTF8: state.isUTF8)
        verdict.detail = Glyphs.spelled(verdict.detail, isUTF8: state.isUTF8)
        return verdict
    }

    var clock: LocalClock { state.clock }

    /// The minutes of the graphs, up to the newest settled one.
    var window: Range<Minute> {
        let end = board.settledTo.advanced(by: 1)
        return end.advanced(by: -state.window.minutes)..<end
    }

    func figure(_ measured: Measured, _ style: NumberFormat.Style) -> FormattedNumber {
        NumberFormat.figure(measured, style, at: board.takenAt)
    }

    func verdict(of service: Service) -> Verdict { verdicts[service.name] ?? board.verdict(of: service) }

    /// What old can take back, by the drawn picture.
    func readiness(of service: Service) -> Readiness {
        let capacity = known.capacities[service.name] ?? RollbackCapacity(of: service, board: board)
        known.capacities[service.name] = capacity
        return Readiness(capacity: capacity)
    }

    /// The evidence about a service; `nil` where nothing is compared yet.
    func trial(of service: Service) -> EvidenceSummary? {
        if let trial = known.trials[service.name] { return trial }
        let trial = board.trial(of: service)
        known.trials[service.name] = .some(trial)
        return trial
    }

    /// Seconds since the numbers of a blind service were last told; `nil` for another, and where they never were.
    func blindAge(of service: Service) -> Double? {
        guard case .source(let source) = verdict(of: service).matter else { return nil }
        guard source == .cloudWatch else { return board.reading(source).flatMap(board.age(of:)) }
        return Side.allCases.compactMap { board.latest(.requests, $0, of: service).age(at: board.takenAt) }.max()
    }

    /// What refuses the next step of a service and of those that move with it, by the drawn picture.
    func refusals(of service: Service) -> [StepRefusal] {
        if let refusals = known.refusals[service.name] { return refusals }
        let refusals =
            NextStep(of: service, in: board, groups: state.groups).map {
                AdvanceWarning.refusals(Confirm($0), board, judging: verdict(of:))
            } ?? []
        known.refusals[service.name] = refusals
        return refusals
    }

    /// A cleaned name.
    func name(_ service: Service) -> String { Sanitizer.text(service.name) }
}
