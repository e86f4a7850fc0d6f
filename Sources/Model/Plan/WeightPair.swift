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

    /// Percent on new by these two weights alone; `nil` when both are 0, which Route 53 and load balancers treat
    /// differently.
    package var percent: Double? { old + new == 0 ? nil : Double(new) * 100 / Double(old + new) }

    /// The weights for a percentage on new. Of the totals that give it exactly, the present one is preferred, then 100,
    /// then the smallest. If no total gives it exactly, the nearest weights.
    ///
    /// A side with a share never gets weight 0, and both are never 0 together: Route 53 would then return either with
    /// the same probability.
    ///
    /// - Parameter percent: 0 to 100.
    package static func giving(_ percent: Double, presentTotal: Int, greatest: Int) -> WeightPair {
        // Asked for each step of each service with every frame: the usual answer makes no list of all totals.
        if let pair = exact(percent, presentTotal, greatest) ?? exact(percent, 100, greatest) { return pair }
        for total in 1...(2 * greatest) {
            if let pair = exact(percent, total, greatest) { return pair }
        }
        return nearest(percent, greatest)
    }

    private static func exact(_ percent: Double, _ total: Int, _ greatest: Int) -> WeightPair? {
        guard total > 0 else { return nil }
        let new = percent * Double(total) / 100
        // The tolerance covers only what a decimal fraction loses in binary. It is less than a tenth of a weight in a
        // million.
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
