import Glibc

/// Whether new takes longer than the tolerated ratio allows, paired by the minute: what both sides share in a minute,
/// the hour of the day or a slow database, cancels.
///
/// A percentile counts where about five requests of the smaller side lie above it. One that is measured and has fewer is
/// still compared while at least one lies above it, and the verdict says which percentile would stand more firmly.
package struct LatencyEvidence: Sendable, Codable {
    /// The percentile that is compared.
    package let percentile: Percentile
    /// Times old's latency that new may take.
    let tolerated: Double
    private var over = SignEvidence()
    private var under = SignEvidence()
    /// Minutes compared, and those of them in which new was over the tolerated ratio.
    package private(set) var minutes = 0
    package private(set) var minutesOver = 0
    /// Whether each of the last 30 minutes compared was over, the newest in the lowest bit.
    private var lately: UInt64 = 0
    private static let span = 30
    /// The last minute compared, in milliseconds.
    package private(set) var last = Sides(old: Double.nan, new: Double.nan)
    private(set) var ratios = RatioHistogram()
    /// Minutes in a row, ending with the last one, beyond each of the leaps.
    private var leaping = Self.leaps.map { _ in 0 }

    init(_ percentile: Percentile, tolerated: Double) {
        self.percentile = percentile
        self.tolerated = tolerated
    }

    /// Whether what was read back is one of these.
    var hasValidShape: Bool {
        leaping.count == Self.leaps.count && over.hasValidShape && under.hasValidShape && ratios.hasValidShape
    }

    /// How many requests of the smaller side lie above a percentile, from which it is firm, and below which it is nothing.
    static let firm = 4.99
    static let thin = 0.99

    /// Times the tolerated latency, and for how many minutes in a row, that are no question of proof any more: chance does
    /// not do that to a percentile with five requests above it, were the noise of a minute a third of the number.
    private static let leaps: [(times: Double, minutes: Int)] = [(2.2, 3), (1.5, 6), (1.25, 10)]

    /// Of old's latency, what new has just exceeded in every minute for so long; `nil` when it has not leapt.
    var leap: (ratio: Double, minutes: Int)? {
        for (index, leap) in Self.leaps.enumerated() where leaping[index] >= leap.minutes {
            return (tolerated * leap.times, leap.minutes)
        }
        return nil
    }

    /// Whether new was within the tolerated ratio in the last minute compared.
    var isQuiet: Bool { lately & 1 == 0 }

    /// Whether new was over in more than a third of the last ten minutes compared: no pass is on its way then.
    var isRestless: Bool { (lately & (1 << 10 - 1)).nonzeroBitCount * 3 > min(minutes, 10) }

    /// Requests of the smaller side of this minute that lie above the percentile.
    static func above(_ percentile: Percentile, _ requests: Sides<Double>) -> Double {
        min(requests.old, requests.new) * percentile.tail
    }

    /// Takes in a minute in which enough requests lie above the percentile.
    ///
    /// - Parameter isFirm: Whether about five requests lie above it.
    mutating func add(_ latency: Sides<Double>, isFirm: Bool) {
        for (index, leap) in Self.leaps.enumerated() {
            leaping[index] = isFirm && latency.new > leap.times * tolerated * latency.old ? leaping[index] + 1 : 0
        }
        let isOver = latency.new > tolerated * latency.old
        minutes += 1
        if isOver { minutesOver += 1 }
        lately = (lately << 1 | (isOver ? 1 : 0)) & (1 << UInt64(Self.span) - 1)
        over.add(isOver: isOver)
        under.add(isOver: !isOver)
        last = latency
        ratios.add(latency.new / latency.old)
    }

    /// The e-value against "new is over the tolerated ratio in at most every other minute".
    package var value: Double { over.value }

    /// The e-value against "new is over the tolerated ratio in at least every other minute": evidence for a `pass`.
    package var passValue: Double { under.value }

    /// Minutes that a `pass` is away at least: each one that is not over nearly doubles its evidence.
    func minutesToPass(bar: Double) -> Double { max(1, log(bar / passValue) / log(SignEvidence.most)) }

    /// Of how many of the last minutes new was over: of all while they are few, of the last 30 otherwise.
    var overLately: (over: Int, of: Int) {
        let span = min(minutes, Self.span)
        let mask = (UInt64(1) << UInt64(span)) - 1
        return ((lately & mask).nonzeroBitCount, span)
    }
}
