import Glibc

extension ErrorEvidence {
    /// The e-value against "new fails at least as often as the margin allows": evidence for a `pass`.
    ///
    /// The same likelihood in the other direction, mixed over ratios below the margin; tempered alike.
    package var passValue: Double {
        exp(min(logSum(better, over: tempering, weights: grid.betterWeights), 690))
    }

    /// Whether the evidence for a `pass` reaches `bar`; cheaper than computing it where it is far below.
    package func passReaches(_ bar: Double) -> Bool {
        var top = -Double.infinity
        for sum in better { top = max(top, sum) }
        return exp(min(top / tempering, 690)) >= bar && passValue >= bar
    }
}

/// Anytime-valid evidence that new's error rate is below a limit, for when errors are too few to compare the sides.
///
/// The likelihood ratio of lower rates against the limit itself, mixed over a few of them. After n requests without any
/// error it is about exp(n × limit): the anytime-valid form of the rule of three.
package struct RateBound: Sendable {
    /// The limit as a share of requests, above 0 and below 1.
    let limit: Double
    private let rates: [Double]
    private static let fractions = [0.0, 0.05, 0.2, 0.5]
    private static let weights = [0.5, 0.2, 0.2, 0.1]
    /// Errors on both sides together up to which they are "few".
    private static let few = 10.0
    /// What the evidence is tempered with at least: so few errors say next to nothing about bursts.
    private static let caution = 3.0

    init(limit: Double) {
        self.limit = limit
        rates = Self.fractions.map { $0 * limit }
    }

    /// The e-value against "new's rate is at the limit or above"; 0 where there are errors enough to compare the sides.
    func value(of evidence: ErrorEvidence) -> Double {
        let (all, failed) = (evidence.requests.new, evidence.errors.new)
        guard failed + evidence.errors.old <= Self.few, all >= failed else { return 0 }
        let tempering = max(Self.caution, evidence.overDispersion.estimate)
        let logs = rates.map { rate in
            let ofErrors = failed > 0 ? failed * log(rate / limit) : 0
            return (ofErrors + (all - failed) * (log1p(-rate) - log1p(-limit))) / tempering
        }
        return exp(min(logSum(logs, weights: Self.weights), 690))
    }
}
