/// What the judge by evidence tolerates, and how sure it must be.
package struct JudgeSettings: Sendable, Equatable, Codable {
    /// The probability of calling a new side `worse` that is not, for one service over all readings. It is split evenly
    /// over the tested metrics. The same holds for a wrong `pass`.
    package var alpha: Double
    /// The tolerated error rate of new, as a multiple of old's.
    package var toleratedRatio: Double
    /// For a `pass`, new's error rate must be proved to be below this multiple of old's.
    package var margin: Double
    /// The tolerated latency of new, as a multiple of old's in the same minute.
    package var latencyRatio: Double
    /// The ratio of error rates whose time to proof is shown: 2, a doubling.
    package var ratioToFind: Double
    /// Percent of new's requests that may fail where errors are too few for a ratio: `pass` when the rate is proved to
    /// be below it.
    package var errorPercent: Double
    /// The absolute limits that make new `worse`; `nil` where only the comparison decides.
    package var limits: Limits?

    package init(
        alpha: Double = 0.01, toleratedRatio: Double = 1.1, margin: Double = 2, latencyRatio: Double = 1.2,
        ratioToFind: Double = 2, errorPercent: Double = 1, limits: Limits? = nil
    ) {
        self.alpha = alpha
        self.toleratedRatio = toleratedRatio
        self.margin = margin
        self.latencyRatio = latencyRatio
        self.ratioToFind = ratioToFind
        self.errorPercent = errorPercent
        self.limits = limits
    }

    /// Why these settings are invalid, in words; `nil` when they are valid.
    package var problem: String? {
        if !(alpha >= 1e-9 && alpha <= 0.5) { return "alpha must be at least 1e-9 and at most 0.5, not \(alpha)" }
        if !(toleratedRatio >= 1 && toleratedRatio <= 10) {
            return "the tolerated ratio of errors must be from 1 to 10, not \(toleratedRatio)"
        }
        if !(margin > toleratedRatio && margin <= 100) {
            return "the margin must be above the tolerated ratio \(toleratedRatio) and at most 100, not \(margin)"
        }
        if !(latencyRatio >= 1 && latencyRatio <= 10) {
            return "the tolerated ratio of latencies must be from 1 to 10, not \(latencyRatio)"
        }
        if !(ratioToFind > toleratedRatio && ratioToFind <= 100) {
            return "the ratio to find must be above the tolerated ratio \(toleratedRatio), not \(ratioToFind)"
        }
        if !(errorPercent > 0 && errorPercent < 100) {
            return "the error limit must be above 0 and below 100 percent, not \(errorPercent)"
        }
        return nil
    }
}
