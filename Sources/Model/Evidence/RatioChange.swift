import Glibc

/// A ratio of latencies that is suddenly far beyond what it was: a few minutes in a row prove the change, where the bet
/// on the sign needs ten.
struct RatioChange: Sendable, Codable {
    /// The number of minutes in a row, up to the last one, that were far beyond the minutes before them.
    private var beyond = 0

    /// How many minutes must be known, and how many standard deviations beyond them is far.
    private static let known = 20.0
    private static let deviations = 4.0
    /// How many minutes in a row prove the change, and how far over the tolerated ratio they must be.
    static let minutes = 3
    static let times = 1.25

    /// Whether the change is proved, and new over the tolerated ratio.
    var isProved: Bool { beyond >= Self.minutes }

    /// Adds a minute.
    ///
    /// - Parameters:
    ///   - isFirm: Whether about five requests are above the percentile.
    ///   - past: The ratios of the earlier minutes. Those of a beginning change are among them; they are few.
    mutating func add(_ ratio: Double, isFirm: Bool, tolerated: Double, past: RatioHistogram) {
        let isFar = isFirm && ratio > Self.times * tolerated && isFar(ratio, past)
        beyond = isFar ? beyond + 1 : 0
    }

    private func isFar(_ ratio: Double, _ past: RatioHistogram) -> Bool {
        guard past.total >= Self.known, let median = past.quantile(0.5), let high = past.quantile(0.84) else {
            return false
        }
        let deviation = max(log(high / median), RatioHistogram.width)
        return log(ratio / median) > Self.deviations * deviation
    }
}
