/// The raw weights of the two sides of a split.
package struct WeightPair: Sendable, Equatable {
    package var old: Int
    package var new: Int

    package init(old: Int, new: Int) {
        self.old = old
        self.new = new
    }

    /// The greatest weight of one record: 255 (Route 53 API, ResourceRecordSet).
    package static let greatestOfRecord = 255
    /// The greatest weight of one target group: 999 (ELBv2 API, TargetGroupTuple).
    package static let greatestOfForward = 999

    /// Percent on new by these two weights alone; `nil` when both are 0, which means different things in different places.
    package var percent: Double? { old + new == 0 ? nil : Double(new) * 100 / Double(old + new) }

    /// The weights for a percentage on new: with the present total where that gives it exactly, else of 100, else of the
    /// smallest total that does, else the nearest there are.
    ///
    /// A side that is to have something never gets weight 0, and both are never 0 together: Route 53 would answer with
    /// either at equal chances.
    ///
    /// - Parameter percent: 0 to 100.
    package static func giving(_ percent: Double, presentTotal: Int, greatest: Int) -> WeightPair {
        for total in [presentTotal, 100] + Array(1...(2 * greatest)) {
            if let pair = exact(percent, total, greatest) { return pair }
        }
        return nearest(percent, greatest)
    }

    private static func exact(_ percent: Double, _ total: Int, _ greatest: Int) -> WeightPair? {
        guard total > 0 else { return nil }
        let new = percent * Double(total) / 100
        // Not even the tenth of a weight in a million: only what a decimal fraction loses in binary.
        guard abs(new - new.rounded()) < 1e-7 else { return nil }
        let pair = WeightPair(old: total - Int(new.rounded()), new: Int(new.rounded()))
        let isTrue = (pair.new > 0) == (percent > 0) && (pair.old > 0) == (percent < 100)
        return isTrue && max(pair.old, pair.new) <= greatest ? pair : nil
    }

    private static func nearest(_ percent: Double, _ greatest: Int) -> WeightPair {
        var best = WeightPair(old: 1, new: 1)
        func miss(_ pair: WeightPair) -> Double { abs((pair.percent ?? 0) - percent) }
        for total in 2...(2 * greatest) {
            let least = max(1, total - greatest)
            let new = min(max(Int((percent * Double(total) / 100).rounded()), least), min(total - 1, greatest))
            let pair = WeightPair(old: total - new, new: new)
            if miss(pair) < miss(best) { best = pair }
        }
        return best
    }
}
