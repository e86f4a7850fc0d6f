/// The details of an order.
package struct OrderTerms: Sendable, Equatable, Codable {
    /// Percent on new: the step to advance to, or the earlier step to roll back to; `nil` for a roll back to 0.
    package var percent: Double?
    /// Rules that the operator has checked. They do not refuse the step.
    package var overrides: [StepRule]
    /// When a pause must be reviewed.
    package var lookAgain: Moment?
    /// The weights that were found instead of abreast's own. A resume of this pause accepts them.
    package var found: [WeightReading]?
    /// How a roll back goes.
    package var pace: RollBackPace
    /// Whether no person gave it: a step of an automatic rollout, a pause after a change from outside, the dead man's
    /// switch.
    package var byItself: Bool

    package init(
        percent: Double? = nil, overrides: [StepRule] = [], lookAgain: Moment? = nil, found: [WeightReading]? = nil,
        pace: RollBackPace = .atOnce, byItself: Bool = false
    ) {
        self.percent = percent
        self.overrides = overrides
        self.lookAgain = lookAgain
        self.found = found
        self.pace = pace
        self.byItself = byItself
    }

    /// A missing key has its default, because most orders have no details.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        percent = try values.decodeIfPresent(Double.self, forKey: .percent)
        overrides = try values.decodeIfPresent([StepRule].self, forKey: .overrides) ?? []
        lookAgain = try values.decodeIfPresent(Moment.self, forKey: .lookAgain)
        found = try values.decodeIfPresent([WeightReading].self, forKey: .found)
        pace = try values.decodeIfPresent(RollBackPace.self, forKey: .pace) ?? .atOnce
        byItself = try values.decodeIfPresent(Bool.self, forKey: .byItself) ?? false
    }
}
