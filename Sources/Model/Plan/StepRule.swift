/// What may refuse a step of the plan, by the name that overrides it.
package enum StepRule: String, Sendable, Codable, CaseIterable {
    /// A verdict of the migration is blind.
    case blind
    /// The verdict on the service is worse.
    case worse
    /// New has unhealthy targets, or fewer than it wants.
    case targets
    /// An ECS deployment is in progress on new, or failed.
    case deployment
    /// Old could no longer take everything back.
    case capacity
    /// The step before has not reached everybody yet.
    case settling
}

/// A rule that refuses a step now, in words.
package struct StepRefusal: Sendable, Equatable {
    package var rule: StepRule
    /// The service that it is about, which may be another one than the step's.
    package var service: String
    package var words: String

    /// `targets: 1 of 6 targets of new is unhealthy`.
    package var sentence: String { "\(rule.rawValue): \(words)" }
}
