extension Epoch.Cause {
    /// `10 → 25 %`, `new: api:218 → api:219`; empty where the window is all that is known.
    package var words: String {
        switch self {
        case .window: ""
        case .weights(let from, let to): "\(from.map(NumberWords.share) ?? "?") → \(to.map(NumberWords.share) ?? "?") %"
        case .version(let side, let from, let to): "\(side.rawValue): \(from) → \(to)"
        }
    }
}
