/// What a limit says. Its details are made later: every frame judges an hour of minutes and shows one of them.
struct LimitFinding {
    var state: Verdict.State
    var matter: Verdict.Matter
    private let run: (() -> Minute)?
    private let detail: () -> String

    /// - Parameters:
    ///   - run: The first minute of its run; `nil` when it must be found by comparing minutes.
    ///   - detail: What was counted, and the limit.
    init(_ state: Verdict.State, _ matter: Verdict.Matter, run: (() -> Minute)? = nil, detail: @escaping () -> String) {
        self.state = state
        self.matter = matter
        self.run = run
        self.detail = detail
    }

    /// The verdict without its plain sentence, which compares the numbers of the board.
    var verdict: Verdict { Verdict(state, matter, reason: "", detail: detail()) }

    var firstOfRun: Minute? { run?() }

    /// Whether it is about the old side, alone or together with new.
    var concernsOld: Bool { matter.concernsOld }

    /// The same finding, while newer minutes have not withdrawn it yet.
    func held(_ back: String, of needed: Int, run: @escaping () -> Minute) -> LimitFinding {
        let detail = detail
        return LimitFinding(state, matter, run: run) { "\(detail()); back within it for \(back) of \(needed)" }
    }
}
