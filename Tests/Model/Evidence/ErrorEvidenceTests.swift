import Glibc
import Model
import Testing

@testable import Model

@Suite struct ErrorEvidenceTests {
    let settings = JudgeSettings()

    private func evidence(
        _ minutes: [(old: Double, new: Double, oldErrors: Double, newErrors: Double)],
        after past: OverDispersion = .init()
    ) -> ErrorEvidence {
        var evidence = ErrorEvidence(settings: settings, overDispersion: past)
        for minute in minutes {
            evidence.add(
                requests: Sides(old: minute.old, new: minute.new),
                errors: Sides(old: minute.oldErrors, new: minute.newErrors))
        }
        return evidence
    }

    /// Minutes in which nothing speaks of bursts, so that evidence is not tempered at all.
    private var calm: OverDispersion {
        evidence(Array(repeating: (1000, 1000, 2, 2), count: 30)).overDispersion
    }

    // SciPy: 0.4 Σ w exp((logpmf(x', x + x', p(r)) − logpmf(x', x + x', p(1.1))) / tempering), where logpmf is
    // scipy.stats.binom.logpmf, p(r) = r n' / (r n' + n), w the prior, and the tempering 14 in the first minute with
    // errors, 12 in the second and 1 from the fifth on.
    @Test func `values are those of SciPy`() {
        let one = evidence([(900, 100, 5, 2)])
        #expect(abs(one.value - 0.4188254483390506) < 1e-9)
        let two = evidence([(900, 100, 5, 2), (1000, 200, 4, 3)])
        #expect(abs(two.value - 0.4554022822747147) < 1e-9)
        let five = evidence([(900, 100, 5, 2), (900, 100, 4, 1), (900, 100, 6, 2), (900, 100, 5, 1), (900, 100, 4, 2)])
        #expect(five.overDispersion.estimate == 1)
        #expect(abs(five.value - 3.013487057561827) < 0.01)
        // The same with ratios below the margin against the margin 2.
        #expect(abs(five.passValue - 0.0705279129294784) < 1e-9)
    }

    /// Every way in which three minutes' errors can fall: the expectation at the tolerated ratio is the sum of the stakes.
    @Test func `expectation under the tolerated ratio is what was staked`() {
        let isNew = 1.1 * 300 / (1.1 * 300 + 700)
        var (expected, mass, reached) = (0.0, 0.0, 0.0)
        for first in 0...1 {
            for second in 0...1 {
                for third in 0...1 {
                    let falls = [first, second, third].map(Double.init)
                    let chance = falls.reduce(1) { $0 * ($1 == 1 ? isNew : 1 - isNew) }
                    let evidence = evidence(falls.map { (700, 300, 1 - $0, $0) }, after: calm)
                    expected += chance * evidence.value
                    mass += chance
                    if evidence.value >= 4 { reached += chance }
                }
            }
        }
        #expect(abs(mass - 1) < 1e-12)
        #expect(abs(expected - (0.4 + 3 * 0.015)) < 1e-9)
        #expect(expected < ErrorEvidence.stakes)
        #expect(reached <= 0.25 * ErrorEvidence.stakes)
    }

    /// The same at equal rates, with several errors a minute and before anything is known of bursts: never above
    /// the stakes.
    @Test func `expectation of equal sides is at most what was staked`() {
        func binomial(_ n: Int, _ k: Int, _ p: Double) -> Double {
            var value = 1.0
            for index in 0..<k { value *= Double(n - index) / Double(index + 1) * p }
            for _ in k..<n { value *= 1 - p }
            return value
        }
        var expected = 0.0
        for first in 0...6 {
            for second in 0...4 {
                let chance = binomial(6, first, 0.1) * binomial(4, second, 0.1)
                let minutes = [(6, first), (4, second)].map { all, new in
                    (old: 900.0, new: 100.0, oldErrors: Double(all - new), newErrors: Double(new))
                }
                expected += chance * evidence(minutes, after: calm).value
            }
        }
        #expect(expected <= 0.43)
        #expect(expected > 0.34)
    }

