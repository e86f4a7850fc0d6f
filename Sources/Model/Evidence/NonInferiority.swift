import Glibc

extension ErrorEvidence {
    /// The e-value against "new fails at least as often as the margin allows": evidence for a `pass`.
    ///
    /// The same likelihood in the other direction, mixed over ratios below the margin, with the same tempering.
    package var passValue: Double {
        exp(min(logSum(better, over: tempering, weights: grid.betterWeights), 690))
    }

    /// Whether the evidence for a `pass` reaches `bar`. Cheaper than the value itself where it is far below.
    package func passReaches(_ bar: Double) -> Bool {
        var top = -Double.infinity
        for sum in better { top = max(top, sum) }
        return exp(min(top / tempering, 690)) >= bar && passValue >= bar
    }
}

/// Anytime-valid evidence that new's error rate is below a limit, for when errors are too few to compare the sides.
///
/// The likelihood ratio of lower rates against the limit, mixed over a few of them. After n requests without an error
/// it is about exp(n × limit): the anytime-valid form of the rule of three.
package struct RateBound: Sendable, Codable {
    /// The limit as a fraction of requests, above 0 and below 1.
    let limit: Double
    private let rates: [Double]
    private static let fractions = [0.0, 0.05, 0.2, 0.5]
    private static let weights = [0.5, 0.2, 0.2, 0.1]
    /// Up to this number of errors on old there are too few for a ratio.
    private static let few = 10.0
    /// So many times what old's rate and its standard error make one expect is no matter of chance.
    private static let wild = 3.0
    private static let stray = 2.0
    /// The least and the greatest tempering. So few errors say almost nothing about bursts. A single incident would
    /// otherwise prevent a pass for days, however low the rate has become.
    private static let caution = 3.0
    private static let most = 15.0

    init(limit: Double) {
        self.limit = limit
        rates = Self.fractions.map { $0 * limit }
    }

    /// The e-value against "new's rate is at the limit or above". It is 0 where old has enough errors to compare the
    /// sides and new has more by them, by more than one error: so an error on old does not take back an earned pass.
    /// It is 0, too, where old has few errors and new wildly more: those are enough for a ratio.
    func value(of evidence: ErrorEvidence) -> Double {
        let (all, failed) = (evidence.requests.new, evidence.errors.new)
        let ofOld = evidence.requests.old > 0 ? evidence.errors.old / evidence.requests.old : 0
        guard evidence.errors.old <= Self.few || failed - 1 <= ofOld * all, all >= failed else { return 0 }
        let expected = (evidence.errors.old + 1) / max(1, evidence.requests.old) * all
        // The errors of one burst are one.
        let bursts = failed / max(1, min(evidence.overDispersion.estimate, Self.most))
        guard bursts <= Self.wild * (expected + expected.squareRoot()) + Self.stray else { return 0 }
        let tempering = max(Self.caution, min(evidence.overDispersion.estimate, Self.most))
        let logs = rates.map { rate in
            let ofErrors = failed > 0 ? failed * log(rate / limit) : 0
            return (ofErrors + (all - failed) * (log1p(-rate) - log1p(-limit))) / tempering
        }
        return exp(min(logSum(logs, weights: Self.weights), 690))
    }

    /// Minutes from now until the value reaches `bar` if new's errors continue at their rate; `nil` where it would not.
    func minutesLeft(of evidence: ErrorEvidence, bar: Double) -> Double? {
        let (value, minutes) = (value(of: evidence), Double(evidence.minutes))
        guard value > 0, minutes > 0 else { return nil }
        let gain = log(value) / minutes
        return gain > 0 ? max(1, (log(bar) - log(value)) / gain) : nil
    }
}
