import MigrationFile
import Model

/// Reads the value of a fault's kind.
struct FaultKindReader {
    /// The affected service, if it is one service and could be read.
    let service: SimulatedService?
    let side: Side?

    func read(_ kind: String, _ tree: YAMLTree) -> Fault.Kind? {
        switch kind {
        case "latency": latency(tree)
        case "errors": errors(tree)
        case "bad_member": badMember(tree)
        case "dies": dies(tree)
        case "cold_cache": coldCache(tree)
        case "blind": blind(tree)
        case "weights": weights(tree)
        case "scale": scale(tree)
        case "cron": cron(tree)
        case "deploy": deploy(tree)
        case "traffic": traffic(tree)
        default: nil
        }
    }

    private func layered(_ tree: YAMLTree, _ keys: [String], _ write: String) -> LayeredMapping? {
        LayeredMapping([tree], keys: keys, write: write)
    }

    private func latency(_ tree: YAMLTree) -> Fault.Kind? {
        let write = "write e.g. latency: { factor: 2.2, over: 25m }"
        guard let mapping = layered(tree, ["factor", "over"], write),
            let factor = mapping.number("factor", NumberValidator(0.1...100, write: write))
        else { return nil }
        return .latency(factor: factor, over: mapping.span("over", SpanForm(0...86_400, write: write), else: 0))
    }

    private func errors(_ tree: YAMLTree) -> Fault.Kind? {
        let write = "write e.g. errors: { percent: 6, burst: 90s }"
        guard let mapping = layered(tree, ["percent", "burst", "over"], write),
            let percent = mapping.number("percent", NumberValidator(0.001...100, write: write))
        else { return nil }
        return .errors(
            percent: percent, burst: mapping.span("burst", SpanForm(0...3600, write: write), else: 0),
            over: mapping.span("over", SpanForm(0...86_400, write: write), else: 0))
    }

    private func dies(_ tree: YAMLTree) -> Fault.Kind? {
        let write = "write e.g. dies: { reason: Target.FailedHealthChecks, exit_code: 1 }"
        guard let mapping = layered(tree, ["reason", "exit_code"], write) else { return nil }
        let reason = mapping.neededText("reason", YAMLValidator(write))
        let code = mapping.number("exit_code", .count(0...255, write), else: 1)
        guard let reason else { return nil }
        return .dies(reason: reason, exitCode: Int(code))
    }

    private func badMember(_ tree: YAMLTree) -> Fault.Kind? {
        let write = "write e.g. bad_member: { percent: 60, reason: Target.ResponseCodeMismatch, exit_code: 137 }"
        guard let mapping = layered(tree, ["percent", "reason", "exit_code"], write) else { return nil }
        let percent = mapping.number("percent", NumberValidator(0.1...100, write: write))
        let reason = mapping.neededText("reason", YAMLValidator(write))
        let code = mapping.number("exit_code", .count(0...255, write), else: 1)
        guard let percent, let reason else { return nil }
        return .badMember(percent: percent, reason: reason, exitCode: Int(code))
    }

    private func coldCache(_ tree: YAMLTree) -> Fault.Kind? {
        let write = "write e.g. cold_cache: { factor: 3, half_life: 3m }"
        guard let mapping = layered(tree, ["factor", "half_life"], write) else { return nil }
        let factor = mapping.number("factor", NumberValidator(1...100, write: write))
        let halfLife = mapping.span("half_life", SpanForm(1...86_400, write: write))
        guard let factor, let halfLife else { return nil }
        return .coldCache(factor: factor, halfLife: halfLife)
    }

    /// Reads `all`, or a list of sources. Listeners are not among them, as a scenario's weights are in Route 53.
    private func blind(_ tree: YAMLTree) -> Fault.Kind? {
        let known = Source.allCases.filter { $0 != .listeners }
        if tree.word == "all" { return .blind(sources: known) }
        let write = "write e.g. blind: [cloud_watch], or all"
        guard let elements = tree.list(write) else { return nil }
        guard !elements.isEmpty else {
            tree.note("an empty list", write)
            return nil
        }
        let sources = elements.map { ChoiceForm.read($0, among: known, what: "a source") }
        return sources.contains(nil) ? nil : .blind(sources: sources.compactMap(\.self))
    }

    private func weights(_ tree: YAMLTree) -> Fault.Kind? {
        // 0 to 255 (Route 53 API).
        let write = "write e.g. weights: { old: 20, new: 80 }"
        guard let mapping = layered(tree, ["old", "new"], write) else { return nil }
        let old = mapping.number("old", .count(0...255, write))
        let new = mapping.number("new", .count(0...255, write))
        guard let old, let new else { return nil }
        return .weights(old: Int(old), new: Int(new))
    }

    private func scale(_ tree: YAMLTree) -> Fault.Kind? {
        let write = "write e.g. scale: { min: 2, max: 4 }"
        guard let mapping = layered(tree, ["min", "max"], write) else { return nil }
        let minimum = mapping.number("min", .count(0...1000, write))
        let maximum = mapping.number("max", .count(0...1000, write))
        guard let minimum, let maximum else { return nil }
        guard minimum <= maximum else {
            tree.note("min \(Int(minimum)) is above max \(Int(maximum))", "write bounds in their order")
            return nil
        }
        return .scale(minimum: Int(minimum), maximum: Int(maximum))
    }

    private func cron(_ tree: YAMLTree) -> Fault.Kind? {
        let write = "write cron: twice"
        guard let word = tree.text(write) else { return nil }
        guard word == "twice" else {
            tree.note("“\(word)” is not known here: periodic runs can only happen twice", write)
            return nil
        }
        return .cron
    }

    private func deploy(_ tree: YAMLTree) -> Fault.Kind? {
        let write = "write e.g. deploy: { version: api:219 @41be07c2, detail: v3.15.0, members: 3 }"
        guard let mapping = layered(tree, ["version", "detail", "members"], write),
            let version = mapping.neededText("version", YAMLValidator(write))
        else { return nil }
        let members = mapping["members"].flatMap { NumberValidator.count(1...1000, write).read($0) }.map { Int($0) }
        if let service, let side {
            let fleet = side == .old ? service.old : service.new
            if let members, members > fleet.maximum {
                mapping["members"]?.note(
                    "\(members) is more than the \(fleet.maximum) that the side may have", "write a smaller number")
            }
            if version == fleet.version {
                mapping["version"]?.note("“\(version)” is what runs already", "write another version")
            }
        }
        return .deploy(
            version: version, detail: mapping.text("detail", YAMLValidator(write)) ?? version, members: members)
    }

    private func traffic(_ tree: YAMLTree) -> Fault.Kind? {
        let write = "write e.g. traffic: { factor: 1.8 }"
        guard let mapping = layered(tree, ["factor"], write),
            let factor = mapping.number("factor", NumberValidator(0...100, write: write))
        else { return nil }
        return .traffic(factor: factor)
    }
}
