/// The answer to a pipeline that wants to move weights.
package struct GateAnswer: Sendable, Equatable {
    /// `GO`, `STOP` or `WAIT`.
    package var word: String
    package var reason: String
    /// Exit status: 0 go; 1 paused or worse; 2 blind, nobody polls, or unknown.
    package var status: Int32
}

extension Board {
    /// Whether the weights of a service may move now.
    ///
    /// A pause has priority over everything. The answer is blind when no process polls, or when the verdict needs
    /// something that is stale or was never read. `unsure` becomes `GO` only with `allowUnsure`, because the first step
    /// has no traffic to judge.
    package func gate(_ name: String, allowUnsure: Bool) -> GateAnswer {
        guard let service = services.first(where: { $0.name == name }) else {
            return GateAnswer(word: "WAIT", reason: "the board does not have this service", status: 2)
        }
        if let pause = service.pause { return GateAnswer(word: "STOP", reason: pause.sentence(of: service), status: 1) }
        if let unattended { return GateAnswer(word: "WAIT", reason: "blind: \(unattended.text)", status: 2) }
        var verdict = verdict(of: service)
        if verdict.state == .unsure, let unseen = unseenWeights(of: service) { verdict = unseen }
        if verdict.state == .worse { return GateAnswer(word: "STOP", reason: "worse: \(verdict.reason)", status: 1) }
        switch verdict.state {
        case .pass: return GateAnswer(word: "GO", reason: verdict.reason, status: 0)
        case .unsure where allowUnsure:
            return GateAnswer(word: "GO", reason: "unsure, and that is allowed: \(verdict.reason)", status: 0)
        case .unsure: return GateAnswer(word: "WAIT", reason: "unsure: \(verdict.reason)", status: 2)
        case .blind, .worse: return GateAnswer(word: "WAIT", reason: "blind: \(verdict.whole)", status: 2)
        }
    }
}
