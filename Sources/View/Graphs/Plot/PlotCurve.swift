import Model

/// One line of a plot: a value or a gap for each minute.
struct PlotCurve: Equatable {
    /// What one dot says of the minutes that share it.
    enum Summary {
        case highest, lowest, last

        /// `highest`, as the plot says it.
        var word: String { self == .highest ? "highest" : self == .lowest ? "lowest" : "last" }
    }

    /// Its meaning, which decides the colour.
    var role: Role
    var stroke: PlotStroke
    var summary = Summary.highest
    /// Values from it on are drawn in the role `worse`, and lower ones below it; `nil` for one role throughout.
    var worseFrom: Double?
    /// What it is called in the plot, where cells are free at its left end; empty for a curve without a name.
    var name = ""
    /// Minute by minute, the plot's first minute first; NaN for a gap.
    private(set) var values: [Double]
    /// Whether there should be a value and is none. Such a minute has a sign at the bottom; no traffic has none.
    private(set) var isMissing: [Bool]

    /// - Parameters:
    ///   - minutes: Those of the plot.
    ///   - measured: What is known of one minute. A stale value is drawn where it was true.
    init(
        _ minutes: Range<Minute>, role: Role, stroke: PlotStroke, summary: Summary = .highest,
        _ measured: (Minute) -> Measured
    ) {
        self.role = role
        self.stroke = stroke
        self.summary = summary
        values = Array(repeating: .nan, count: minutes.count)
        isMissing = Array(repeating: false, count: minutes.count)
        for index in 0..<minutes.count {
            let measured = measured(minutes.lowerBound.advanced(by: index))
            switch measured.presence {
            case .ok, .zero, .stale:
                if let value = measured.value, value.isFinite { values[index] = value } else { isMissing[index] = true }
            case .none: break
            case .missing: isMissing[index] = true
            }
        }
    }

    /// A curve that is computed: NaN for a gap, which is no missing value.
    init(_ values: [Double], role: Role, stroke: PlotStroke, summary: Summary = .highest) {
        self.role = role
        self.stroke = stroke
        self.summary = summary
        self.values = values
        isMissing = Array(repeating: false, count: values.count)
    }

    /// The value of the minutes in a range of indices; NaN when none of them has one.
    func value(of minutes: Range<Int>) -> Double {
        var result = Double.nan
        for index in minutes where index >= 0 && index < values.count && values[index].isFinite {
            let value = values[index]
            switch summary {
            case .highest: result = result.isNaN ? value : max(result, value)
            case .lowest: result = result.isNaN ? value : min(result, value)
            case .last: result = value
            }
        }
        return result
    }

    /// Whether a value is missing in a range of indices.
    func isMissing(in minutes: Range<Int>) -> Bool {
        minutes.contains { isMissing.indices.contains($0) && isMissing[$0] }
    }
}

/// The minutes of a plot, and the dots in which they are drawn. Where several minutes share a dot, they are the same
/// minutes for as long as the plot shows them, so that a peak moves and never changes its shape.
struct PlotTime: Equatable {
    let minutes: Range<Minute>
    /// The dots from left to right.
    let dots: Int
    /// How many minutes share a dot, 1 or more.
    let minutesOfDot: Int
    /// The first minutes that share a dot begin so many minutes before the plot does.
    private let before: Int
    private let buckets: Int

    init(_ minutes: Range<Minute>, dots: Int) {
        self.minutes = minutes
        self.dots = max(1, dots)
        let count = max(1, minutes.count)
        let size = (count + self.dots - 1) / self.dots
        minutesOfDot = size
        before = Int(((minutes.lowerBound.index % Int32(size)) + Int32(size)) % Int32(size))
        buckets = (count + before + size - 1) / size
    }

    /// The minutes of a dot, as indices from the plot's first minute.
    func minutes(of dot: Int) -> Range<Int> {
        let bucket = dot * buckets / dots
        // Where a bucket more than there are dots is left, one dot shows two.
        let last = max(bucket + 1, (dot + 1) * buckets / dots)
        return max(0, bucket * minutesOfDot - before)..<max(0, last * minutesOfDot - before)
    }

    /// The first dot of a minute; `nil` for a minute outside of the plot.
    func dot(of minute: Minute) -> Int? {
        guard minutes.contains(minute) else { return nil }
        let bucket = (minutes.lowerBound.distance(to: minute) + before) / minutesOfDot
        return min(dots - 1, (bucket * dots + buckets - 1) / buckets)
    }

    /// The minute that a dot ends with, for who points at it.
    func minute(of dot: Int) -> Minute {
        let last = max(0, minutes(of: min(max(0, dot), dots - 1)).upperBound - 1)
        return minutes.lowerBound.advanced(by: min(last, minutes.count - 1))
    }
}
