import Glibc
import Model

/// The values from the bottom to the top of a plot, with round numbers at its axis.
struct PlotScale: Equatable {
    /// What a scale must keep to, whatever the values are.
    struct Rule: Equatable {
        /// The least distance from bottom to top, in the values' unit: little noise must not fill the plot.
        var floor: Double
        /// The least distance as a part of the highest value.
        var relativeFloor = 0.0
        /// Whether the bottom is 0. Otherwise it is a round number below the lowest value.
        var isFromZero = true
        /// The highest number that the values can have; `nil` without one.
        var most: Double?
        /// Whether the values are seconds, of which 30 and 60 are round.
        var isTime = false
        /// What follows a number at the axis: ` %`.
        var suffix = ""
    }

    private(set) var bottom: Double
    private(set) var top: Double
    /// The round numbers at the axis, from bottom to top; at least two.
    private(set) var ticks: [Double]
    /// The highest value, where it is beyond the top; `nil` when the top shows all.
    private(set) var beyond: Double?
    private(set) var isLogarithmic = false
    private let rule: Rule

    /// A linear scale.
    ///
    /// One or two wild minutes do not flatten the rest: a value above three times all others is cut off at the top, but
    /// never one of the newest minutes, which may be the beginning of something.
    ///
    /// - Parameters:
    ///   - values: Curves, minute by minute; NaN for a gap. All have the same number of minutes.
    ///   - intervals: The parts into which the ticks divide the scale, 1 or more.
    ///   - bounds: Values that are shown too, where that leaves the curves at least a third of the height.
    init(_ values: [[Double]], _ rule: Rule, intervals: Int, bounds: [Double] = []) {
        self.rule = rule
        let extremes = Extremes(values, floor: rule.floor)
        var low = rule.isFromZero ? 0 : extremes.lowest
        var high = extremes.highestShown
        beyond = extremes.highest > high ? extremes.highest : nil
        for bound in bounds where bound.isFinite {
            let span = max(high - low, high * rule.relativeFloor)
            if bound > high, bound - low <= 3 * span { high = bound }
            if bound < low, high - bound <= 3 * span { low = bound }
        }
        let missing = max(rule.floor, high * rule.relativeFloor) - (high - low)
        if missing > 0 {
            low = rule.isFromZero ? low : max(0, low - missing / 2)
            high = max(high, low + max(rule.floor, high * rule.relativeFloor))
        }
        (bottom, top, ticks) = Self.rounded(low, high, rule, intervals: max(1, intervals))
    }

    /// A logarithmic scale from `bottom` to `top`, both above 0.
    init(logarithmicFrom bottom: Double, to top: Double) {
        rule = Rule(floor: 0)
        self.bottom = bottom
        self.top = max(top, bottom * 1.000001)
        ticks = [bottom, self.top]
        isLogarithmic = true
    }

    /// Where a value stands among `steps` levels, from 0 at the bottom. A value outside stands at the nearest end. On a
    /// scale from zero a value above 0 is never at the level of 0.
    func level(_ value: Double, of steps: Int) -> Int {
        let part =
            isLogarithmic
            ? (value <= bottom ? 0 : log(value / bottom) / log(top / bottom)) : (value - bottom) / (top - bottom)
        let level = (min(max(part, 0), 1) * Double(steps - 1)).rounded()
        return bottom == 0 && value > 0 ? max(1, Int(level)) : Int(level)
    }

    /// A value as it stands at the axis: `32k`, `0.3`, `40s`.
    func text(_ value: Double) -> String {
        if isLogarithmic {
            let power = log10(value).rounded()
            if power >= 5, value == pow(10, power) { return "10^\(Int(power))" }
            return value == 1 ? "1" : NumberWords.evidence(value)
        }
        return (rule.isTime ? NumberFormat.age(value) : Self.short(value)) + rule.suffix
    }

    /// A value that is no round number, in three digits.
    func text(exact value: Double) -> String {
        rule.isTime ? NumberFormat.age(value) : NumberFormat.number(value, .count)
    }

