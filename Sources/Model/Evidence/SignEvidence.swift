import Glibc

/// A bet on the sign of a difference, minute by minute: an e-process against "new is over in at most half of the
/// minutes".
///
/// A stake on "over" at fair odds cannot win in the long run while "over" has a probability of at most one half,
/// whatever came before. The stake is split over a few assumed probabilities of "over". A small part of it waits and is
/// staked bit by bit, so that an effect that begins after calm hours is found soon.
struct SignEvidence: Sendable, Codable {
    @RunLengthCoded private var early: [Double]
    @RunLengthCoded private var late: [Double]
    private var waiting = 1 - Self.stake
    private var minutes = 0.0

    private static let stake = 0.8
    private static let patience = 15.0
    private static let ceiling = 1e200
    private static let beliefs: [(isOver: Double, weight: Double)] = [
        (0.98, 0.45), (0.9, 0.25), (0.8, 0.15), (0.65, 0.15),
    ]

    /// The maximum factor of one minute.
    static let most = 1.96

    init() {
        early = Self.beliefs.map { Self.stake * $0.weight }
        late = Self.beliefs.map { _ in 0 }
    }

    /// Adds a minute.
    mutating func add(isOver: Bool) {
        minutes += 1
        let laidDown = minutes > 1 ? waiting * 0.5 / (minutes + Self.patience) : 0
        waiting -= laidDown
        for (index, belief) in Self.beliefs.enumerated() {
            let factor = 2 * (isOver ? belief.isOver : 1 - belief.isOver)
            early[index] = min(early[index] * factor, Self.ceiling)
            late[index] = min((late[index] + laidDown * belief.weight) * factor, Self.ceiling)
        }
    }

    /// Whether the decoded arrays have the right lengths.
    var hasValidShape: Bool { early.count == Self.beliefs.count && late.count == Self.beliefs.count }

    /// The e-value so far.
    var value: Double { early.reduce(0, +) + late.reduce(0, +) + waiting }
}
