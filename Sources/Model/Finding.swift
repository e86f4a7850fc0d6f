/// A verdict whose sentence is not made yet: an hour's minutes are judged for every frame, and one sentence is shown.
struct Finding {
    /// The subject while no minute under the present weights is settled.
    static let tooEarly = "too early"

    var state: Verdict.State
    var subject: String
    private let run: (() -> Minute)?
    private let reason: () -> String

    /// - Parameter run: The first minute of the run that it stands on; `nil` when it is to be found by comparing minutes.
    init(_ state: Verdict.State, _ subject: String, run: (() -> Minute)? = nil, reason: @escaping () -> String) {
        self.state = state
        self.subject = subject
        self.run = run
        self.reason = reason
    }

    var verdict: Verdict { Verdict(state, subject, reason: reason()) }

    var firstOfRun: Minute? { run?() }

    /// Whether it is about the old side, alone or together with new.
    var concernsOld: Bool { Verdict.concernsOld(subject) }

    /// Whether it counts what came under the present weights, and so says nothing of the time before them.
    var restsOnWeights: Bool { state == .pass || isCount }

    /// Whether another minute's finding says the same; how many requests were too few does not matter.
    func isLike(_ other: Finding) -> Bool {
        state == other.state && (subject == other.subject || state == .pass || isCount && other.isCount)
    }

    private var isCount: Bool { subject == Self.tooEarly || subject.first?.isNumber ?? false }
}
