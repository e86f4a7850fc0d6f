import Glibc

/// A histogram of the ratios of new's latency to old's, for their median and its confidence sequence.
struct RatioHistogram: Sendable, Codable {
    /// Classes of equal width in log ratio. The outermost two contain everything beyond.
    @RunLengthCoded private var counts = [UInt32](repeating: 0, count: 2 * Self.half + 1)
    private(set) var total = 0.0

    /// Two percent per class, from ×1/8 to ×8.
    static let width = 0.02
    private static let half = 104

    /// Whether the decoded array has the right length.
    var hasValidShape: Bool { counts.count == 2 * Self.half + 1 }

    mutating func add(_ ratio: Double) {
        guard ratio > 0, ratio < .infinity else { return }
        let index = Int((log(ratio) / Self.width).rounded().clamped(to: -Double(Self.half)...Double(Self.half)))
        counts[index + Self.half] += 1
        total += 1
    }

    /// The ratio that this fraction of all minutes is at or below; `nil` without a minute.
    func quantile(_ fraction: Double) -> Double? {
        guard total > 0 else { return nil }
        var below = 0.0
        for (index, count) in counts.enumerated() {
            below += Double(count)
            if below >= fraction * total { return exp(Double(index - Self.half) * Self.width) }
        }
        return nil
    }

    /// The median and its confidence sequence: all values for which a bet on the sign against them has not reached 1/α,
    /// mixed after Krichevsky and Trofimov. It is valid at all times together.
    func interval(alpha: Double) -> RatioInterval {
        guard total > 0 else { return RatioInterval(low: nil, estimate: nil, high: nil) }
        var low: Double?
        var high: Double?
        var middle: Double?
        var below = 0.0
        for (index, count) in counts.enumerated() {
            let value = exp(Double(index - Self.half) * Self.width)
            let after = below + Double(count)
            // The true median cannot be so low that far too many ratios are above it, nor so high that far too few are.
            if low == nil, evidence(above: total - after) < -log(alpha) || after >= total / 2 {
                low = index == 0 ? nil : value
            }
            if middle == nil, after >= total / 2 { middle = value }
            if high == nil, after > total / 2, evidence(above: total - after) >= -log(alpha) { high = value }
            below = after
        }
        if evidence(above: total) < -log(alpha) { low = nil }
        return RatioInterval(low: low, estimate: middle, high: high)
    }

    /// The logarithm of the mixed bet's value when this many of all ratios are above, under "half of them are".
    private func evidence(above: Double) -> Double {
        lgamma(above + 0.5) + lgamma(total - above + 0.5) - lgamma(total + 1) - log(Double.pi) + total * log(2)
    }
}

extension Double {
    /// The nearest value within a range.
    func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
