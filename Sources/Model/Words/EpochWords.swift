extension Epoch.Cause {
    /// `10 → 25 %`, `new: api:218 → api:219`; empty when the epoch began before the window.
    package var words: String {
        switch self {
        case .window: ""
        case .weights(let from, let to): "\(from.map(NumberWords.share) ?? "?") → \(to.map(NumberWords.share) ?? "?") %"
        case .version(let side, let from, let to): "\(side.rawValue): \(from) → \(to)"
        }
    }
}
