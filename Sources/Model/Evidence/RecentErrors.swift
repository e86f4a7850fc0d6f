import Glibc

/// What the last minutes alone say of new's errors.
struct RecentErrors: Sendable, Codable {
    /// For each of a few ratios: how much likelier new's errors are at that multiple of old's rate than at old's rate
    /// itself, as a logarithm. It begins anew whenever it falls below zero, so calm minutes are forgotten (Page's CUSUM).
    @RunLengthCoded private var sums = Self.ratios.map { _ in 0 }
    /// New's errors since each sum was zero.
    @RunLengthCoded private var counts = Self.ratios.map { _ in 0 }
    /// The highest rate of a minute on either side, errors per request, and the number of minutes.
    private var record = 0.0
    private var minutes = 0
    /// The number of minutes in a row, up to the newest, that are glaring.
    private var glaring = 0

    /// The multiples of old's rate, and the sum that contradicts a `pass`.
    private static let ratios = [(2.0, 0.25), (4, 0.5)].map { (times: $0.0, log: log($0.0), bar: $0.1) }
    /// The most that one minute may add, and what is left of a sum a minute later: where old hardly fails, nothing else
    /// would take a burst of long ago back.
    private static let most = 4.0
    private static let memory = 0.9
    /// A single error contradicts nothing.
    private static let fewest = 2.0
    /// What makes a minute glaring: errors on new, and how often its rate is old's and the record. Nothing is glaring
    /// before so many minutes have shown how errors come.
    private static let glaringErrors = 8.0
    private static let glaringTimes = 8.0
    private static let beyondRecord = 2.0
    private static let knownMinutes = 45

    /// Whether the decoded arrays have the right lengths.
    var hasValidShape: Bool { sums.count == Self.ratios.count && counts.count == Self.ratios.count }

    /// Adds a minute.
    ///
    /// - Parameter ofOld: Old's errors per request over the epoch.
    mutating func add(_ requests: Sides<Double>, _ errors: Sides<Double>, ofOld: Double) {
        func rate(_ side: Side) -> Double { requests[side] > 0 ? errors[side] / requests[side] : 0 }
        // A minute in which old fails more than usual is measured by that.
        let usual = max(ofOld, rate(.old))
        let ratios = Self.ratios
        for index in ratios.indices {
            let ratio = ratios[index]
            let gain = errors.new * ratio.log - (ratio.times - 1) * usual * requests.new
            sums[index] = max(0, sums[index] * Self.memory + min(gain, Self.most))
            counts[index] = sums[index] > 0 ? counts[index] + errors.new : 0
        }
        let isGlaring =
            minutes >= Self.knownMinutes && errors.new >= Self.glaringErrors && rate(.new) >= Self.glaringTimes * usual
            && rate(.new) > Self.beyondRecord * record
        minutes += 1
        glaring = isGlaring ? glaring + 1 : 0
        if !isGlaring { record = max(record, rate(.old), rate(.new)) }
    }

    /// Another version runs on new: only how errors usually come is still true.
    mutating func forgetNew() {
        sums = sums.map { _ in 0 }
        counts = counts.map { _ in 0 }
        glaring = 0
    }

    /// Whether new fails more often lately than a `pass` allows. It withholds a `pass` and proves nothing: the bars are
    /// low.
    var contradictPass: Bool {
        sums.indices.contains { sums[$0] >= Self.ratios[$0].bar && counts[$0] >= Self.fewest }
    }

    /// Whether two minutes in a row were far beyond everything that either side showed before. That needs no proof by
    /// comparison: bursts of the usual size do not do it.
    var areGlaring: Bool { glaring >= 2 }
}
