import Glibc

/// Whether the missing part of a share decreases, and how fast. With caches and connections it decreases by the same
/// factor every minute.
struct TrafficTrend {
    /// The missing part half a span ago and recently, as a fraction of all requests with the sign of the lag; the
    /// span's minutes.
    private let earlier: Double
    private let later: Double
    private let span: Double
    private let isSure: Bool

    /// The maximum number of minutes of which the two halves are compared.
    private static let most = 20
    /// The number of standard errors between the halves that means a movement.
    private static let sure = 2.5
    /// The longest prediction in minutes: a day.
    private static let longest = 1440.0

    /// - Parameter target: The intended share, from 0 to 1.
    init(_ minutes: [Sides<Double>], target: Double, noise: TrafficNoise) {
        let half = min(minutes.count, Self.most) / 2
        let last = minutes.suffix(half)
        let first = minutes.dropLast(half).suffix(half)
        let shares = (TrafficNoise.share(of: first), TrafficNoise.share(of: last))
        let sign = shares.1 < target ? 1.0 : -1
        earlier = (target - shares.0) * sign
        later = (target - shares.1) * sign
        span = Double(half)
        let errors = (noise.error(over: first, share: shares.0), noise.error(over: last, share: shares.1))
        let error = (errors.0 * errors.0 + errors.1 * errors.1).squareRoot()
        isSure = half >= 3 && earlier - later > Self.sure * error
    }

    /// Minutes from the newest one until at most `tolerance` is missing; `nil` when the share does not come nearer.
    func minutesLeft(to tolerance: Double) -> Double? {
        guard isSure, later > 0, earlier > later else { return nil }
        let melting = log(earlier / later) / span
        let now = later * exp(-melting * (span - 1) / 2)
        let left = max(0, log(now / tolerance) / melting)
        return left <= Self.longest ? left.rounded(.up) : nil
    }
}
