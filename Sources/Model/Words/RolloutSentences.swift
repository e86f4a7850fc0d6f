// What is said of weights and fleets, wherever it is said.

extension HandChange {
    /// `CHANGED BY HAND 50 → 80 %`, without when.
    package var words: String {
        "CHANGED BY HAND \(from.map { "\(NumberWords.share($0)) → " } ?? "to ")\(NumberWords.share(to)) %"
    }
}

extension Inventory {
    /// `2 versions mixed: api:218 ×5, api:219 ×3`; at most three of them.
    package var mixedVersionWords: String {
        let running = members.filter { $0.stopReason == nil }
        let parts = versions.prefix(3).map { version in "\(version) ×\(running.count { $0.version == version })" }
        let more = versions.count > 3 ? ", +\(versions.count - 3)" : ""
        return "\(versions.count) versions mixed: \(parts.joined(separator: ", "))\(more)"
    }
}

extension RolloutPhase {
    /// One word for a screen. The raw value is for programs.
    package var word: String {
        switch self {
        case .settling: "DNS"
        case .baking: "watching"
        default: rawValue
        }
    }
}

extension TrafficVerdict.State {
    /// One word for a screen. The raw value is for programs.
    package var word: String {
        switch self {
        case .asSet: "follows"
        case .lagging: "slow"
        case .notMoving: "stuck"
        case .reversed: "the wrong way"
        }
    }
}
