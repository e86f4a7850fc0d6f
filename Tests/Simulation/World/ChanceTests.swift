import Testing

@testable import Simulation

/// Random streams: the same numbers from the same seed, other numbers under other names, and distributions with the
/// theoretical moments. All bounds are four standard errors.
@Suite struct ChanceTests {
    private func first(_ count: Int, of chance: Chance) -> [UInt64] {
        var chance = chance
        return (0..<count).map { _ in chance.next() }
    }

    /// Mean and variance of many draws.
    private func moments(_ count: Int, _ draw: () -> Double) -> (mean: Double, variance: Double) {
        var sum = 0.0
        var squares = 0.0
        for _ in 0..<count {
            let value = draw()
            sum += value
            squares += value * value
        }
        let mean = sum / Double(count)
        return (mean, squares / Double(count) - mean * mean)
    }

    @Test func `the same seed and names give the same numbers`() {
        #expect(first(100, of: Chance(seed: 7, "api", "new")) == first(100, of: Chance(seed: 7, "api", "new")))
    }

    @Test func `another seed or name gives others`() {
        let streams = [
            Chance(seed: 7, "api", "new"), Chance(seed: 8, "api", "new"), Chance(seed: 7, "api", "old"),
            Chance(seed: 7, "apin", "ew"), Chance(seed: 7, "apinew"), Chance(seed: 7), Chance(seed: 0),
        ]
        #expect(Set(streams.map { first(4, of: $0) }).count == streams.count)
    }

    @Test func `neighbouring seeds are independent`() {
        // The first numbers of 20,000 seeds: mean 1/2 with error sqrt(1/12/n), correlation of neighbours 0 with 1/sqrt(n).
        let count = 20_000
        let firsts = (0..<count).map { seed -> Double in
            var chance = Chance(seed: UInt64(seed), "api")
            return chance.uniform() - 0.5
        }
        let mean = firsts.reduce(0, +) / Double(count)
        let products = zip(firsts, firsts.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(mean) < 4 * (1.0 / 12 / Double(count)).squareRoot())
        #expect(abs(products / Double(count) * 12) < 4 / Double(count).squareRoot())
    }

    @Test func `uniform is even in every tenth`() {
        var chance = Chance(seed: 1, "uniform")
        var tenths = Array(repeating: 0, count: 10)
        let count = 100_000
        for _ in 0..<count { tenths[Int(chance.uniform() * 10)] += 1 }
        // Binomial: each tenth holds n/10, give or take sqrt(n · 0.1 · 0.9).
        for tenth in tenths { #expect(abs(Double(tenth - count / 10)) < 4 * (Double(count) * 0.09).squareRoot()) }
    }

    @Test func `normal has mean zero and deviation one`() {
        var chance = Chance(seed: 2, "normal")
        let count = 100_000
        let (mean, variance) = moments(count) { chance.normal() }
        // Standard errors: of the mean 1/sqrt(n), of the variance sqrt(2/n).
        #expect(abs(mean) < 4 / Double(count).squareRoot())
        #expect(abs(variance - 1) < 4 * (2 / Double(count)).squareRoot())
    }

    @Test func `exponential has its mean as its deviation`() {
        var chance = Chance(seed: 3, "exponential")
        let count = 100_000
        let (mean, variance) = moments(count) { chance.exponential(mean: 20) }
        // The fourth central moment is 9 m⁴, so the variance has the standard error m² · sqrt(8/n).
        #expect(abs(mean - 20) < 4 * 20 / Double(count).squareRoot())
        #expect(abs(variance - 400) < 4 * 400 * (8 / Double(count)).squareRoot())
    }

    @Test(arguments: [0.05, 0.7, 3, 12, 29.9, 30, 45, 200, 5000])
    func `poisson has its mean as its variance`(mean: Double) {
        var chance = Chance(seed: 4, "poisson")
        let count = 40_000
        let found = moments(count) { Double(chance.poisson(mean: mean)) }
        // Standard errors: of the mean sqrt(m/n); of the variance sqrt((m + 2m²)/n). Rounding a normal adds 1/12.
        #expect(abs(found.mean - mean) < 4 * (mean / Double(count)).squareRoot())
        let rounding = mean >= 30 ? 1.0 / 12 : 0
        #expect(abs(found.variance - mean - rounding) < 4 * ((mean + 2 * mean * mean) / Double(count)).squareRoot())
    }

    @Test func `poisson of nothing is nothing`() {
        var chance = Chance(seed: 5)
        #expect(chance.poisson(mean: 0) == 0)
        #expect(chance.poisson(mean: -1) == 0)
    }

    @Test func `what is sure happens and what is impossible does not`() {
        var chance = Chance(seed: 6)
        for _ in 0..<1000 {
            let sure = chance.happens(1)
            let impossible = chance.happens(0)
            #expect(sure && !impossible)
        }
    }
}
