import Glibc
import Model

/// How many requests a service gets: a daily curve times noise that lasts some minutes.
///
/// The daily curve is a cosine between trough and peak. The noise is lognormal around 1, and its logarithm is a
/// first-order autoregressive process.
struct TrafficCurve: Sendable {
    /// Requests a second.
    private let peak: Double
    /// Part of the peak in the quietest hour.
    private let trough: Double
    private let peakHour: Double
    private let utcOffset: Double
    /// Standard deviation of the noise's logarithm.
    private let spread: Double
    private var chance: Chance
    /// The noise's logarithm in standard deviations, and its moment.
    private var stray: (deviates: Double, at: Moment)?

    /// - Parameter utcOffset: Seconds that the scenario's zone is ahead of UTC.
    init(_ traffic: Traffic, service: String, utcOffset: Double, seed: UInt64) {
        peak = traffic.peak / 60
        trough = traffic.trough / 100
        peakHour = traffic.peakHour
        self.utcOffset = utcOffset
        let noise = traffic.noise / 100 / Self.minuteDeviation
        spread = Glibc.log(1 + noise * noise).squareRoot()
        chance = Chance(seed: seed, service, "traffic")
    }

    /// Mean requests a second in the step that begins at `moment`. Moments must not decrease.
    mutating func rate(at moment: Moment) -> Double {
        mean(at: moment) * noise(at: moment)
    }

    /// The same without noise, at any moment.
    func mean(at moment: Moment) -> Double {
        let hour = (moment.seconds + utcOffset) / 3600
        let height = (1 + cos((hour - peakHour) / 24 * 2 * .pi)) / 2
        return peak * (trough + (1 - trough) * height)
    }

    /// 1 on average.
    private mutating func noise(at moment: Moment) -> Double {
        guard spread > 0 else { return 1 }
        let deviates: Double
        if let stray {
            let kept = exp(-max(0, moment.seconds(since: stray.at)) / Self.memory)
            deviates = stray.deviates * kept + (1 - kept * kept).squareRoot() * chance.normal()
        } else {
            deviates = chance.normal()
        }
        stray = (deviates, moment)
        return exp(spread * deviates - spread * spread / 2)
    }

    /// Seconds in which the noise's autocorrelation falls to 1/e.
    static let memory = 600.0

    /// Standard deviation of the mean over a minute's twelve steps, when that of one step is 1. A scenario states the
    /// minutes' deviation.
    private static let minuteDeviation: Double = {
        let kept = exp(-5 / memory)
        let pairs = (1..<12).reduce(0) { $0 + Double(12 - $1) * pow(kept, Double($1)) }
        return ((12 + 2 * pairs) / 144).squareRoot()
    }()
}
