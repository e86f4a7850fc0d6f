/// A rule that may refuse a step of the plan. Its name is also the name that overrides it.
package enum StepRule: String, Sendable, Codable, CaseIterable {
    /// Some verdict of the migration is blind.
    case blind
    /// The verdict on the service is worse.
    case worse
    /// New has unhealthy targets, or fewer than wanted.
    case targets
    /// An ECS deployment is in progress on new, or failed.
    case deployment
    /// Old could no longer take all traffic back.
    case capacity
    /// The step before has not reached all clients yet.
    case settling
    /// The step before has not been watched for as long as the plan says.
    case baking
}

/// A rule that refuses a step now, in words.
package struct StepRefusal: Sendable, Equatable {
    package var rule: StepRule
    /// The service with the problem. It may be another one than the service of the step.
    package var service: String
    package var words: String

    /// `targets: 1 of 6 targets of new is unhealthy`.
    package var sentence: String { "\(rule.rawValue): \(words)" }
}
