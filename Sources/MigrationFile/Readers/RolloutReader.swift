import Model

/// Reads a `rollout:` section. An absent key has the value of the section above.
struct RolloutReader {
    /// The plan of the whole migration, when this section belongs to a service.
    let above: RolloutPlan?
    let tree: YAMLTree

    private static let keys = ["mode", "steps", "bake", "dead_man", "look_again", "no_return_from"]

    /// `nil` when it is not a mapping. The diagnostics say what is wrong with its parts.
    func read() -> RolloutPlan? {
        let write = "write e.g. rollout: { mode: manual, steps: [1, 5, 25, 50, 100], bake: 15m }"
        guard let mapping = YAMLMapping(tree, keys: Self.keys, write: write) else { return nil }
        var plan = above ?? RolloutPlan()
        if let mode = mode(mapping["mode"]) { plan.mode = mode }
        if let tree = mapping["steps"] { plan.steps = steps(tree) }
        if let tree = mapping["bake"] { plan.bakes = bakes(tree) }
        if let tree = mapping["dead_man"] { plan.deadMan = Self.duration(tree, "dead_man: 20m", least: 60) }
        if let tree = mapping["look_again"] { plan.lookAgain = Self.duration(tree, "look_again: 30m", least: 60) }
        if let tree = mapping["no_return_from"] {
            plan.noReturnFrom = tree.number("write the percent of a step, e.g. no_return_from: 100")
        }
        return plan
    }

    private func mode(_ tree: YAMLTree?) -> RolloutPlan.Mode? {
        let write = "write observe, manual or automatic"
        guard let tree, let text = tree.text(write) else { return nil }
        if let mode = RolloutPlan.Mode(rawValue: text) { return mode }
        tree.note("“\(text)” is no mode", write)
        return nil
    }

    private func steps(_ tree: YAMLTree) -> [Double] {
        let write = "write percent on new, rising, e.g. steps: [1, 5, 25, 50, 100]"
        guard let elements = tree.list(write) else { return [] }
        if elements.isEmpty { tree.note("no step is named", write) }
        var steps: [Double] = []
        for element in elements {
            guard let step = element.number(write) else { continue }
            if step <= 0 || step > 100 {
                element.note("\(NumberWords.share(step)) is no step: a step is above 0 and at most 100 percent", write)
            } else if let last = steps.last, step <= last {
                element.note(
                    "\(NumberWords.share(step)) does not rise above \(NumberWords.share(last)) before it", write)
            } else {
                steps.append(step)
            }
        }
        return steps
    }

    private func bakes(_ tree: YAMLTree) -> [Double] {
        let example = "bake: 15m"
        if tree.word != nil { return Self.duration(tree, example, least: 0).map { [$0] } ?? [] }
        let write = "write one time for all steps, e.g. \(example), or a list with one for each, e.g. bake: [30m, 15m]"
        guard let elements = tree.list(write) else { return [] }
        if elements.isEmpty { tree.note("no time is named", write) }
        return elements.compactMap { Self.duration($0, example, least: 0) }
    }

    /// Notes contradictions between the plan's parts at this section, if the parts themselves were valid.
    func compare(_ plan: RolloutPlan, _ split: Split?) {
        guard !tree.notes.problems.contains(where: { $0.path.hasPrefix(tree.path) }) else { return }
        if plan.mode != .observe, plan.steps.isEmpty {
            tree.note(
                "the mode is \(plan.mode.rawValue), but no steps are planned",
                "write e.g. steps: [1, 5, 25, 50, 100]")
        }
        // A service that only observes may inherit from a section that sets the dead man's switch for the others.
        let isInherited = above.map { $0.mode != .observe && $0.deadMan == plan.deadMan } ?? false
        if plan.mode == .observe, plan.deadMan != nil, !isInherited {
            tree.note(
                "`dead_man` rolls back by itself, but the mode is observe, in which abreast moves nothing by itself",
                "write mode: manual or mode: automatic, or leave `dead_man` out")
        }
        if plan.bakes.count > 1, plan.bakes.count != plan.steps.count {
            tree.note(
                "`bake` has \(plan.bakes.count) times for \(NumberWords.count(plan.steps.count, "step"))",
                "write one time for all, or one for each step")
        }
        if let split { compareSteps(plan.steps, split) }
        if let from = plan.noReturnFrom, !plan.steps.contains(from) {
            tree.note(
                "`no_return_from` is \(NumberWords.share(from)), which is none of the steps",
                "write one of \(plan.steps.map(NumberWords.share).joined(separator: ", "))")
        }
    }

    /// Notes two steps that the weights of a split cannot tell apart.
    private func compareSteps(_ steps: [Double], _ split: Split) {
        for (step, next) in zip(steps, steps.dropFirst()) {
            let weights = split.weights(for: next)
            guard let share = weights.percent, share == split.weights(for: step).percent else { continue }
            tree.note(
                "the steps \(NumberWords.share(step)) and \(NumberWords.share(next)) % are the same weights, "
                    + "\(weights.old)/\(weights.new), which give \(NumberWords.share(share)) %",
                "leave one of them out")
        }
    }

    // MARK: Times

    /// In seconds, from `90s`, `15m`, `2h` or `1h30m`. A number without a unit is refused, because its unit is unclear.
    static func duration(_ tree: YAMLTree, _ example: String, least: Double) -> Double? {
        let write = "write e.g. \(example)"
        guard let text = tree.text(write) else { return nil }
        guard let seconds = seconds(text) else {
            let isBare = !text.isEmpty && text.allSatisfy(\.isASCIIDigit)
            tree.note(isBare ? "“\(text)” has no unit: s, m or h" : "“\(text)” is not a time", write)
            return nil
        }
        guard seconds >= least, seconds <= 604_800 else {
            tree.note("“\(text)” is not between \(NumberWords.duration(least)) and 7 d", write)
            return nil
        }
        return seconds
    }

    private static func seconds(_ text: String) -> Double? {
        let units: KeyValuePairs<Character, Double> = ["h": 3600, "m": 60, "s": 1]
        var rest = text[...]
        var sum = 0.0
        for (unit, length) in units {
            let digits = rest.prefix(while: \.isASCIIDigit)
            guard !digits.isEmpty, digits.utf8.count <= 6, rest.dropFirst(digits.count).first == unit else { continue }
            sum += Double(Int(digits) ?? 0) * length
            rest = rest.dropFirst(digits.count + 1)
        }
        return rest.isEmpty && !text.isEmpty ? sum : nil
    }
}
