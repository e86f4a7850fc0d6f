import Glibc

/// Response times of a warm target without load: lognormal, defined by a median and a 99th percentile.
///
/// The quantile function is stored as straight segments, so a draw costs a lookup and no logarithm. There are 1024
/// segments of equal probability. The highest is split into 1024 more, as percentiles are read there.
struct LatencyModel: Sendable {
    /// For each segment, its lowest value in milliseconds, and how much one unit of the bits below the segment's index
    /// adds.
    private let pieces: [SIMD2<Float>]

    /// - Parameters:
    ///   - p50: Milliseconds, above 0.
    ///   - p99: Milliseconds, not below `p50`.
    init(p50: Double, p99: Double) {
        let deviation = Glibc.log(p99 / p50) / Self.deviate(above: 0.01)
        var pieces: [SIMD2<Float>] = []
        pieces.reserveCapacity(2 * Self.slots)
        for (edges, bits) in [(Self.bodyEdges, 22), (Self.tailEdges, 12)] {
            for slot in 0..<Self.slots {
                let low = p50 * exp(deviation * edges[slot])
                let high = p50 * exp(deviation * edges[slot + 1])
                pieces.append([Float(low), Float((high - low) / Double(1 << bits))])
            }
        }
        self.pieces = pieces
    }

    /// The response time in milliseconds for 32 evenly distributed bits. It rises with them.
    @inline(__always)
    func draw(_ random: UInt32) -> Float {
        let slot = Int(random >> 22)
        if slot < Self.slots - 1 {
            let piece = pieces[slot]
            return piece.x + piece.y * Float(random & 0x3F_FFFF)
        }
        let piece = pieces[Self.slots + Int(random >> 12 & 0x3FF)]
        return piece.x + piece.y * Float(random & 0xFFF)
    }

    private static let slots = 1024

    /// The bounds of the segments of equal probability, in deviations from the median. The first begins at 2⁻¹².
    private static let bodyEdges: [Double] = (0...slots).map { index in
        let below = max(Double(index) / Double(slots), 0x1p-12)
        return below <= 0.5 ? -deviate(above: below) : deviate(above: max(1 - below, 0x1p-12))
    }

    /// The bounds within the highest segment. Above the last bound lies one draw in four million.
    private static let tailEdges: [Double] = (0...slots).map { index in
        deviate(above: max((1 - Double(index) / Double(slots)) / Double(slots), 0x1p-22))
    }

    /// The normal deviate above which this part of the distribution lies. The part is at most one half.
    private static func deviate(above part: Double) -> Double {
        var deviate = 0.0
        // Newton's method approaches the root from below and never passes it, because the distribution function is
        // concave here.
        for _ in 0..<100 {
            let excess = 0.5 * erfc(deviate / 2.squareRoot()) - part
            let density = exp(-deviate * deviate / 2) / (2 * Double.pi).squareRoot()
            let step = excess / density
            deviate += step
            if abs(step) < 1e-12 { break }
        }
        return deviate
    }
}
