import Glibc

/// Anytime-valid evidence from error counts that new fails more often than the tolerated ratio allows.
///
/// Given that an error happened: on which side? If new's rate is r times old's, an error of a minute with n requests on
/// old and n′ on new is on new with the probability r·n′ ÷ (r·n′ + n). So, given their number, the errors of a minute
/// have a likelihood ratio of r against the tolerated r₀. Mixed over a prior on r and multiplied over the minutes, this
/// is an e-process: under any r ≤ r₀ it ever reaches 1/α with a probability of at most α, at any number of readings
/// (Ville's inequality). A minute without errors contributes a factor of 1.
///
/// Three things temper it:
/// - The exponent 1 ÷ over-dispersion: the errors of one burst are one piece of evidence. Any exponent ≤ 1 keeps the
///   error probability for independent counts, since x^s ≤ 1 + x.
/// - A bound on what one minute can contribute.
///
/// An effect may begin in any minute. So every minute with errors begins a likelihood of its own with a stake of its
/// own, and the evidence is the sum of all of them: calm hours outweigh nothing that comes after them (an e-detector,
/// after Shiryaev and Roberts). The stakes add up to ``stakes`` at most, in epochs of any length. That is what Ville's
/// inequality gives: under any r ≤ r₀ the sum ever reaches 1/α with a probability of at most ``stakes`` × α. Sides that
/// are alike are called worse in less than α of 2,000 minutes; see the tables of Calibration.
package struct ErrorEvidence: Sendable, Codable {
    let grid: RatioGrid
    /// How much errors come in bursts, by the minutes so far.
    package private(set) var overDispersion: OverDispersion
    /// Logarithm of the likelihood at the points of the grid, up to a constant.
    @RunLengthCoded private(set) var likelihood: [Double]
    /// The same against the tolerated ratio and against the margin, with the bound on one minute.
    @RunLengthCoded private var worse: [Double]
    @RunLengthCoded private(set) var better: [Double]
    /// The stakes that were placed after the first minute, as they have grown or shrunk.
    @RunLengthCoded private var late: [Double]
    /// What the last minutes alone say of new.
    private(set) var recent = RecentErrors()
    /// The tempering of the last minute with errors, including everything before.
    package private(set) var tempering = 1.0
    /// Sums over all added minutes.
    package private(set) var requests = Sides(old: 0.0, new: 0.0)
    package private(set) var errors = Sides(old: 0.0, new: 0.0)
    /// The number of added minutes.
    package private(set) var minutes = 0
    /// The sums of Mantel and Haenszel: the ratio pooled over minutes with different splits.
    private var pooled = Sides(old: 0.0, new: 0.0)
    @RunLengthCoded private var terms: [Double]

    /// The stake on an effect that exists from the first minute.
    static let stake = 0.4
    /// The stake on an effect that begins in a later minute with errors, and the number of those minutes after which it
    /// falls with the square of their number.
    private static let lateStake = 0.015
    private static let plateau = 120.0
    /// What all stakes of an epoch add up to at most.
    package static let stakes = stake + 2 * lateStake * plateau
    /// The most that one minute may add to the evidence's logarithm.
    private static let mostOfMinute = 4.0
    private static let mostOfLateMinute = 5.0
    private static let mostOfLateGrowth = exp(mostOfLateMinute)
    private static let mostFactors = 12.0
    private static let ceiling = 1e200
    /// The maximum of the evidence's logarithm.
    private static let most = 100.0

    /// - Parameter overDispersion: What the last epoch has learned of it; the default knows nothing of bursts yet.
    package init(settings: JudgeSettings, overDispersion: OverDispersion = OverDispersion()) {
        grid = .made(tolerated: settings.toleratedRatio, margin: settings.margin)
        likelihood = Array(repeating: 0, count: grid.points.count)
        terms = Array(repeating: 0, count: grid.points.count)
        worse = Array(repeating: 0, count: grid.worse.count)
        late = Array(repeating: 0, count: grid.worse.count)
        better = Array(repeating: 0, count: grid.better.count)
        self.overDispersion = overDispersion
        self.overDispersion.breakOff()
    }

    /// The evidence of the epoch that follows, which begins anew but for what was learned of bursts.
    ///
    /// - Parameter keepsLate: Whether what was staked lately goes on. An effect that begins just before a step is found
    ///   as if there had been none, and newer minutes may outweigh it.
    func next(_ settings: JudgeSettings, keepsLate: Bool) -> ErrorEvidence {
        var next = ErrorEvidence(settings: settings, overDispersion: overDispersion.carriedOn)
        next.recent = recent
        if keepsLate { next.late = late } else { next.recent.forgetNew() }
        return next
    }

    /// Whether the decoded arrays have the right lengths.
    var hasValidShape: Bool {
        likelihood.count == grid.points.count && terms.count == grid.points.count && worse.count == grid.worse.count
            && late.count == grid.worse.count && better.count == grid.better.count && recent.hasValidShape
    }

    /// Adds a minute of finite counts.
    package mutating func add(requests: Sides<Double>, errors: Sides<Double>) {
        minutes += 1
        self.requests.old += requests.old
        self.requests.new += requests.new
        self.errors.old += errors.old
        self.errors.new += errors.new
        // A request that the load balancer rejected itself is not counted as a request, and still could fail.
        let exposed = Sides(old: max(requests.old, errors.old), new: max(requests.new, errors.new))
        if errors.old + errors.new > 0, exposed.old > 0, exposed.new > 0 { weigh(exposed, errors) }
        recent.add(exposed, errors, ofOld: self.errors.old / max(1, self.requests.old))
        overDispersion.add(requests: exposed, errors: errors)
    }

    /// The next minute does not follow the last one, because minutes between them are missing.
    package mutating func breakOff() { overDispersion.breakOff() }

    private mutating func weigh(_ exposed: Sides<Double>, _ errors: Sides<Double>) {
        let number = overDispersion.minutesWithErrors + 1
        tempering = overDispersion.factor(atMinuteWithErrors: number)
        let all = errors.old + errors.new
        pooled.new += errors.new * exposed.old / (exposed.old + exposed.new)
        pooled.old += errors.old * exposed.new / (exposed.old + exposed.new)
        for index in terms.indices {
            let term = errors.new * grid.logs[index] - all * log(grid.points[index] * exposed.new + exposed.old)
            terms[index] = term
            likelihood[index] += term
        }
        let bound = Self.mostOfMinute * tempering
        let tolerated = terms[grid.toleratedIndex]
        for index in worse.indices {
            let gain = terms[grid.worseIndices[index]] - tolerated
            // Without a ceiling, a long incident would never be outweighed. A ceiling only lowers the evidence.
            worse[index] = min(worse[index] + min(gain, bound), Self.most * tempering)
        }
        // Until bursts can be told from an effect, a late stake would only repeat the early one.
        if number > 5 { stakeLate(exposed, errors, tolerated, number) }
        let margin = terms[grid.marginIndex]
        for index in better.indices {
            let gain = min(terms[grid.betterIndices[index]] - margin, bound)
            better[index] = min(better[index] + gain, Self.most * tempering)
        }
    }

    /// Lays down the stakes of a minute, and lets all of them grow or shrink with it.
    private mutating func stakeLate(
        _ exposed: Sides<Double>, _ errors: Sides<Double>, _ tolerated: Double, _ number: Int
    ) {
        let thinned = min(1, Self.plateau / Double(number))
        let laidDown = Self.lateStake * thinned * thinned
        let all = errors.old + errors.new
        // Few errors that come by themselves are the usual case. Then the likelihood ratio is a product of few factors,
        // which is quicker than an exponential.
        let isPlain =
            tempering == 1 && all <= Self.mostFactors && all == all.rounded() && errors.new == errors.new.rounded()
        let (count, countOfNew) = isPlain ? (Int(all), Int(errors.new)) : (0, 0)
        let underTolerated = grid.tolerated * exposed.new + exposed.old
        for index in late.indices {
            var growth: Double
            if isPlain {
                let ratio = grid.worse[index]
                let odds = underTolerated / (ratio * exposed.new + exposed.old)
                growth = 1
                for _ in 0..<count { growth *= odds }
                for _ in 0..<countOfNew { growth *= ratio / grid.tolerated }
                growth = min(growth, Self.mostOfLateGrowth)
            } else {
                growth = exp(min((terms[grid.worseIndices[index]] - tolerated) / tempering, Self.mostOfLateMinute))
            }
            late[index] = min((late[index] + laidDown * grid.worseWeights[index]) * growth, Self.ceiling)
        }
    }

    /// The e-value against "new fails at most the tolerated ratio times as often as old"; from 0 to 1e300.
    package var value: Double {
        var sum = 0.0
        for index in worse.indices {
            let power = min(worse[index] / tempering, 600)
            sum += late[index]
            // Below that it is 0 in a Double, and takes long.
            if power > -700 { sum += Self.stake * grid.worseWeights[index] * exp(power) }
        }
        return min(sum, 1e300)
    }

    /// What the e-value is at most: cheaper than the value itself, and far below any bar in most minutes.
    var mostEvidence: Double {
        var top = 0.0
        for sum in worse where sum > top { top = sum }
        var sum = 0.0
        for stake in late { sum += stake }
        // The weights add up to 1; a hair more is for rounding.
        return sum + 1.000_001 * Self.stake * exp(min(top / tempering, 600))
    }

    /// New's error rate over old's, pooled over the minutes after Mantel and Haenszel; `nil` without errors on old.
    package var ratio: Double? { pooled.old > 0 ? pooled.new / pooled.old : nil }
}
