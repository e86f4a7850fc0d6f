import Glibc

/// A bet on the sign of a difference, minute by minute: an e-process against "new is over in at most half of the
/// minutes".
///
/// A stake on "over" at fair odds cannot win in the long run while "over" has a probability of at most one half,
/// whatever came before. The stake is split over a few assumed probabilities of "over". Every later minute gets a stake
/// of its own, so that an effect that begins after calm hours is found as soon as one from the first minute on. All
/// stakes of an epoch add up to ``stakes`` at most; under the hypothesis their sum ever reaches 1/α with a probability of
/// at most ``stakes`` × α.
struct SignEvidence: Sendable, Codable {
    @RunLengthCoded private var early: [Double]
    @RunLengthCoded private var late: [Double]
    private var minutes = 0.0

    /// The stake on an effect that exists from the first minute; the stake on one that begins in a later minute, and the
    /// number of minutes after which that one falls with the square of their number.
    private static let stake = 0.8
    private static let lateStake = 0.03
    private static let plateau = 120.0
    static let stakes = stake + 2 * lateStake * plateau
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

    /// The same bet in the epoch that follows: what was staked lately goes on, as newer minutes may outweigh it; the rest
    /// begins anew.
    var carriedOn: SignEvidence {
        var next = SignEvidence()
        next.late = late
        return next
    }

    /// Adds a minute.
    mutating func add(isOver: Bool) {
        minutes += 1
        let thinned = min(1, Self.plateau / minutes)
        let laidDown = minutes > 1 ? Self.lateStake * thinned * thinned : 0
        for (index, belief) in Self.beliefs.enumerated() {
            let factor = 2 * (isOver ? belief.isOver : 1 - belief.isOver)
            early[index] = min(early[index] * factor, Self.ceiling)
            late[index] = min((late[index] + laidDown * belief.weight) * factor, Self.ceiling)
        }
    }

    /// Whether the decoded arrays have the right lengths.
    var hasValidShape: Bool { early.count == Self.beliefs.count && late.count == Self.beliefs.count }

    /// The e-value so far.
    var value: Double { early.reduce(0, +) + late.reduce(0, +) }
}
