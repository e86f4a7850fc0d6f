/// What an order says beyond its kind.
package struct OrderTerms: Sendable, Equatable, Codable {
    /// Percent on new: the step to go to, or the earlier one to roll back to; `nil` for a roll back to 0.
    package var percent: Double?
    /// Rules that the operator has looked at and that shall not refuse the step.
    package var overrides: [StepRule]
    /// When a pause is to be looked at again.
    package var lookAgain: Moment?
    /// The weights that were found where abreast had not left them: whoever resumes such a pause takes them over.
    package var found: [WeightReading]?
    /// Whether to roll back in one step although old can't take everything at once.
    package var atOnce: Bool
    /// Whether no person gave it: a step of an automatic rollout, a pause over a change from outside, the dead man.
    package var byItself: Bool

    package init(
        percent: Double? = nil, overrides: [StepRule] = [], lookAgain: Moment? = nil, found: [WeightReading]? = nil,
        atOnce: Bool = false, byItself: Bool = false
    ) {
        self.percent = percent
        self.overrides = overrides
        self.lookAgain = lookAgain
        self.found = found
        self.atOnce = atOnce
        self.byItself = byItself
    }

    /// What is not written has its usual value: most orders have no terms.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        percent = try values.decodeIfPresent(Double.self, forKey: .percent)
        overrides = try values.decodeIfPresent([StepRule].self, forKey: .overrides) ?? []
        lookAgain = try values.decodeIfPresent(Moment.self, forKey: .lookAgain)
        found = try values.decodeIfPresent([WeightReading].self, forKey: .found)
        atOnce = try values.decodeIfPresent(Bool.self, forKey: .atOnce) ?? false
        byItself = try values.decodeIfPresent(Bool.self, forKey: .byItself) ?? false
    }
}
