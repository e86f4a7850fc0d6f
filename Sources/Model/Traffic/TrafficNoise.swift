import Glibc

/// How much the counted share of a constant split varies from minute to minute, learned from the minutes.
///
/// Requests are not independent: a resolver sends all its clients to the same side until its answer expires, and the
/// next minute may use the same answers. So the variance between minutes is estimated as a multiple of p(1 − p), and
/// increased by the correlation of neighbouring minutes. A χ² test on requests would call nearly every minute of a few
/// large resolvers a deviation.
struct TrafficNoise {
    /// The variance of one minute's share ÷ p(1 − p): one divided by the number of DNS answers that a minute uses.
    private let spread: Double
    /// The degrees of freedom of the variance: its minutes, less those that their trends use.
    private let freedom: Double
    /// The factor by which correlation widens the variance of a mean.
    private let likeness: Double

    /// The prior: 20 answers per minute, with the weight of two minutes.
    private static let belief = (spread: 0.05, freedom: 2.0)
    /// Of each segment: the minutes nearest to the change of weights and to now.
    private static let most = 30

    /// - Parameters:
    /// - segments: The minutes of one constant split each. A trend within one does not count as noise.
    /// - ttl: Seconds for which an answer is cached. Minutes with the same answer count as one.
    init(_ segments: [ArraySlice<Sides<Double>>], ttl: Double) {
        let together = max(1, ttl / 60)
        var squares = 0.0
        var neighbours = 0.0
        var freedom = 0.0
        for segment in segments {
            let minutes = segment.suffix(Self.most)
            let share = Self.share(of: minutes)
            let chance = share * (1 - share)
            // A side without traffic says nothing about the variation.
            let requests = minutes.reduce(0) { $0 + $1.old + $1.new }
            guard minutes.count >= 4, chance * requests >= Double(minutes.count) else { continue }
            let rests = Self.rests(minutes.map { $0.new / max($0.old + $0.new, 1) })
            squares += rests.reduce(0) { $0 + $1 * $1 } / chance
            neighbours += zip(rests, rests.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / chance
            freedom += Double(minutes.count - 2)
        }
        let belief = Self.belief
        self.freedom = freedom / together
        spread = (squares / together + belief.freedom * belief.spread) / (self.freedom + belief.freedom)
        var alike = squares > 0 ? neighbours / squares : 0
        // A correlation from few minutes is estimated too low (Kendall's correction).
        alike = (alike + (1 + 3 * alike) / (max(freedom, 1) + 4)).clamped(to: 0...0.9)
        likeness = max(together, (1 + alike) / (1 - alike))
    }

    /// The number of standard errors that means a difference: Student's quantiles for several hundred readings per
    /// night.
    var caution: Double { 4 + 12 / max(freedom, 1) }

    /// The standard error of the mean share (0–1) over some minutes, when `share` is the true one.
    func error(over minutes: ArraySlice<Sides<Double>>, share: Double) -> Double {
        guard !minutes.isEmpty else { return .infinity }
        let counted = Self.share(of: minutes)
        let requests = minutes.reduce(0) { $0 + $1.old + $1.new }
        let count = Double(minutes.count)
        let between = max(share * (1 - share), counted * (1 - counted)) * spread * min(likeness, count) / count
        return max(between, share * (1 - share) / max(requests, 1)).squareRoot()
    }

    /// New's part of all requests in some minutes, from 0 to 1.
    static func share(of minutes: ArraySlice<Sides<Double>>) -> Double {
        let new = minutes.reduce(0) { $0 + $1.new }
        return new / max(minutes.reduce(0) { $0 + $1.old + $1.new }, 1)
    }

    /// The residuals of values from the straight line through them.
    private static func rests(_ values: [Double]) -> [Double] {
        let count = Double(values.count)
        let middle = (count - 1) / 2
        let mean = values.reduce(0, +) / count
        var slope = 0.0
        var width = 0.0
        for (index, value) in values.enumerated() {
            slope += (Double(index) - middle) * (value - mean)
            width += (Double(index) - middle) * (Double(index) - middle)
        }
        return values.enumerated().map { $1 - mean - slope / width * (Double($0) - middle) }
    }
}