    /// Few errors are multiplied, many take an exponential: both are the same likelihood ratio.
    @Test(arguments: [(9.0, 1.0), (11, 1), (12, 1), (40, 4)])
    func `stakes grow by the likelihood ratio of their minutes`(errors: (old: Double, new: Double)) {
        var evidence = ErrorEvidence(settings: settings)
        let grid = evidence.grid
        let (old, new) = (900.0, 100.0)
        var late = grid.worse.map { _ in 0.0 }
        for number in 1...200 {
            evidence.add(requests: Sides(old: old, new: new), errors: Sides(old: errors.old, new: errors.new))
            #expect(evidence.mostEvidence >= evidence.value)
            guard number > 5 else { continue }
            let stake = 0.015 * (number > 120 ? 120.0 * 120 / Double(number * number) : 1)
            for (index, ratio) in grid.worse.enumerated() {
                let gain =
                    errors.new * log(ratio / grid.tolerated) - (errors.old + errors.new)
                    * log((ratio * new + old) / (grid.tolerated * new + old))
                late[index] = (late[index] + stake * grid.worseWeights[index]) * exp(gain)
            }
        }
        #expect(evidence.tempering == 1)
        let early = evidence.value - late.reduce(0, +)
        #expect(early > -1e-9 && early <= 0.4 + 1e-9, "what is left is the stake of the first minute: \(early)")
    }

    /// Two calm hours do not delay what a fault shows: it takes as long as from the first minute on, and a third at most.
    @Test func `an effect that begins late is found as soon`() {
        func minutes(after calm: Int) -> Int {
            var evidence = ErrorEvidence(settings: settings)
            func add(_ new: Double) {
                evidence.add(requests: Sides(old: 900, new: 100), errors: Sides(old: 4, new: new))
            }
            for minute in 0..<calm { add(minute % 2 == 0 ? 1 : 0) }
            var count = 0
            while evidence.value < 100, count < 240 {
                add(2)
                count += 1
            }
            return count
        }
        let atOnce = minutes(after: 6)
        #expect(atOnce < 20)
        for calm in [60, 120] { #expect(Double(minutes(after: calm)) <= 1.34 * Double(atOnce)) }
    }

    @Test func `a minute without errors says nothing`() {
        var evidence = evidence([(900, 100, 5, 2), (900, 100, 4, 1)])
        let before = (evidence.value, evidence.passValue)
        evidence.add(requests: Sides(old: 900, new: 100), errors: Sides(old: 0, new: 0))
        #expect(evidence.value == before.0)
        #expect(evidence.passValue == before.1)
    }

    @Test func `what is said cheaply is what is computed`() {
        var evidence = ErrorEvidence(settings: settings)
        for minute in 0..<60 {
            evidence.add(
                requests: Sides(old: 900, new: 100), errors: Sides(old: Double(minute % 5), new: Double(minute % 3)))
            for bar in [1.0, 5, 100, 1000] {
                #expect(evidence.mostEvidence >= bar || evidence.value < bar)
                #expect(evidence.passReaches(bar) == (evidence.passValue >= bar))
            }
        }
    }

    // A dense search of scipy.stats.binom.pmf(10, 55, p(r)) ≥ 0.01 × its mean over the grid's points gives 0.502 and 5.848.
    @Test func `the interval is that of a dense search`() throws {
        // The counts of ten minutes of 90/10 requests have the likelihood of one minute of 900/100.
        let minutes = (0..<10).map { (90.0, 10.0, $0 % 2 == 0 ? 4.0 : 5.0, 1.0) }
        let evidence = evidence(minutes.map { (old: $0.0, new: $0.1, oldErrors: $0.2, newErrors: $0.3) })
        let interval = evidence.interval(alpha: 0.01)
        let (low, high) = (try #require(interval.low), try #require(interval.high))
        #expect(abs(low / 0.50219 - 1) < 0.02)
        #expect(abs(high / 5.84797 - 1) < 0.02)
        // Mantel and Haenszel's ratio of one stratum: 10/100 over 45/900.
        #expect(abs(try #require(interval.estimate) - 2) < 1e-9)
    }

    @Test func `without errors there is no interval`() {
        let interval = evidence([(900, 100, 0, 0)]).interval(alpha: 0.01)
        #expect(interval == RatioInterval(low: nil, estimate: nil, high: nil))
    }

    @Test func `time to verdict shortens as traffic grows`() throws {
        func minutes(_ scale: Double) -> Double? {
            let minute = (old: 900 * scale, new: 100 * scale, oldErrors: 4.0 * scale, newErrors: 0.0)
            return evidence(Array(repeating: minute, count: 3)).minutesToProve(ratio: 2, bar: 100)
        }
        let (slow, quick) = (try #require(minutes(1)), try #require(minutes(10)))
        // The information of an error's side at ×2 against ×1.1, times the errors of a minute: about 0.1136 nats.
        #expect(abs(slow - 52.8) < 2)
        #expect(abs(slow / quick - 10) < 0.01)
        let none = evidence([(900, 100, 0, 0)]).timeToVerdict(ratio: 2, bar: 100)
        #expect(none.minutes == nil)
        #expect(none.words == "no error on old yet to reckon when a doubling would be proved")
    }
}
