package import Model

/// Notes when each of a scenario's sights is first seen on the board.
///
/// Each is looked for from its own `from` on, whichever of the others were seen: what somebody does may keep one of them
/// from ever showing, and the rest must not wait for it. What looks the same before is told apart by its `from`.
package struct ObservationWatch: Sendable {
    private let sights: [ExpectedObservation]
    /// Seconds after the scenario's start at which each sight was first seen, in the sights' order; `nil` until it is.
    package private(set) var seen: [Double?]

    package init(_ sights: [ExpectedObservation]) {
        self.sights = sights
        seen = Array(repeating: nil, count: sights.count)
    }

    /// Whether every sight was seen.
    package var isComplete: Bool { !seen.contains(nil) }

    /// The sights that were seen, each with the seconds after the start, in the order in which they were.
    package var seenSights: [(sight: ExpectedObservation, after: Double)] {
        // Those that were seen at once stay in the scenario's order.
        zip(sights, seen).enumerated()
            .compactMap { number, pair in pair.1.map { (number, pair.0, $0) } }
            .sorted { ($0.2, $0.0) < ($1.2, $1.0) }
            .map { ($0.1, $0.2) }
    }

    /// Looks at a board that was taken so many seconds after the scenario's start; what is seen for the first time.
    @discardableResult
    package mutating func look(at board: Board, after seconds: Double) -> [ExpectedObservation] {
        var newly: [ExpectedObservation] = []
        for (number, sight) in sights.enumerated() where seen[number] == nil && seconds >= sight.from {
            guard sight.shows(on: board) else { continue }
            seen[number] = seconds
            newly.append(sight)
        }
        return newly
    }
}
