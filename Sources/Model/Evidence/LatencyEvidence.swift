import Glibc

/// Evidence that new takes longer than the tolerated ratio allows. It compares the sides within each minute, so that
/// common influences cancel, such as the hour of the day or a slow database.
///
/// A percentile counts where about five requests of the smaller side are above it. A measured percentile with fewer is
/// compared while at least one request is above it; the verdict then names a percentile with better support.
package struct LatencyEvidence: Sendable, Codable {
    /// The compared percentile.
    package let percentile: Percentile
    /// Times old's latency that new may take.
    let tolerated: Double
    private var over = SignEvidence()
    private var under = SignEvidence()
    /// The compared minutes, and those of them in which new was over the tolerated ratio.
    package private(set) var minutes = 0
    package private(set) var minutesOver = 0
    /// Whether new was over in each of the last 30 compared minutes; the newest is the lowest bit.
    private var lately: UInt64 = 0
    private static let span = 30
    /// The last compared minute, in milliseconds.
    package private(set) var last = Sides(old: Double.nan, new: Double.nan)
    private(set) var ratios = RatioHistogram()
    /// The number of minutes in a row, up to the last one, beyond each of the leaps.
    private var leaping = Self.leaps.map { _ in 0 }
    private var change = RatioChange()

    init(_ percentile: Percentile, tolerated: Double) {
        self.percentile = percentile
        self.tolerated = tolerated
    }

    /// The evidence of the epoch that follows, which begins anew but for what the last minutes have shown.
    var carriedOn: LatencyEvidence {
        var next = LatencyEvidence(percentile, tolerated: tolerated)
        next.over = over.carriedOn
        (next.leaping, next.change, next.last) = (leaping, change, last)
        return next
    }

    /// Whether the decoded arrays have the right lengths.
    var hasValidShape: Bool {
        leaping.count == Self.leaps.count && over.hasValidShape && under.hasValidShape && ratios.hasValidShape
    }

    /// How many requests of the smaller side must be above a percentile: so that it counts fully, and so that it is
    /// compared at all.
    static let firm = 4.99
    static let thin = 0.99

    /// Factors over the tolerated latency, and for how many minutes in a row, that need no proof. Even if the noise of
    /// a minute were a third of the number, chance does not produce them in a percentile with five requests above it.
    private static let leaps: [(times: Double, minutes: Int)] = [(2.2, 3), (1.5, 6), (1.25, 10)]

    /// The factor over old's latency that new has exceeded in every minute, and for how many minutes; `nil` without a
    /// leap.
    var leap: (ratio: Double, minutes: Int)? {
        for (index, leap) in Self.leaps.enumerated() where leaping[index] >= leap.minutes {
            return (tolerated * leap.times, leap.minutes)
        }
        return change.isProved ? (tolerated * RatioChange.times, RatioChange.minutes) : nil
    }

    /// Whether new was within the tolerated ratio in the last compared minute.
    var isQuiet: Bool { lately & 1 == 0 }

    /// Whether new was over in more than a third of the last ten compared minutes. Then no pass is predicted.
    var isRestless: Bool { (lately & (1 << 10 - 1)).nonzeroBitCount * 3 > min(minutes, 10) }

    /// How many requests of this minute's smaller side are above the percentile.
    static func above(_ percentile: Percentile, _ requests: Sides<Double>) -> Double {
        min(requests.old, requests.new) * percentile.tail
    }

    /// Adds a minute with enough requests above the percentile.
    ///
    /// - Parameter isFirm: Whether about five requests are above it.
    mutating func add(_ latency: Sides<Double>, isFirm: Bool) {
        for (index, leap) in Self.leaps.enumerated() {
            leaping[index] = isFirm && latency.new > leap.times * tolerated * latency.old ? leaping[index] + 1 : 0
        }
        let ratio = latency.new / latency.old
        change.add(ratio, isFirm: isFirm, tolerated: tolerated, past: ratios)
        let isOver = latency.new > tolerated * latency.old
        minutes += 1
        if isOver { minutesOver += 1 }
        lately = (lately << 1 | (isOver ? 1 : 0)) & (1 << UInt64(Self.span) - 1)
        over.add(isOver: isOver)
        under.add(isOver: !isOver)
        last = latency
        ratios.add(ratio)
    }

    /// The e-value against "new is over the tolerated ratio in at most every other minute".
    package var value: Double { over.value }

    /// The e-value against "new is over the tolerated ratio in at least every other minute": evidence for a `pass`.
    package var passValue: Double { under.value }

    /// The least number of minutes until a `pass`: each minute that is not over nearly doubles its evidence.
    func minutesToPass(bar: Double) -> Double { max(1, log(bar / passValue) / log(SignEvidence.most)) }

    /// In how many recent minutes new was over, and of how many: of the last 30, or of all while there are fewer.
    var overLately: (over: Int, of: Int) {
        let span = min(minutes, Self.span)
        let mask = (UInt64(1) << UInt64(span)) - 1
        return ((lately & mask).nonzeroBitCount, span)
    }
}
