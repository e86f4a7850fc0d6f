import Testing

@testable import Model

@Suite struct LatencyEvidenceTests {
    // Python: 0.8 Σ w Π f + the stakes laid down late; f = 2 q for a minute over and 2 (1 − q) for another; q in
    // (0.98, 0.9, 0.8, 0.65) with w = (0.45, 0.25, 0.15, 0.15), each minute after the first laying down 0.03.
    @Test(arguments: [(9, 211.32825102316139), (10, 403.53215090175155), (11, 772.759773024376)])
    func `minutes over`(count: Int, value: Double) {
        var evidence = SignEvidence()
        for _ in 0..<count { evidence.add(isOver: true) }
        #expect(abs(evidence.value - value) < 1e-6)
    }

    @Test func `what begins late is found still`() {
        var evidence = SignEvidence()
        for _ in 0..<50 { evidence.add(isOver: false) }
        for _ in 0..<12 { evidence.add(isOver: true) }
        #expect(abs(evidence.value - 116.93508472431986) < 1e-6)
    }

    /// Every way in which eight minutes can fall, each with the chance ½: the expectation is the sum of the stakes.
    @Test func `expectation of a fair coin is what was staked`() {
        var sum = 0.0
        for falls in 0..<256 {
            var evidence = SignEvidence()
            for minute in 0..<8 { evidence.add(isOver: falls >> minute & 1 == 1) }
            sum += evidence.value
        }
        #expect(abs(sum / 256 - (0.8 + 7 * 0.03)) < 1e-12)
        #expect(sum / 256 < SignEvidence.stakes)
    }

    // scipy.special.betaln(k + ½, n − k + ½) − betaln(½, ½) + n log 2: ten of ten above is e^4.10, so at α = 0.05 the
    // median is known to lie above; five of ten refute nothing.
    @Test func `the medians interval follows the signs`() {
        var ratios = RatioHistogram()
        for _ in 0..<10 { ratios.add(1.43) }
        let same = ratios.interval(alpha: 0.05)
        #expect(abs((same.estimate ?? 0) / 1.43 - 1) < 0.02)
        #expect((same.low ?? 0) > 1.35)
        #expect((same.high ?? 9) < 1.5)
        var few = RatioHistogram()
        few.add(1.43)
        #expect(few.interval(alpha: 0.01).low == nil)
    }

    /// A time until a pass is no promise while every other minute takes it back.
    @Test func `a pass is only foretold where new is lately quiet`() {
        var judge = EpochJudge(percentiles: [.p99])
        func add(_ latency: Double) {
            judge.add(
                MinuteCounts(
                    requests: Sides(old: 90_000, new: 10_000), errors: Sides(old: 180, new: 20),
                    p99: Sides(old: 300, new: latency)))
        }
        for minute in 0..<40 { add(minute.isMultiple(of: 2) ? 400 : 300) }
        #expect(judge.metric == .p99 && judge.state == .unsure && judge.minutesToPass == nil)
        for _ in 0..<8 { add(300) }
        #expect(judge.metric == .p99 && judge.state == .unsure && judge.minutesToPass != nil)
    }

    @Test func `a percentile needs requests above it`() {
        func reason(_ requests: Double, _ percentiles: [Percentile]) -> (Verdict.State, String) {
            var judge = EpochJudge(percentiles: percentiles)
            let minute = MinuteCounts(
                requests: Sides(old: 900, new: requests), errors: Sides(old: 0, new: 0), p50: Sides(old: 40, new: 40),
                p95: Sides(old: 150, new: 150), p99: Sides(old: 288, new: 412))
            for _ in 0..<12 { judge.add(minute) }
            return (judge.state, judge.judgement.reason)
        }
        #expect(reason(600, [.p99]).0 == .worse)
        #expect(reason(600, [.p99]).1.hasPrefix("p99 412 ms > 1.2 × 288 ms, over in 12 of the last 12 minutes"))
        let thin = reason(20, [.p99])
        #expect(thin.0 == .unsure)
        #expect(
            thin.1.contains("p99 would rest on less than one of the smaller side's requests a minute; p50 can be used"))
        #expect(reason(10, [.p99]).1.contains("p50 can be used"))
    }
}
