import Model
import Testing

@testable import View

/// The axis of a plot: round numbers, a floor below which noise does not fill it, and a cap for a wild minute.
@Suite struct PlotScaleTests {
    private let counts = PlotScale.Rule(floor: 10)
    private let latency = PlotScale.Rule(floor: 10, relativeFloor: 0.25, isFromZero: false)

    private func ticks(
        _ values: [Double], _ rule: PlotScale.Rule, intervals: Int = 2, bounds: [Double] = []
    )
        -> [String]
    {
        let scale = PlotScale([values], rule, intervals: intervals, bounds: bounds)
        return scale.ticks.map { scale.text($0) }
    }

    @Test func `the numbers at the axis are round`() {
        #expect(ticks([30_100, 24_000], counts) == ["0", "16k", "32k"])
        #expect(ticks([7, 1170], counts) == ["0", "600", "1.2k"])
        #expect(ticks([1_999_999, 5], counts) == ["0", "1M", "2M"])
        #expect(ticks([0.4, 0.45], PlotScale.Rule(floor: 0.1)) == ["0", "0.3", "0.6"])
        #expect(ticks([288, 417], latency) == ["280", "360", "440"])
        #expect(ticks([288, 417], latency, intervals: 4) == ["280", "320", "360", "400", "440"])
        #expect(ticks([70, 25], PlotScale.Rule(floor: 60, isTime: true)) == ["0s", "1m", "2m"])
        #expect(ticks([25], PlotScale.Rule(floor: 10, most: 100, suffix: " %")) == ["0 %", "15 %", "30 %"])
    }

    @Test func `all values are between the ends`() {
        for power in -1...9 {
            for digits in stride(from: 1.0, to: 10, by: 0.37) {
                let highest = digits * [0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9][power + 1]
                for low in [highest * 0.99, highest * 0.5, 0] {
                    for rule in [
                        PlotScale.Rule(floor: 0.01), PlotScale.Rule(floor: 0.01, relativeFloor: 0.2, isFromZero: false),
                    ] {
                        let scale = PlotScale([[low, highest]], rule, intervals: 2)
                        #expect(scale.bottom <= low && scale.top >= highest * 0.999999 && scale.beyond == nil)
                        // No more than two thirds of the height are empty.
                        let span = rule.isFromZero ? highest : max(highest - low, highest / 5)
                        #expect(scale.top - scale.bottom <= 3 * span, "\(low) \(highest)")
                        #expect(scale.ticks.allSatisfy { scale.text($0).count <= 4 })
                    }
                }
            }
        }
    }

    @Test func `little does not fill the plot`() {
        // One error a minute, and noise of one part in a hundred.
        #expect(ticks([0, 1, 0], counts) == ["0", "5", "10"])
        let scale = PlotScale([[287, 288, 290]], latency, intervals: 2)
        #expect(scale.top - scale.bottom >= 70)
        #expect(ticks([0, 0], counts) == ["0", "5", "10"])
        #expect(ticks([], counts) == ["0", "5", "10"])
        #expect(ticks([.nan], latency) == ["0", "5", "10"])
    }

    @Test func `a wild minute does not flatten the rest`() {
        var values = Array(repeating: 10.0, count: 60)
        values[20] = 900
        var scale = PlotScale([values], counts, intervals: 2)
        #expect(scale.top < 20 && scale.beyond == 900)
        #expect(scale.level(900, of: 12) == 11)
        // Two are wild, three are a fact.
        values[21] = 700
        scale = PlotScale([values], counts, intervals: 2)
        #expect(scale.top < 20 && scale.beyond == 900)
        values[22] = 800
        scale = PlotScale([values], counts, intervals: 2)
        #expect(scale.top >= 900 && scale.beyond == nil)
    }

    @Test func `what begins now is never cut off`() {
        var values = Array(repeating: 10.0, count: 60)
        values[59] = 900
        let scale = PlotScale([values], counts, intervals: 2)
        #expect(scale.top >= 900 && scale.beyond == nil)
    }

    @Test func `a bound is shown where it leaves room for the curves`() {
        #expect(PlotScale([[288, 417]], latency, intervals: 2, bounds: [500]).top >= 500)
        #expect(PlotScale([[288, 417]], latency, intervals: 2, bounds: [5000]).top < 1000)
        #expect(PlotScale([[0.9, 1.05]], latency, intervals: 2, bounds: [1, 1.2]).top >= 1.2)
    }

    @Test func `little is above zero`() {
        let scale = PlotScale([[0, 0.01, 100]], counts, intervals: 2)
        #expect(scale.level(0, of: 12) == 0)
        #expect(scale.level(0.01, of: 12) == 1)
        #expect(scale.level(100, of: 12) == 11)
        #expect(scale.level(-5, of: 12) == 0)
    }

    @Test func `a logarithmic scale has equal steps for equal ratios`() {
        let scale = PlotScale(logarithmicFrom: 1, to: 10_000)
        #expect([0.1, 1, 10, 100, 10_000, 1e200].map { scale.level($0, of: 9) } == [0, 0, 2, 4, 8, 8])
        #expect(scale.text(1) == "1" && scale.text(10_000) == "10000")
    }
}
