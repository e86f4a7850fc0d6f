import Model

/// Reads a service's `judge`: what the comparison of its sides tolerates.
struct JudgeReader {
    let tree: YAMLTree

    private static let keys = ["alpha", "error_ratio", "pass_margin", "latency_ratio", "find"]

    /// Uses the default for each absent key. Notes settings that contradict each other.
    func read() -> JudgeSettings {
        var settings = JudgeSettings()
        let write = "write e.g. judge: { alpha: 0.01, error_ratio: 1.1 }"
        guard let mapping = YAMLMapping(tree, keys: Self.keys, write: write) else { return settings }
        func number(_ key: String, _ example: Double) -> Double? {
            mapping[key]?.number("write e.g. \(NumberWords.percent(example))")
        }
        settings.alpha = number("alpha", settings.alpha) ?? settings.alpha
        settings.toleratedRatio = number("error_ratio", settings.toleratedRatio) ?? settings.toleratedRatio
        settings.margin = number("pass_margin", settings.margin) ?? settings.margin
        settings.latencyRatio = number("latency_ratio", settings.latencyRatio) ?? settings.latencyRatio
        settings.ratioToFind = number("find", settings.ratioToFind) ?? settings.ratioToFind
        if let problem = settings.problem { tree.note(problem, "leave out what you do not want to change") }
        return settings
    }
}
