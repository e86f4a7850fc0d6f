/// What a limit says, its sentence not made yet: an hour's minutes are judged for every frame, and one sentence is shown.
struct LimitFinding {
    var state: Verdict.State
    var matter: Verdict.Matter
    private let run: (() -> Minute)?
    private let reason: () -> String

    /// - Parameter run: The first minute of the run that it stands on; `nil` when it is to be found by comparing minutes.
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

    /// The same while newer minutes have not taken it back yet.
    func held(_ back: String, of needed: Int, run: @escaping () -> Minute) -> LimitFinding {
        let reason = reason
        return LimitFinding(state, matter, run: run) { "\(reason()); back within it for \(back) of \(needed)" }
    }
}
