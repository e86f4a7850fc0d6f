/// The most that a service's old fleet has carried in two weeks, in periods of five minutes, by CloudWatch.
///
/// What abreast itself has seen is a lower bound that grows with the time it has run. Two weeks hold the busiest hours of
/// two weekends, so that the bound is real in the first minute.
package struct FleetHistory: Sendable, Equatable, Codable {
    /// One period, as CloudWatch has counted it.
    package struct Period: Sendable, Equatable {
        /// Its first minute.
        package var minute: Minute
        /// Requests in the whole period.
        package var requests: Double
        /// The least healthy targets in it.
        package var healthy: Double
        /// Whether the service's limits were kept.
        package var isWithinLimits: Bool

        package init(minute: Minute, requests: Double, healthy: Double, isWithinLimits: Bool) {
            self.minute = minute
            self.requests = requests
            self.healthy = healthy
            self.isWithinLimits = isWithinLimits
        }
    }

    package var readAt: Moment
    /// How many periods are known; at most ``maximumPeriods``.
    package var periods: Int
    /// Requests per minute of each healthy target in the best period; `nil` when no period kept the limits.
    package var peak: FleetRecord.Peak?

    package init(readAt: Moment, periods: Int, peak: FleetRecord.Peak?) {
        self.readAt = readAt
        self.periods = periods
        self.peak = peak
    }

    /// Days, and minutes of a period. CloudWatch keeps periods of five minutes for 63 days ("Metrics retention").
    package static let (days, period) = (14, 5)
    package static var maximumPeriods: Int { days * 1440 / period }
    /// Seconds after which it is read anew.
    package static let pace = 86_400.0
    /// Periods that hold the busiest hour of a day, and seconds for which they say what old can carry.
    private static let (least, lifetime) = (288, 3 * 86_400.0)

    /// Whether it says what old can carry. Less than a day, or what was read long ago, says only what was seen.
    package func isTelling(at now: Moment) -> Bool {
        periods >= Self.least && now.seconds(since: readAt) < Self.lifetime
    }

    /// - Parameter periods: Those that are known, in any order.
    package init(readAt: Moment, _ periods: [Period]) {
        self.init(readAt: readAt, periods: periods.count, peak: nil)
        let healthy = Dictionary(periods.map { ($0.minute, $0.healthy) }) { first, _ in first }
        for one in periods where one.isWithinLimits && one.healthy > 0 {
            // A target that was healthy during a part of the period must not make the others look stronger.
            let around = [-Self.period, Self.period].compactMap { healthy[one.minute.advanced(by: $0)] }
            let each = one.requests / Double(Self.period) / max(one.healthy, around.max() ?? 0)
            guard each > peak?.requests ?? 0 else { continue }
            peak = FleetRecord.Peak(requests: each, minute: one.minute)
        }
    }
}
