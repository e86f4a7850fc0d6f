/// What the judge by evidence tolerates, and how sure it has to be.
package struct JudgeSettings: Sendable, Equatable, Codable {
    /// The chance, for a service over all of its looks, of calling a new side `worse` that is not; split evenly over
    /// the metrics tested. The same holds for a wrong `pass`.
    package var alpha: Double
    /// Times the old side's error rate that new may have.
    package var toleratedRatio: Double
    /// Times the old side's error rate that new must be shown to stay below for a `pass`.
    package var margin: Double
    /// Times the old side's latency that new may take in the same minute.
    package var latencyRatio: Double
    /// The ratio of error rates for which the time to a verdict is told: a doubling.
    package var ratioToFind: Double
    /// Percent of new's requests that may fail where errors are too few for a ratio: `pass` when the rate is shown to
    /// be below it.
    package var errorPercent: Double
    /// The absolute limits that make new `worse` by themselves; `nil` where only the comparison judges.
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

    /// Why nothing can be judged by these settings, in words; `nil` when they make sense.
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
