import MigrationFile
import Model

/// Reads how a deploy job moves the weights of one service.
enum PlanReader {
    static let write = "write e.g. plan: { steps: [5, 25, 50, 100], bake: 15m, at: 25, since: 6m }"

    static func read(_ service: LayeredMapping) -> DeployPlan? {
        guard let plan = service.mapping("plan", keys: ["steps", "bake", "at", "since"], write: write) else {
            return nil
        }
        let steps = steps(plan)
        let bake = plan.span("bake", SpanForm(60...86_400, write: "write e.g. bake: 15m"))
        let share = plan.number("at", .count(0...100, "write the share on new at the start, e.g. at: 25"), else: 0)
        let since = plan.span("since", SpanForm(0...86_400, write: "write e.g. since: 6m"), else: 0)
        guard let steps, let bake else { return nil }
        if share != 0, !steps.contains(Int(share)) {
            plan["at"]?.note("\(Int(share)) is not one of the steps", "write one of \(steps), or 0")
        }
        if Int(share) != steps.last, since > bake {
            plan["since"]?.note(
                "the next step would have been due before the start", "write at most \(SpanForm.text(bake)), the `bake`"
            )
        }
        return DeployPlan(steps: steps, bake: bake, share: Int(share), since: since)
    }

    private static func steps(_ plan: LayeredMapping) -> [Int]? {
        let write = "write percent on new, rising, e.g. steps: [5, 25, 50, 100]"
        guard let tree = plan.needed("steps", write), let elements = tree.list(write) else { return nil }
        if elements.isEmpty { tree.note("an empty list", write) }
        var steps: [Int] = []
        for element in elements {
            guard let step = NumberValidator.count(1...100, write).read(element) else { return nil }
            if let last = steps.last, Int(step) <= last {
                element.note("\(Int(step)) does not rise above \(last)", write)
                return nil
            }
            steps.append(Int(step))
        }
        return steps.isEmpty ? nil : steps
    }
}
