/// The metric of a verdict by evidence.
package enum JudgedMetric: String, Sendable, CaseIterable, Codable {
    case errors, p50, p95, p99, requests

    init(_ percentile: Percentile) {
        switch percentile {
        case .p50: self = .p50
        case .p95: self = .p95
        case .p99: self = .p99
        }
    }

    /// `nil` for a metric that is no latency.
    package var percentile: Percentile? {
        switch self {
        case .errors, .requests: nil
        case .p50: .p50
        case .p95: .p95
        case .p99: .p99
        }
    }
}

/// The verdict on an epoch after one of its minutes, with all numbers behind it.
package struct Judgement: Sendable, Equatable {
    /// The verdict itself.
    package var state: Verdict.State
    /// The deciding metric: the errors while no other metric has decided, the requests where there are none to compare.
    package var metric: JudgedMetric
    /// The e-value of that metric against "new is not worse"; `nil` when blind, or when only a limit applies.
    package var evidence: Double?
    /// The e-value that means `worse`: 1 ÷ the metric's part of α.
    package var bar: Double
    /// New over old in that metric: of the error rates, or the median of the minutes' latency ratios.
    package var ratio: RatioInterval?
    /// A sentence with the number, the limit and their source.
    package var reason: String
}

/// All that is known of one metric in an epoch, for the pages that explain a verdict.
package struct MetricAccount: Sendable, Equatable {
    package var metric: JudgedMetric
    /// The minutes of the epoch in which it was compared.
    package var minutes: Int
    /// Requests and errors of the epoch; for latency the compared minutes, and those over the tolerated ratio.
    package var counts: String
    package var ratio: RatioInterval
    /// The e-values against "not worse" and against "not as good", and the bar of each.
    package var evidence: Double
    package var bar: Double
    package var passEvidence: Double
    package var passBar: Double
    /// The divisor of the evidence's logarithm, because errors come in bursts; 1 for independent errors.
    package var tempering: Double
}
