/// How much more the errors of a side vary from minute to minute than independent errors would: variance over mean.
///
/// Errors come in bursts: a task that dies fails five requests, and five errors with one cause are one piece of
/// evidence. The factor is 1 for independent errors; evidence is raised to the power of 1 ÷ factor. It is estimated
/// from past minutes only, and from the differences between neighbouring minutes of one side. So neither a real
/// difference of the sides nor a slow drift counts as a burst.
///
/// With y and y′ the errors of two minutes and q the ratio of their requests, (y − q·y′)² has the expectation φ·(y +
/// q²·y′). Pairs up to three minutes apart are summed on both sides. While the sum is within two of its standard errors
/// of 1, the factor is 1. Beyond that, it is 1.5 times the estimate, because an estimate from few bursts is too low.
package struct OverDispersion: Sendable, Codable {
    private struct Seen: Codable {
        var errors = Sides(old: 0.0, new: 0.0)
        var requests = Sides(old: 0.0, new: 0.0)
    }

    private var first = Seen()
    private var second = Seen()
    private var third = Seen()
    /// How many of the three preceding minutes are known.
    private var known = 0
    private var squares = 0.0
    private var expected = 0.0
    private var variance = 0.0
    private var minutes = 0.0
    /// Minutes with errors. The first few say little about bursts, so their evidence is reduced.
    private(set) var minutesWithErrors = 0
    /// The factor by all minutes so far, at least 1.
    package private(set) var estimate = 1.0

    package init() {}

    /// The usual maximum of bursts. A higher factor comes from an incident.
    static let mostOfBursts = 30.0

    /// What a restarted test uses: an incident does not show how errors usually come.
    var carriedOn: OverDispersion { estimate > Self.mostOfBursts ? OverDispersion() : self }

    /// The least tempering of the first four minutes with errors.
    private static let caution = [14.0, 12, 10, 5]
    private static let standardErrors = 2.0
    private static let surcharge = 1.5
    private static let steepness = 5.0
    /// The variance of one squared difference of Poisson counts over the square of its expectation, and what neighbours
    /// share.
    private static let spread = 1.4
    /// The weight of "independent" before any observation, in errors and in minutes.
    private static let priorErrors = 0.5
    private static let priorMinutes = 0.3

    /// The factor for the evidence of the minute with errors that has this number, counted from 1.
    func factor(atMinuteWithErrors count: Int) -> Double {
        let index = count - 1
        guard Self.caution.indices.contains(index) else { return estimate }
        return max(estimate, Self.caution[index])
    }

    /// Adds a minute. Read the factor that tempers this minute before.
    mutating func add(requests: Sides<Double>, errors: Sides<Double>) {
        let lags = Double(known)
        if errors.old > 0 || errors.new > 0 { minutesWithErrors += 1 }
        if known > 0 {
            minutes += 1
            var isChanged = add(requests, errors, since: first, lags)
            if known > 1 { isChanged = add(requests, errors, since: second, lags) || isChanged }
            if known > 2 { isChanged = add(requests, errors, since: third, lags) || isChanged }
            if isChanged { renew() }
        }
        (third, second) = (second, first)
        first = Seen(errors: errors, requests: requests)
        if known < 3 { known += 1 }
    }

    /// Forgets the neighbours, because the next minute does not follow the last one.
    mutating func breakOff() { known = 0 }

    private mutating func add(
        _ requests: Sides<Double>, _ errors: Sides<Double>, since past: Seen, _ lags: Double
    ) -> Bool {
        let old = add(requests.old, errors.old, past.requests.old, past.errors.old, lags)
        let new = add(requests.new, errors.new, past.requests.new, past.errors.new, lags)
        return old || new
    }

    private mutating func add(
        _ requests: Double, _ errors: Double, _ pastRequests: Double, _ pastErrors: Double, _ lags: Double
    ) -> Bool {
        // A side whose traffic has just changed fivefold says nothing about bursts.
        guard errors > 0 || pastErrors > 0, requests > 0, pastRequests > 0 else { return false }
        let ratio = requests / pastRequests
        guard ratio > 0.2, ratio < 5 else { return false }
        let difference = errors - ratio * pastErrors
        let sum = errors + ratio * ratio * pastErrors
        squares += difference * difference / lags
        expected += sum / lags
        variance += Self.spread * sum * sum / lags
        return true
    }

    private mutating func renew() {
        let prior = Self.priorErrors + Self.priorMinutes * expected / minutes
        let ratio = (squares + prior) / (expected + prior)
        let zone = 1 + Self.standardErrors * variance.squareRoot() / (expected + prior)
        guard ratio > zone else {
            estimate = 1
            return
        }
        estimate = max(1, min(ratio * Self.surcharge, 1 + (ratio - zone) * Self.steepness))
    }
}
