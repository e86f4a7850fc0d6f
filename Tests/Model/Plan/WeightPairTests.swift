import Testing

@testable import Model

@Suite struct WeightPairTests {
    @Test(arguments: [
        // percent, present total, old, new
        (25.0, 100, 75, 25), (1, 100, 99, 1), (100, 100, 0, 100), (0, 100, 100, 0),
        // The present total is kept where it says the percentage exactly.
        (25, 8, 6, 2), (50, 2, 1, 1), (25, 256, 192, 64), (100, 7, 0, 7), (0, 255, 255, 0), (20, 250, 200, 50),
        // Where it does not, of 100.
        (1, 8, 99, 1), (5, 1, 95, 5), (25, 0, 75, 25), (33, 10, 67, 33),
        // Where one of the two would be above 255, of 100.
        (0, 256, 100, 0), (100, 510, 0, 100), (1, 400, 99, 1),
        // What 100 cannot say: the smallest total that does.
        (12.5, 100, 7, 1), (0.5, 100, 199, 1), (99.5, 100, 1, 199),
        // Nothing exact: the nearest, and never nothing for a side that is to have something.
        (0.1, 100, 255, 1), (99.9, 100, 1, 255),
    ])
    func `weights of records`(percent: Double, presentTotal: Int, old: Int, new: Int) {
        #expect(
            WeightPair.giving(percent, presentTotal: presentTotal, greatest: WeightPair.greatestOfRecord)
                == WeightPair(old: old, new: new))
    }

    @Test(arguments: [(0.1, 100, 999, 1), (25, 1000, 750, 250), (0.01, 100, 999, 1), (0.2, 1000, 998, 2)])
    func `weights of forwards`(percent: Double, presentTotal: Int, old: Int, new: Int) {
        #expect(
            WeightPair.giving(percent, presentTotal: presentTotal, greatest: WeightPair.greatestOfForward)
                == WeightPair(old: old, new: new))
    }

    @Test func `every percentage is within the limits and never nothing`() {
        for tenth in 0...1000 {
            let percent = Double(tenth) / 10
            for presentTotal in [0, 1, 100, 256, 510] {
                let pair = WeightPair.giving(percent, presentTotal: presentTotal, greatest: 255)
                #expect((0...255).contains(pair.old) && (0...255).contains(pair.new) && pair.old + pair.new > 0)
                #expect((pair.new == 0) == (percent == 0) && (pair.old == 0) == (percent == 100), "\(percent)")
                let given = pair.percent ?? .nan
                // A whole percentage is always exact; others are at most half a smallest step away, 1 of 256 at the ends.
                #expect(abs(given - percent) < (tenth % 10 == 0 ? 1e-9 : 0.3), "\(percent) \(pair)")
            }
        }
    }
}
