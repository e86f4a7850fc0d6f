import Model

/// One line of a plan for people.
package struct PlanLine: Sendable, Equatable {
    /// Blanks before it.
    package var indent: Int
    /// Foreign names and reasons are in it unchanged.
    package var text: String
    /// Whether it is a command to copy, which must stay unchanged character by character.
    package var isCommand = false
}

extension MigrationPlan {
    /// The plan for people.
    package var lines: [PlanLine] {
        parts.flatMap { service, part in
            switch part {
            case .planned(let plan): plan.lines
            case .unsplit: [PlanLine(indent: 0, text: "\(service): no split, so no weights to move")]
            case .failed(let why): [PlanLine(indent: 0, text: "\(service): cannot be planned: \(why)")]
            }
        }
    }
}

extension ServicePlan {
    fileprivate var lines: [PlanLine] {
        let now = standing.percent.map { "\(NumberWords.share($0)) % on new now" } ?? "both weights 0 now"
        let weights = standing.weights.map { "\($0.type) \($0.weights.words)" }.joined(separator: ", ")
        let title = "\(service): \(mode.rawValue), \(now) (\(weights)), \(standing.place)"
        var lines = [PlanLine(indent: 0, text: title)]
        lines += warnings.map { PlanLine(indent: 2, text: "! \($0.words)") }
        if steps.isEmpty {
            let write = "no steps are planned: write `rollout: { steps: [...] }`, or ask with --to"
            lines.append(PlanLine(indent: 2, text: write))
        }
        for (index, step) in steps.enumerated() {
            let name = step.bake == nil ? "to" : "step \(index + 1)/\(steps.count):"
            lines += step.lines(name: name, from: standing.percent)
        }
        return lines
    }
}

extension PlannedStep {
    fileprivate func lines(name: String, from: Double?) -> [PlanLine] {
        var title = "\(name) \(NumberWords.share(percent)) % on new"
        if let bake { title += ", bake \(Self.exact(bake))" }
        if change.isNothing {
            title += ", as it stands now"
        } else if let from, percent < from {
            title += ", a step back"
        }
        if isPastReturn { title += ", past the point of return" }
        let moves = change.moves.map { "\($0.type) \($0.from.words) → \($0.to.words)" }.joined(separator: ", ")
        let below = [moves] + outcomeLines + warnings.map { "! \($0.words)" }
        return [PlanLine(indent: 2, text: title)] + below.map { PlanLine(indent: 4, text: $0) }
            + [PlanLine(indent: 4, text: change.commandLine, isCommand: true)]
    }

    /// `15 min`, `1 min 30 s`: as configured, without rounding.
    private static func exact(_ seconds: Double) -> String {
        let whole = Int(seconds)
        let parts = [(whole / 3600, "h"), (whole / 60 % 60, "min"), (whole % 60, "s")].filter { $0.0 > 0 }
        return parts.isEmpty ? "0 s" : parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    /// One line when all types have the same result.
    private var outcomeLines: [String] {
        let words = outcomes.map(\.foreseen)
        if Set(words).count == 1 { return [words[0]] }
        return zip(outcomes, words).map { "\($0.type): \($1)" }
    }
}

extension SplitOutcome {
    fileprivate var foreseen: String {
        let now = "new then gets \(NumberWords.share(effective)) %"
        if type == WeightReading.forward {
            return "\(now), whatever the health of either side: a forward action does not look at it"
        }
        return "\(now); \(failover)"
    }
}

extension WeightPair {
    fileprivate var words: String { "\(old)/\(new)" }
}

extension CurrentSplit {
    /// By record type, or of the one forward action.
    var weights: [(type: String, weights: WeightPair)] {
        switch self {
        case .records(let records): records.pairs.map { ($0.type, $0.weights) }
        case .forward(let forward): [(WeightReading.forward, forward.weights)]
        }
    }

    /// Where the weights are.
    var place: String {
        switch self {
        case .records(let records): return "\(records.name) in zone \(records.zone)"
        case .forward(let forward):
            switch forward.owner {
            case .listener(let arn): return "default action of \(arn)"
            case .rule(let arn): return "rule \(arn)"
            }
        }
    }
}
