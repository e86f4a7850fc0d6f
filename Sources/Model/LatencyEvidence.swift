import Glibc

/// Whether new takes longer than the tolerated ratio allows, paired by the minute: what both sides share in a minute,
/// the hour of the day or a slow database, cancels.
///
/// A percentile counts where about five requests of the smaller side lie above it. One that is measured and has fewer is
/// still compared while at least one lies above it, and the verdict says which percentile would stand more firmly.
package struct LatencyEvidence: Sendable {
    /// The percentile that is compared.
    package let percentile: Percentile
    /// Times old's latency that new may take.
    let tolerated: Double
    private var over = SignEvidence()
    private var under = SignEvidence()
    /// Minutes compared, and those of them in which new was over the tolerated ratio.
    package private(set) var minutes = 0
    package private(set) var minutesOver = 0
    /// Whether each of the last 60 minutes compared was over, the newest in the lowest bit.
    private var lately: UInt64 = 0
    /// The last minute compared, in milliseconds.
    package private(set) var last = Sides(old: Double.nan, new: Double.nan)
    private(set) var ratios = RatioHistogram()

    init(_ percentile: Percentile, tolerated: Double) {
        self.percentile = percentile
        self.tolerated = tolerated
    }

    /// How many requests of the smaller side lie above a percentile, from which it is firm, and below which it is nothing.
    static let firm = 4.99
    static let thin = 0.99

    /// Requests of the smaller side of this minute that lie above the percentile.
    static func above(_ percentile: Percentile, _ requests: Sides<Double>) -> Double {
        min(requests.old, requests.new) * percentile.tail
    }

    /// Takes in a minute in which enough requests lie above the percentile.
    mutating func add(_ latency: Sides<Double>) {
        let isOver = latency.new > tolerated * latency.old
        minutes += 1
        if isOver { minutesOver += 1 }
        lately = lately << 1 | (isOver ? 1 : 0)
        over.add(isOver: isOver)
        under.add(isOver: !isOver)
        last = latency
        ratios.add(latency.new / latency.old)
    }

    /// The e-value against "new is over the tolerated ratio in at most every other minute".
    package var value: Double { over.value }

    /// The e-value against "new is over the tolerated ratio in at least every other minute": evidence for a `pass`.
    package var passValue: Double { under.value }

    /// Of how many of the last minutes new was over: of all while they are few, of the last 30 otherwise.
    var overLately: (over: Int, of: Int) {
        let span = min(minutes, 30)
        let mask = (UInt64(1) << UInt64(span)) - 1
        return ((lately & mask).nonzeroBitCount, span)
    }
}
