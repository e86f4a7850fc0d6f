import Glibc

/// Wald's sequential test of one true ratio against the tolerated one: what nobody can beat who has to look for the ratio.
struct KnownRatioTest {
    private var sum = 0.0
    let ratio: Double
    let tolerated: Double
    let bar: Double

    init(ratio: Double, tolerated: Double, alpha: Double) {
        self.ratio = ratio
        self.tolerated = tolerated
        bar = log(1 / alpha)
    }

    mutating func isWorse(_ minute: Counted) -> Bool {
        let all = minute.oldErrors + minute.newErrors
        let (old, new) = (minute.old, minute.new)
        sum += minute.newErrors * log(ratio / tolerated) - all * log((ratio * new + old) / (tolerated * new + old))
        return sum >= bar
    }
}

/// The z-test of two proportions on all counts so far, asked again every minute at the same one-sided level.
struct RepeatedZTest {
    private var sum = Counted(old: 0, new: 0, oldErrors: 0, newErrors: 0)
    /// The normal quantile of 1 − 0.01.
    static let quantile = 2.3263478740408408

    mutating func isWorse(_ minute: Counted) -> Bool {
        sum.old += minute.old
        sum.new += minute.new
        sum.oldErrors += minute.oldErrors
        sum.newErrors += minute.newErrors
        let pooled = (sum.oldErrors + sum.newErrors) / (sum.old + sum.new)
        let spread = (pooled * (1 - pooled) * (1 / sum.old + 1 / sum.new)).squareRoot()
        return spread > 0 && (sum.newErrors / sum.new - sum.oldErrors / sum.old) / spread > Self.quantile
    }
}

/// Kayenta's rule on the minutes' error rates: Mann and Whitney's test at 98 % confidence, both tails together, with the
/// normal approximation and its corrections for ties and continuity; asked again every minute from the tenth on.
struct RankTest {
    private var values: [(rate: Double, isNew: Bool)] = []
    private var minutes = 0

    mutating func isWorse(_ minute: Counted) -> Bool {
        minutes += 1
        insert(minute.oldErrors / minute.old, isNew: false)
        insert(minute.newErrors / minute.new, isNew: true)
        guard minutes >= 10 else { return false }
        var (rankSum, ties) = (0.0, 0.0)
        var index = 0
        while index < values.count {
            var end = index
            var news = 0.0
            while end < values.count, values[end].rate == values[index].rate {
                if values[end].isNew { news += 1 }
                end += 1
            }
            let size = Double(end - index)
            rankSum += news * (Double(index) + (size + 1) / 2)
            ties += size * size * size - size
            index = end
        }
        let n = Double(minutes)
        let u = rankSum - n * (n + 1) / 2
        let variance = n * n / 12 * (2 * n + 1 - ties / (2 * n * (2 * n - 1)))
        guard variance > 0 else { return false }
        return (u - n * n / 2 - 0.5) / variance.squareRoot() > RepeatedZTest.quantile
    }

    private mutating func insert(_ rate: Double, isNew: Bool) {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle].rate < rate { low = middle + 1 } else { high = middle }
        }
        values.insert((rate, isNew), at: low)
    }
}

/// Counts of one minute.
struct Counted {
    var old: Double
    var new: Double
    var oldErrors: Double
    var newErrors: Double
}
