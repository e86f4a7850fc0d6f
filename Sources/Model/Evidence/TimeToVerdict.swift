import Glibc

/// When the errors will decide: the time until a given ratio would be proved, and the ratio that would be proved by
/// now.
package struct TimeToVerdict: Sendable, Equatable {
    /// The ratio to find: 2 for a doubling.
    package var ratio: Double
    /// Minutes from now until that ratio, if real, would be proved with a probability of one half at the present rates;
    /// `nil` without errors on old, or without traffic on a side.
    package var minutes: Double?
    /// The smallest ratio that the minutes so far would have proved; `nil` where it is above ×100.
    package var visible: Double?

    /// `a doubling would be proved in about 12 min; visible now: ×3.4 and more`.
    package var words: String {
        let name = ratio == 2 ? "a doubling" : "×\(NumberWords.percent(ratio))"
        let proof =
            minutes.map { "\(name) would be proved \(Self.span($0))" }
            ?? "no error on old yet to reckon when \(name) would be proved"
        guard let visible else { return proof }
        return "\(proof); visible now: ×\(NumberWords.decimal(visible, 1)) and more"
    }
}

extension TimeToVerdict {
    /// `in about 12 min`; at most a hundred days.
    static func span(_ minutes: Double) -> String {
        minutes > 100 * 1440 ? "in more than 100 d" : "in about \(NumberWords.duration(minutes * 60))"
    }
}

extension ErrorEvidence {
    /// The mixture over ratios costs about this much of the evidence's logarithm.
    private static let cost = 0.5
    /// The evidence of a start from now on: older evidence against an effect is never further below.
    private static let fresh = 0.15

    /// - Parameter bar: The e-value that counts as proof.
    package func timeToVerdict(ratio: Double, bar: Double) -> TimeToVerdict {
        guard minutes > 0, errors.old > 0, requests.old > 0, requests.new > 0 else {
            return TimeToVerdict(ratio: ratio, minutes: nil, visible: nil)
        }
        let needed = log(bar / Self.stake) + Self.cost
        let span = Double(minutes)
        let left = timeToProve(ratio: ratio, bar: bar)
        var (small, large) = (grid.tolerated, 100.0)
        guard gainOfMinute(large) * span >= needed else {
            return TimeToVerdict(ratio: ratio, minutes: left, visible: nil)
        }
        // To one percent, which is more precise than the display.
        for _ in 0..<10 {
            let middle = (small * large).squareRoot()
            if gainOfMinute(middle) * span >= needed { large = middle } else { small = middle }
        }
        return TimeToVerdict(ratio: ratio, minutes: left, visible: large)
    }

    /// Minutes from now until the ratio, if real, would be proved with a probability of one half; `nil` when this
    /// cannot be computed.
    func timeToProve(ratio: Double, bar: Double) -> Double? {
        let gain = gainOfMinute(ratio)
        guard gain > 0 else { return nil }
        return max(1, (log(bar / max(min(value, bar), Self.fresh)) + Self.cost) / gain)
    }

    /// Minutes of a bake from a new start until the ratio would be proved; `nil` when this cannot be computed.
    package func minutesToProve(ratio: Double, bar: Double) -> Double? {
        let gain = gainOfMinute(ratio)
        return gain > 0 ? max(2, (log(bar / Self.stake) + Self.cost) / gain) : nil
    }

    /// What an average minute adds to the evidence's logarithm if new fails `ratio` times as often as old: the
    /// information in an error's side, times the errors of a minute.
    private func gainOfMinute(_ ratio: Double) -> Double {
        guard minutes > 0, requests.old > 0 else { return 0 }
        let rate = errors.old / requests.old
        let (old, new) = (requests.old / Double(minutes), requests.new / Double(minutes))
        guard rate > 0, new > 0 else { return 0 }
        let isNew = ratio * new / (ratio * new + old)
        let wasNew = grid.tolerated * new / (grid.tolerated * new + old)
        let information = isNew * log(isNew / wasNew) + (1 - isNew) * log((1 - isNew) / (1 - wasNew))
        return min(information * rate * (ratio * new + old), 4) / overDispersion.estimate
    }
}
