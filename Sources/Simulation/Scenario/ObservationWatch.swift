package import Model

/// Records when the board first shows each expected observation of a scenario.
///
/// The check of each observation begins at its own `from`, independent of the others. An operator's action may prevent
/// one of them, and the rest must not wait for it. Observations that look the same are distinguished by their `from`.
package struct ObservationWatch: Sendable {
    private let sights: [ExpectedObservation]
    /// Seconds after the scenario's start at which each observation was first seen, in the scenario's order; `nil`
    /// until it is seen.
    package private(set) var seen: [Double?]

    package init(_ sights: [ExpectedObservation]) {
        self.sights = sights
        seen = Array(repeating: nil, count: sights.count)
    }

    /// Whether every expected observation was seen.
    package var isComplete: Bool { !seen.contains(nil) }

    /// The observations that were seen, with the seconds after the start, in the order in which they were seen.
    package var seenSights: [(sight: ExpectedObservation, after: Double)] {
        // Observations seen at the same moment keep the scenario's order.
        zip(sights, seen).enumerated()
            .compactMap { number, pair in pair.1.map { (number, pair.0, $0) } }
            .sorted { ($0.2, $0.0) < ($1.2, $1.0) }
            .map { ($0.1, $0.2) }
    }

    /// Checks a board that was read so many seconds after the scenario's start. Returns the observations that are seen
    /// for the first time.
    @discardableResult
    package mutating func check(_ board: Board, after seconds: Double) -> [ExpectedObservation] {
        var newly: [ExpectedObservation] = []
        for (number, sight) in sights.enumerated() where seen[number] == nil && seconds >= sight.from {
            guard sight.shows(on: board) else { continue }
            seen[number] = seconds
            newly.append(sight)
        }
        return newly
    }
}
