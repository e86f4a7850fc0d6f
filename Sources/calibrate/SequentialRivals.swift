import Glibc

/// Netflix's sequential test of counts: does each failure come from new as often as the traffic's split says?
///
/// With k of n failures on new and new's part q of the traffic, a uniform prior on new's part of the failures gives the
/// Bayes factor B(k + 1, n − k + 1) ÷ (qᵏ (1 − q)ⁿ⁻ᵏ), B the beta function. Under the split it ever reaches 1/α with a
/// probability of at most α, if failures come by themselves. It asks whether the parts differ at all: `worse` is said where new's is the
/// larger one.
///
/// Source: Lindon and Malek, “Anytime-Valid Inference for Multinomial Count Data”, 2022, arXiv 2011.03567, for two
/// outcomes and the prior Dirichlet(1, 1).
struct MultinomialTest {
    private var failures = (old: 0.0, new: 0.0)
    private var requests = (old: 0.0, new: 0.0)
    /// The chance of ever being wrong.
    static let alpha = 0.01

    mutating func isWorse(_ minute: Counted) -> Bool {
        failures.old += minute.oldErrors
        failures.new += minute.newErrors
        requests.old += minute.old
        requests.new += minute.new
        let (old, new) = (failures.old, failures.new)
        let part = requests.new / (requests.old + requests.new)
        guard new > part * (old + new) else { return false }
        let beta = lgamma(new + 1) + lgamma(old + 1) - lgamma(old + new + 2)
        return beta - new * log(part) - old * log(1 - part) >= -log(Self.alpha)
    }
}

/// GAVI, as Spotify uses it: a confidence sequence of the difference of two error rates, narrowest at a number of
/// requests that is chosen before.
///
/// With the difference d of the rates, its variance v, t requests and ρ² = (−2 ln 2α + ln(−2 ln 2α + 1)) ÷ t₀, the lower
/// bound is d − √(v · 2 (tρ² + 1) ÷ (tρ²) · ln(1 + √(tρ² + 1) ÷ (2α))). It holds at all t together with a probability of
/// about 1 − α for many requests that fail by themselves. `worse` is said where it is above zero.
///
/// Source: Howard, Ramdas, McAuliffe and Sekhon, “Time-uniform, nonparametric, nonasymptotic confidence sequences”,
/// Annals of Statistics 2021 (the normal mixture); Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, “Time-uniform central
/// limit theory and asymptotic confidence sequences”, 2024, arXiv 2103.06476 (the one-sided bound with estimated
/// variance, and ρ).
struct GAVITest {
    private var sum = Counted(old: 0, new: 0, oldErrors: 0, newErrors: 0)
    /// The chance of ever being wrong.
    static let alpha = 0.01
    /// It is narrowest after so many minutes.
    static let tunedTo = 60.0
    private var minutes = 0.0

    mutating func isWorse(_ minute: Counted) -> Bool {
        minutes += 1
        sum.old += minute.old
        sum.new += minute.new
        sum.oldErrors += minute.oldErrors
        sum.newErrors += minute.newErrors
        let (old, new) = (sum.oldErrors / sum.old, sum.newErrors / sum.new)
        let variance = old * (1 - old) / sum.old + new * (1 - new) / sum.new
        let spent = -2 * log(2 * Self.alpha)
        // tρ²: requests come at one pace here, so that minutes stand for them.
        let time = minutes / Self.tunedTo * (spent + log(spent + 1))
        let width = 2 * (time + 1) / time * log(1 + (time + 1).squareRoot() / (2 * Self.alpha))
        return variance > 0 && new - old > (variance * width).squareRoot()
    }
}
