import Glibc

/// Where the ratio of new's error rate to old's may be, valid at any moment of reading.
package struct RatioInterval: Sendable, Equatable {
    /// `nil` where the data set no bound to that side.
    package var low: Double?
    /// The best single number; `nil` where old had no error to compare with.
    package var estimate: Double?
    package var high: Double?

    package init(low: Double?, estimate: Double?, high: Double?) {
        self.low = low
        self.estimate = estimate
        self.high = high
    }

    /// `×2.4 (1.6 … 3.9)`.
    package var words: String {
        func number(_ value: Double) -> String { NumberWords.decimal(value, value < 9.95 ? 1 : 0) }
        let estimate = self.estimate.map { "×\(number($0))" } ?? "×?"
        guard low != nil || high != nil else { return estimate }
        return "\(estimate) (\(low.map(number) ?? "0") … \(high.map(number) ?? "∞"))"
    }
}

extension ErrorEvidence {
    /// The confidence sequence of the ratio: every r with at least α times the likelihood of the mixture over all
    /// ratios.
    ///
    /// It contains the true ratio at all times together with the probability 1 − α. Between the points of the grid it
    /// approximates the logarithm of the likelihood by a parabola in log r.
    package func interval(alpha: Double) -> RatioInterval {
        guard errors.old + errors.new > 0 else { return RatioInterval(low: nil, estimate: nil, high: nil) }
        let bar = (logSum(likelihood, over: tempering, weights: grid.even) + log(alpha)) * tempering
        var best = 0
        for index in likelihood.indices where likelihood[index] > likelihood[best] { best = index }
        var (below, above) = (best, best)
        while below >= 0, likelihood[below] >= bar { below -= 1 }
        while above < likelihood.count, likelihood[above] >= bar { above += 1 }
        return RatioInterval(
            low: below >= 0 ? exp(crossing(below, below + 1, bar)) : nil, estimate: ratio,
            high: above < likelihood.count ? exp(crossing(above, above - 1, bar)) : nil)
    }

    /// Where the parabola through the points near `outside` and `inside` crosses the bar, as a logarithm.
    private func crossing(_ outside: Int, _ inside: Int, _ bar: Double) -> Double {
        let third = inside + (inside - outside)
        let (x0, x1) = (grid.logs[outside], grid.logs[inside])
        let (y0, y1) = (likelihood[outside] - bar, likelihood[inside] - bar)
        let line = (y1 - y0) / (x1 - x0)
        var x = x0 - y0 / line
        guard likelihood.indices.contains(third) else { return x }
        let (x2, y2) = (grid.logs[third], likelihood[third] - bar)
        let bend = ((y2 - y1) / (x2 - x1) - line) / (x2 - x0)
        // Newton's method from the chord's crossing: the parabola is concave and nearly straight there.
        for _ in 0..<4 {
            let value = y0 + line * (x - x0) + bend * (x - x0) * (x - x1)
            let slope = line + bend * (2 * x - x0 - x1)
            guard slope != 0 else { break }
            x -= value / slope
        }
        return x.clamped(to: min(x0, x1)...max(x0, x1))
    }
}
