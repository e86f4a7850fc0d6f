/// Counts of response times in buckets that are at most 0.4 % wide. Percentiles of any number of requests take the same
/// small memory, and histograms can be added.
///
/// A bucket is the sign, exponent and first eight bits of the mantissa of a `Float`: 256 for each doubling, from a
/// quarter of a millisecond to 65.5 s. Nothing behind an Application Load Balancer is slower, as its idle timeout is 60
/// s. Values outside are counted in the first or last bucket.
struct LatencyHistogram: Sendable, Equatable {
    /// First the sums of each 64 buckets, so that a percentile needs no scan of all buckets; then the buckets.
    private var counts: [UInt32]
    private var sum: Double
    /// Response times that were added.
    private(set) var count: Int

    init() {
        counts = Array(repeating: 0, count: Self.sums + Self.size)
        sum = 0
        count = 0
    }

    /// Adds a response time in milliseconds.
    @inline(__always)
    mutating func add(_ ms: Float) {
        let index = min(max(Int(ms.bitPattern >> Self.shift) - Self.first, 0), Self.size - 1)
        counts[index >> 6] &+= 1
        counts[Self.sums + index] &+= 1
        sum += Double(ms)
        count += 1
    }

    /// Adds the counts of another histogram.
    mutating func add(_ other: Self) {
        guard other.count > 0 else { return }
        for index in counts.indices { counts[index] &+= other.counts[index] }
        sum += other.sum
        count += other.count
    }

    /// Removes all counts and keeps the memory.
    mutating func reset() {
        guard count > 0 else { return }
        for index in counts.indices { counts[index] = 0 }
        sum = 0
        count = 0
    }

    /// In milliseconds; `nil` without any.
    var mean: Double? { count > 0 ? sum / Double(count) : nil }

    /// The response time in milliseconds that `p` percent do not exceed, with an error of at most 0.4 %; `nil` without
    /// any.
    func percentile(_ p: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = min(max((p / 100 * Double(count)).rounded(.up), 1), Double(count))
        var below = 0.0
        var index = 0
        while below + Double(counts[index >> 6]) < rank {
            below += Double(counts[index >> 6])
            index += 64
        }
        while below + Double(counts[Self.sums + index]) < rank {
            below += Double(counts[Self.sums + index])
            index += 1
        }
        let low = Self.edge(index)
        let place = (rank - below - 0.5) / Double(counts[Self.sums + index])
        return low + (Self.edge(index + 1) - low) * place
    }

    private static let shift: UInt32 = 15
    private static let first = Int((0.25 as Float).bitPattern >> shift)
    private static let size = 18 * 256
    private static let sums = size / 64

    /// The lowest response time of a bucket.
    private static func edge(_ index: Int) -> Double {
        Double(Float(bitPattern: UInt32(first + index) << shift))
    }
}
