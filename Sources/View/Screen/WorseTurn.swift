package import Model

/// Notices when the headline's level turns worse: once for each turn.
package struct WorseTurn: Sendable {
    private var last: Headline.Level?

    package init() {}

    /// Whether this level is worse than the one before, and asks for somebody. The first one is no turn: whoever has just
    /// opened the screen looks at it.
    package mutating func happens(at level: Headline.Level) -> Bool {
        defer { last = level }
        guard let last else { return false }
        return level.rank < last.rank && level.rank <= Headline.Level.care.rank
    }
}

extension ScreenState {
    /// For the title of the window: `▲ api`, or the migration's name where the headline is about all.
    package var title: String? {
        shownHeadline.map { Sign($0.level).sign(isUTF8: isUTF8) + " " + Sanitizer.text($0.service ?? migration) }
    }
}
