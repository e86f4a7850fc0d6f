import Model
import Report
import Rollout
import View

/// The short table above a plan: the steps, where each service stands among them, and what each step sends.
enum PlanTable {
    /// Empty when no service with weights could be planned.
    static func lines(of plan: MigrationPlan) -> [String] {
        var table = TextTable(
            titles: ["SERVICE", "STEP", "ON NEW", "BAKE", "SENDS"], isRight: [false, false, true, true, false])
        var isEmpty = true
        for (service, part) in plan.parts {
            guard case .planned(let plan) = part else { continue }
            isEmpty = false
            let name = Sanitizer.text(service)
            for (index, row) in rows(of: plan).enumerated() { table.add([index == 0 ? name : ""] + row) }
        }
        return isEmpty ? [] : table.lines
    }

    /// `now` stands after the last step that is not above it.
    private static func rows(of plan: ServicePlan) -> [[String]] {
        let now = plan.standing.percent
        let here = ["▸ now", now.map { "\(NumberWords.share($0)) %" } ?? "?", "", ""]
        var rows = plan.steps.enumerated().map { index, step in
            row(step, name: step.bake == nil ? "to" : "\(index + 1)/\(plan.steps.count)")
        }
        let below = now.map { now in plan.steps.prefix { $0.percent <= now }.count } ?? 0
        rows.insert(here, at: below)
        return rows
    }

    private static func row(_ step: PlannedStep, name: String) -> [String] {
        let moves = step.change.moves.map { move in
            "\(move.type) \(move.from.old)/\(move.from.new) → \(move.to.old)/\(move.to.new)"
        }
        let sends = step.change.isNothing ? "nothing, as it stands" : moves.joined(separator: ", ")
        return [
            "  \(name)", "\(NumberWords.share(step.percent)) %", step.bake.map(NumberWords.duration) ?? "", sends,
        ]
    }
}
