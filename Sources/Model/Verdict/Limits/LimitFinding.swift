/// What a limit says. Its sentence is made later: every frame judges an hour of minutes and shows one sentence.
struct LimitFinding {
    var state: Verdict.State
    var matter: Verdict.Matter
    private let run: (() -> Minute)?
    private let reason: () -> String

    /// - Parameter run: The first minute of its run; `nil` when it must be found by comparing minutes.
    init(_ state: Verdict.State, _ matter: Verdict.Matter, run: (() -> Minute)? = nil, reason: @escaping () -> String) {
        self.state = state
        self.matter = matter
        self.run = run
        self.reason = reason
    }

    var verdict: Verdict { Verdict(state, matter, reason: reason()) }

    var firstOfRun: Minute? { run?() }

    /// Whether it is about the old side, alone or together with new.
    var concernsOld: Bool { matter.concernsOld }

    /// The same finding, while newer minutes have not withdrawn it yet.
    func held(_ back: String, of needed: Int, run: @escaping () -> Minute) -> LimitFinding {
        let reason = reason
        return LimitFinding(state, matter, run: run) { "\(reason()); back within it for \(back) of \(needed)" }
    }
}
