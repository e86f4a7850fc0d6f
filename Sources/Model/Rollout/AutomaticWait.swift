/// Why an automatic rollout does not take its next step yet.
package enum AutomaticWait: Sendable, Equatable {
    /// An operator orders its steps.
    case notAutomatic
    case noFurtherStep
    /// An operator must order the first step.
    case notBegun
    case changedOutside
    /// The step before is in progress, or the rollout is held.
    case phase(RolloutPhase)
    case refused(StepRefusal)
    /// The verdict is not `pass`.
    case verdict(Verdict)
}
