import Glibc
import Testing

@testable import Simulation

/// Response times: the model has the quantiles that a scenario states, and the histogram reads them back.
@Suite struct LatencyTests {
    /// The response time at an exact quantile, without chance.
    private func quantile(_ part: Double, of model: LatencyModel) -> Double {
        Double(model.draw(UInt32(part * 0x1p32)))
    }

    @Test(arguments: [(40.0, 180.0), (8, 400), (120, 130), (250, 250)])
    func `the model goes through its quantiles`(p50: Double, p99: Double) {
        let model = LatencyModel(p50: p50, p99: p99)
        // Straight pieces: below 0.1 % off at the middle and in the split tail.
        #expect(abs(quantile(0.5, of: model) / p50 - 1) < 0.001)
        #expect(abs(quantile(0.99, of: model) / p99 - 1) < 0.001)
        // 1.6449, 3.0902 and 2.3263 deviations: p95, p99.9 and p99 of the normal distribution.
        let deviation = Glibc.log(p99 / p50) / 2.326348
        #expect(abs(quantile(0.95, of: model) / (p50 * exp(1.644854 * deviation)) - 1) < 0.001)
        #expect(abs(quantile(0.05, of: model) / (p50 * exp(-1.644854 * deviation)) - 1) < 0.001)
        // Pieces are longest just below the split tail, and the more so the wider the distribution.
        #expect(abs(quantile(0.999, of: model) / (p50 * exp(3.090232 * deviation)) - 1) < 0.005)
        #expect(abs(quantile(0.9999, of: model) / (p50 * exp(3.719016 * deviation)) - 1) < 0.002)
    }

    @Test func `the model rises with its bits`() {
        let model = LatencyModel(p50: 40, p99: 180)
        var last: Float = 0
        for step in stride(from: UInt64(0), through: 0xFFFF_FFFF, by: 65_521) {
            let drawn = model.draw(UInt32(step))
            #expect(drawn >= last)
            last = drawn
        }
        #expect(model.draw(.max) >= last)
        #expect(model.draw(0) > 0)
    }

    @Test func `draws have the models mean`() {
        // A lognormal's mean is p50 · exp(σ²/2) and its relative deviation sqrt(exp(σ²) − 1).
        let model = LatencyModel(p50: 40, p99: 180)
        let variance = pow(Glibc.log(180.0 / 40) / 2.326348, 2)
        var chance = Chance(seed: 1, "latency")
        let count = 200_000
        var sum = 0.0
        for _ in 0..<count { sum += Double(model.draw(UInt32(truncatingIfNeeded: chance.next() >> 32))) }
        let error = ((exp(variance) - 1) / Double(count)).squareRoot()
        #expect(abs(sum / Double(count) / (40 * exp(variance / 2)) - 1) < 4 * error)
    }

    @Test func `percentiles are those of the sorted values`() {
        var chance = Chance(seed: 2, "histogram")
        let values = (0..<20_000).map { _ in Float(exp(4 + 1.2 * chance.normal())) }.sorted()
        var histogram = LatencyHistogram()
        for value in values { histogram.add(value) }
        #expect(histogram.count == values.count)
        for percent in [0.1, 1, 25, 50, 90, 95, 99, 99.9, 100] {
            let rank = Int((percent / 100 * Double(values.count)).rounded(.up))
            let found = histogram.percentile(percent) ?? .nan
            #expect(abs(found / Double(values[rank - 1]) - 1) < 0.004, "p\(percent)")
        }
        let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
        #expect(abs((histogram.mean ?? .nan) / mean - 1) < 1e-9)
    }

    @Test func `an empty histogram has no numbers`() {
        var histogram = LatencyHistogram()
        #expect(histogram.count == 0)
        #expect(histogram.mean == nil)
        #expect(histogram.percentile(99) == nil)
        histogram.add(12)
        histogram.reset()
        #expect(histogram == LatencyHistogram())
        #expect(histogram.percentile(50) == nil)
    }

    @Test func `histograms add up`() {
        var slow = LatencyHistogram()
        var fast = LatencyHistogram()
        var both = LatencyHistogram()
        for index in 1...500 {
            // Eighths, whose sums are exact in any order.
            fast.add(Float(index) / 8)
            both.add(Float(index) / 8)
            slow.add(Float(index) * 8)
            both.add(Float(index) * 8)
        }
        fast.add(slow)
        #expect(fast == both)
        fast.add(LatencyHistogram())
        #expect(fast == both)
    }

    @Test func `one value is its own percentile`() {
        for value: Float in [0.26, 1, 41.3, 59_999] {
            var histogram = LatencyHistogram()
            histogram.add(value)
            for percent in [0.0, 50, 100] {
                #expect(abs((histogram.percentile(percent) ?? .nan) / Double(value) - 1) < 0.004)
            }
        }
    }

    @Test func `what lies outside is counted at the edge`() {
        var histogram = LatencyHistogram()
        histogram.add(0)
        histogram.add(1_000_000)
        #expect(histogram.count == 2)
        #expect((histogram.percentile(50) ?? .nan) < 0.26)
        #expect((histogram.percentile(100) ?? .nan) > 65_000)
    }
}
