import Glibc

/// Anytime-valid evidence from counted errors that new fails more often than the tolerated ratio allows.
///
/// Given that an error happened, on which side did it land? If new's rate is r times old's, an error of a minute with n
/// requests on old and n′ on new lands on new with the probability r·n′ ÷ (r·n′ + n). So the errors of a minute, given
/// how many they are, have a likelihood ratio of r against the tolerated r₀; mixed over a prior on r and multiplied over
/// the minutes it is an e-process, which under any r ≤ r₀ ever reaches 1/α with the probability α at most, however often
/// one looks (Ville's inequality). A minute without errors contributes a factor of 1 and costs nothing.
///
/// Three things temper it. The exponent 1 ÷ over-dispersion, because errors of one burst are one piece of evidence;
/// whatever the exponent (≤ 1), the error of independent counts is kept, since x^s ≤ 1 + x. A bound on what one minute
/// may say. And a small part of the stake that waits: it is laid down bit by bit on every later minute, so that what
/// begins after hours of calm is found without waiting until the calm is outweighed.
package struct ErrorEvidence: Sendable, Codable {
    let grid: RatioGrid
    /// How much errors come in bursts, by the minutes so far.
    package private(set) var overDispersion: OverDispersion
    /// Logarithm of the likelihood at the grid's points, up to a constant.
    @RunLengthCoded private(set) var likelihood: [Double]
    /// The same against the tolerated ratio and against the margin, what one minute says being bounded.
    @RunLengthCoded private var worse: [Double]
    @RunLengthCoded private(set) var better: [Double]
    /// The stakes that were laid down after the first minute, as they have grown or melted.
    @RunLengthCoded private var late: [Double]
    private var waiting = 1 - Self.stake
    /// What the last minute with errors was tempered with, all that came before included.
    package private(set) var tempering = 1.0
    /// Sums over the minutes taken in.
    package private(set) var requests = Sides(old: 0.0, new: 0.0)
    package private(set) var errors = Sides(old: 0.0, new: 0.0)
    /// Minutes taken in.
    package private(set) var minutes = 0
    /// Mantel and Haenszel's sums: the ratio pooled over minutes of different splits.
    private var pooled = Sides(old: 0.0, new: 0.0)
    @RunLengthCoded private var terms: [Double]

    /// What is staked on an effect that is there from the first minute on.
    private static let stake = 0.985
    /// Minutes with errors over which the stake that waits begins to thin out.
    private static let patience = 60.0
    /// The most that one minute's logarithm may add, before tempering and times the over-dispersion.
    private static let mostOfMinute = 5.0
    private static let mostOfLateMinute = 4.0
    private static let ceiling = 1e200
    /// The most that the logarithm of the evidence may come to.
    private static let most = 100.0

    /// - Parameter overDispersion: As the epoch before it has learned it; a new one knows nothing of bursts yet.
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

    /// Whether what was read back is one of these.
    var hasValidShape: Bool {
        likelihood.count == grid.points.count && terms.count == grid.points.count && worse.count == grid.worse.count
            && late.count == grid.worse.count && better.count == grid.better.count
    }

    /// Takes in a minute of finite counts.
    package mutating func add(requests: Sides<Double>, errors: Sides<Double>) {
        minutes += 1
        self.requests.old += requests.old
        self.requests.new += requests.new
        self.errors.old += errors.old
        self.errors.new += errors.new
        // What a load balancer refused by itself is no request to it, and yet was exposed to failing.
        let exposed = Sides(old: max(requests.old, errors.old), new: max(requests.new, errors.new))
        if errors.old + errors.new > 0, exposed.old > 0, exposed.new > 0 { weigh(exposed, errors) }
        overDispersion.add(requests: exposed, errors: errors)
    }

    /// The next minute does not follow the last one: some are missing between.
    package mutating func breakOff() { overDispersion.breakOff() }

    private mutating func weigh(_ exposed: Sides<Double>, _ errors: Sides<Double>) {
        let dispersion = overDispersion.estimate
        tempering = overDispersion.factor(atMinuteWithErrors: overDispersion.minutesWithErrors + 1)
        let all = errors.old + errors.new
        pooled.new += errors.new * exposed.old / (exposed.old + exposed.new)
        pooled.old += errors.old * exposed.new / (exposed.old + exposed.new)
        for index in terms.indices {
            let term = errors.new * grid.logs[index] - all * log(grid.points[index] * exposed.new + exposed.old)
            terms[index] = term
            likelihood[index] += term
        }
        let bound = Self.mostOfMinute * dispersion
        let tolerated = terms[grid.toleratedIndex]
        let laidDown = waiting * 0.5 / (Double(overDispersion.minutesWithErrors + 1) + Self.patience)
        // Before bursts could be told from an effect a late stake would only be an early one in disguise.
        let isLate = overDispersion.minutesWithErrors >= 5
        if isLate { waiting -= laidDown }
        for index in worse.indices {
            let gain = terms[grid.worseIndices[index]] - tolerated
            // Without a ceiling a long incident would never be outweighed; capping evidence only lowers it.
            worse[index] = min(worse[index] + min(gain, bound), Self.most * tempering)
            guard isLate else { continue }
            let stake = late[index] + laidDown * grid.worseWeights[index]
            late[index] = min(stake * exp(min(gain / tempering, Self.mostOfLateMinute)), Self.ceiling)
        }
        let margin = terms[grid.marginIndex]
        for index in better.indices {
            let gain = min(terms[grid.betterIndices[index]] - margin, bound)
            better[index] = min(better[index] + gain, Self.most * tempering)
        }
    }

    /// The e-value against "new fails at most the tolerated ratio times as often as old"; at least 0, at most 1e300.
    package var value: Double {
        var sum = waiting
        for index in worse.indices {
            sum += Self.stake * grid.worseWeights[index] * exp(min(worse[index] / tempering, 600)) + late[index]
        }
        return min(sum, 1e300)
    }

    /// Whether the e-value reaches `bar`; cheaper than computing it where it is far below.
    package func reaches(_ bar: Double) -> Bool {
        var top = 0.0
        for index in worse.indices { top = max(top, worse[index]) }
        var lateSum = waiting
        for stake in late { lateSum += stake }
        if lateSum + exp(min(top / tempering, 600)) < bar { return false }
        return value >= bar
    }

    /// New's error rate over old's, pooled over the minutes after Mantel and Haenszel; `nil` without errors on old.
    package var ratio: Double? { pooled.old > 0 ? pooled.new / pooled.old : nil }
}
