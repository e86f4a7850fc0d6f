import Discover
import Model
import View

/// The output of `discover`.
enum DiscoverReport {
    /// Prints the tree, the warnings, the denied calls, and the number of calls.
    static func show(_ result: DiscoverRun.Result, _ options: DiscoverOptions) {
        for finding in result.findings {
            for line in DiscoveryTree(finding, hints: result.hints[finding.name] ?? options.hints).lines {
                print(String(repeating: "  ", count: line.depth) + Sanitizer.text(line.text))
            }
        }
        for layout in result.layouts {
            for line in TopologyText.lines(TopologyReading(warnings: layout.warnings, gaps: []), of: layout.service) {
                print(line)
            }
        }
        if result.configuration != nil, !result.hasWarnings {
            tell(
                "traps were not looked for, as the search took many calls; `abreast check` looks for them, "
                    + "with --online")
        }
        var written: Set<String> = []
        for gap in result.gaps + result.layouts.flatMap(\.gaps) where written.insert(gap.action).inserted {
            tell("\(gap.isDenied ? "DENIED" : "FAILED") \(gap.action): \(gap.words)")
        }
        for refusal in result.refusals where !isDrawn(refusal, result, options) {
            tell("not sure of \(refusal.service): \(refusal.reason)")
        }
        let each = result.calls.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        tell("\(NumberWords.count(result.calls.values.reduce(0, +), "API call")): \(each.joined(separator: ", "))")
    }

    /// Whether the tree already shows it.
    private static func isDrawn(
        _ refusal: (service: String, reason: String), _ result: DiscoverRun.Result, _ options: DiscoverOptions
    ) -> Bool {
        guard let finding = result.findings.first(where: { $0.name == refusal.service }) else { return false }
        let hints = result.hints[finding.name] ?? options.hints
        return finding.problems.contains(refusal.reason) || finding.sides(hints) == .unclear(refusal.reason)
    }
}
