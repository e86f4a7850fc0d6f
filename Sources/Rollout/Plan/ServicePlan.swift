package import Model

/// What each step of one service would send, and its result.
package struct ServicePlan: Sendable {
    package let service: String
    /// `observe` where nothing is configured.
    package let mode: RolloutPlan.Mode
    package let standing: CurrentSplit
    package let steps: [PlannedStep]
    /// Warnings that hold for every step.
    package let warnings: [PlanWarning]

    /// - Parameters:
    ///   - target: Percent on new to plan for instead of the configured steps; `nil` for these.
    package init(
        _ service: ServiceConfiguration, of configuration: Configuration, standing: CurrentSplit, to target: Double?
    ) {
        let plan = service.rollout ?? RolloutPlan()
        self.service = service.name
        self.standing = standing
        mode = plan.mode
        switch standing {
        case .records(let records): warnings = records.warnings + PlanWarning.health(of: records)
        case .forward(let forward): warnings = PlanWarning.standing(forward)
        }
        let from = standing.percent.map(NumberWords.share) ?? "?"
        let percents = target.map { [$0] } ?? plan.steps
        steps = percents.enumerated().map { index, percent in
            PlannedStep(
                percent: percent,
                bake: target == nil ? plan.bake(ofStep: index) : nil,
                isPastReturn: plan.noReturnFrom.map { percent >= $0 } ?? false,
                standing: standing, region: configuration.region,
                comment: "abreast \(configuration.migration) \(service.name) \(from) → \(NumberWords.share(percent)) %")
        }
    }
}

/// One step of a service.
package struct PlannedStep: Sendable {
    /// Percent on new that the plan wants.
    package let percent: Double
    /// In seconds; `nil` when the step is none of the configured ones.
    package let bake: Double?
    /// Whether the plan allows it even if the old side can then no longer take everything back.
    package let isPastReturn: Bool
    package let change: WeightChange
    /// One for each record type, or one for the forward action.
    package let outcomes: [SplitOutcome]
    package let warnings: [PlanWarning]

    init(
        percent: Double, bake: Double?, isPastReturn: Bool, standing: CurrentSplit, region: String, comment: String
    ) {
        self.percent = percent
        self.bake = bake
        self.isPastReturn = isPastReturn
        switch standing {
        case .records(let records):
            change = .records(zone: records.zone, pairs: records.pairs, percent: percent, comment: comment)
            outcomes = zip(records.pairs, change.moves).map { pair, move in
                SplitOutcome(
                    pair, weights: move.to, old: records.health(pair.type, .old), new: records.health(pair.type, .new))
            }
        case .forward(let forward):
            change = .forward(forward, percent: percent, region: region)
            outcomes = change.moves.map { SplitOutcome(forward, weights: $0.to) }
        }
        warnings = PlanWarning.inexact(percent, change.moves) + outcomes.flatMap(\.warnings)
    }
}
