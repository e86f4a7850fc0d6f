package import Model

/// Notes when each of a scenario's sights is first seen on the board, one after the other: the second is looked for only
/// when the first has been seen, as some things look alike before and after.
package struct SightWatch: Sendable {
    private let sights: [Sight]
    /// Seconds after the scenario's start at which each sight was first seen, in their order; shorter than the sights
    /// while some are still to come.
    package private(set) var seen: [Double] = []

    package init(_ sights: [Sight]) { self.sights = sights }

    /// The sights that were seen, each with the seconds after the start.
    package var seenSights: [(sight: Sight, after: Double)] { zip(sights, seen).map { ($0, $1) } }

    /// Looks at a board that was taken so many seconds after the scenario's start.
    package mutating func look(at board: Board, after seconds: Double) {
        while seen.count < sights.count, seconds >= sights[seen.count].from, sights[seen.count].shows(on: board) {
            seen.append(seconds)
        }
    }
}
