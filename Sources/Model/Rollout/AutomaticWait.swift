/// Why an automatic rollout does not take its next step yet.
package enum AutomaticWait: Sendable, Equatable {
    /// Its steps are an operator's.
    case notAutomatic
    case noFurtherStep
    /// The first step is an operator's.
    case notBegun
    case changedOutside
    /// The step before is on its way, or the rollout is held.
    case phase(RolloutPhase)
    case refused(StepRefusal)
    /// The verdict is no pass.
    case verdict(Verdict)
}