    /// A number with as few digits as it needs, three at most: `0.005`, `1.5`, `520`, `16k`.
    private static func short(_ value: Double) -> String {
        var scaled = value
        var unit = ""
        for next in ["k", "M", "G", "T"] where abs(scaled) >= 999.5 { (scaled, unit) = (scaled / 1000, next) }
        let decimals =
            abs(scaled) >= 100 ? 0 : abs(scaled) >= 10 ? 1 : abs(scaled) >= 1 ? 2 : abs(scaled) >= 0.1 ? 3 : 4
        var text = NumberWords.decimal(scaled, decimals)
        if text.contains(".") {
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
        }
        return text + unit
    }

    // MARK: Round numbers

    private static func rounded(
        _ low: Double, _ high: Double, _ rule: Rule, intervals: Int
    ) -> (Double, Double, [Double]) {
        var step = least(step: (high - low) / Double(intervals), isTime: rule.isTime)
        // A bottom that is rounded down may leave the top too low, so the step grows until both fit. Of such steps those
        // with short numbers are rounder.
        for _ in 0..<40 {
            for grid in rule.isFromZero ? [step] : [step / 2, step] {
                let bottom = rule.isFromZero ? 0 : (low / grid + 1e-9).rounded(.down) * grid
                let top = bottom + step * Double(intervals)
                guard top >= high * (1 - 1e-9) else { continue }
                if let most = rule.most, top > most, high <= most {
                    return (bottom, most, ticks(bottom, most, intervals))
                }
                let ticks = ticks(bottom, top, intervals)
                let longest = top >= 999.5 || top < (rule.isFromZero ? 0.1 : 10) ? 4 : 3
                if rule.isTime || ticks.allSatisfy({ short($0).utf8.count <= longest }) { return (bottom, top, ticks) }
            }
            step = least(step: step * 1.01, isTime: rule.isTime)
        }
        return (low, high, [low, high])
    }

    private static func ticks(_ bottom: Double, _ top: Double, _ intervals: Int) -> [Double] {
        (0...intervals).map { bottom + (top - bottom) * Double($0) / Double(intervals) }
    }

    /// The least round number that is not below `step`.
    private static func least(step: Double, isTime: Bool) -> Double {
        guard step > 0, step.isFinite else { return 1 }
        if isTime, let round = times.first(where: { $0 >= step }) { return round }
        let power = pow(10, floor(log10(step)))
        return (mantissas.first { $0 * power >= step * (1 - 1e-9) } ?? 10) * power
    }

    private static let mantissas = [1, 1.2, 1.5, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10]
    private static let times: [Double] = [
        1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
        172_800, 345_600, 604_800,
    ]
}

/// The lowest and the highest of all values, and the highest without a wild minute or two.
private struct Extremes {
    var lowest = 0.0
    var highest = 0.0
    var highestShown = 0.0

    private static let newest = 3
    private static let wildRatio = 3.0

    init(_ values: [[Double]], floor: Double) {
        var isAny = false
        // The three highest, and how many minutes before the newest they are.
        var first = (-Double.infinity, 0)
        var second = first
        var third = first
        for curve in values {
            for (index, value) in curve.enumerated() where value.isFinite {
                lowest = isAny ? min(lowest, value) : value
                isAny = true
                let back = curve.count - 1 - index
                if value > first.0 {
                    (first, second, third) = ((value, back), first, second)
                } else if value > second.0 {
                    (second, third) = ((value, back), second)
                } else if value > third.0 {
                    third = (value, back)
                }
            }
        }
        guard isAny else { return }
        highest = first.0
        highestShown = highest
        let rest = max(third.0, floor)
        let wild = [first, second].filter { $0.0 > Self.wildRatio * rest }
        guard !wild.isEmpty, wild.allSatisfy({ $0.1 >= Self.newest }) else { return }
        // A fifth of the height is left for the arrow and its number.
        highestShown = max(wild.count == 1 ? second.0 : third.0, rest) * 1.25
    }
}
