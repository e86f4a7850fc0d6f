/// The counts of both sides in one settled minute. NaN is a number that should exist and is missing.
package struct MinuteCounts: Sendable, Codable {
    /// Requests of each side.
    package var requests: Sides<Double>
    /// Requests that ended in an error. They may exceed the requests where a load balancer rejected some itself.
    package var errors: Sides<Double>
    /// Percentiles of the response time in milliseconds, in the order of `Percentile.allCases`; NaN where there is none.
    package var p50: Sides<Double>
    package var p95: Sides<Double>
    package var p99: Sides<Double>

    /// A percentile that is not measured.
    package static let unmeasured = Sides(old: Double.nan, new: Double.nan)

    package init(
        requests: Sides<Double>, errors: Sides<Double>, p50: Sides<Double> = Self.unmeasured,
        p95: Sides<Double> = Self.unmeasured, p99: Sides<Double> = Self.unmeasured
    ) {
        self.requests = requests
        self.errors = errors
        self.p50 = p50
        self.p95 = p95
        self.p99 = p99
    }

    /// Both sides' response time at a percentile, in milliseconds.
    package subscript(percentile: Percentile) -> Sides<Double> {
        switch percentile {
        case .p50: p50
        case .p95: p95
        case .p99: p99
        }
    }

    /// The first count that is missing, negative or infinite; `nil` when all can be judged.
    var unusable: MissingCount? {
        func isCount(_ value: Double) -> Bool { value >= 0 && value < .infinity }
        if !isCount(requests.old) { return MissingCount(side: .old, metric: .requests) }
        if !isCount(requests.new) { return MissingCount(side: .new, metric: .requests) }
        if !isCount(errors.old) { return MissingCount(side: .old, metric: .errors) }
        return isCount(errors.new) ? nil : MissingCount(side: .new, metric: .errors)
    }
}

/// A percentile of the response time that is compared between the sides.
package enum Percentile: String, CaseIterable, Sendable, Codable {
    case p50, p95, p99

    /// The fraction of requests above it.
    var tail: Double {
        switch self {
        case .p50: 0.5
        case .p95: 0.05
        case .p99: 0.01
        }
    }
}

extension MinuteCounts {
    /// From a row: requests and errors of old, those of new, then p50, p95 and p99 of old and new.
    ///
    /// It is here, and not where rows are read: for another room a pair of sides is a generic type, and ten million rows
    /// would ask the runtime for it five times each.
    package init(row: [Double]) {
        self.init(
            requests: Sides(old: row[0], new: row[2]), errors: Sides(old: row[1], new: row[3]),
            p50: Sides(old: row[4], new: row[5]), p95: Sides(old: row[6], new: row[7]),
            p99: Sides(old: row[8], new: row[9]))
    }

    /// The first side with more errors than requests; `nil` where neither has.
    package var sideWithTooManyErrors: Side? {
        errors.old > requests.old ? .old : errors.new > requests.new ? .new : nil
    }
}
