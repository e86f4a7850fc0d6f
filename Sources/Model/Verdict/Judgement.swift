/// What a verdict by evidence is about.
package enum JudgedMetric: String, Sendable, CaseIterable, Codable {
    case errors, p50, p95, p99, requests

    init(_ percentile: Percentile) {
        switch percentile {
        case .p50: self = .p50
        case .p95: self = .p95
        case .p99: self = .p99
        }
    }

    /// `nil` for what is no latency.
    package var percentile: Percentile? {
        switch self {
        case .errors, .requests: nil
        case .p50: .p50
        case .p95: .p95
        case .p99: .p99
        }
    }
}

/// The verdict on an epoch after one of its minutes, with all that it stands on.
package struct Judgement: Sendable, Equatable {
    /// The verdict itself.
    package var state: Verdict.State
    /// The metric that decided; the errors while nothing has, and the requests where there are none to compare.
    package var metric: JudgedMetric
    /// The e-value of that metric against "new is not worse"; `nil` when blind, or where only a limit holds it.
    package var evidence: Double?
    /// What the e-value has to reach for `worse`: 1 ÷ the metric's part of α.
    package var bar: Double
    /// New over old in that metric: of the error rates, or the median of the minutes' ratios of latency.
    package var ratio: RatioInterval?
    /// A sentence with the number, the limit and where it comes from.
    package var reason: String
}

/// Everything that is known of one metric in an epoch, for the pages that explain a verdict.
package struct MetricAccount: Sendable, Equatable {
    package var metric: JudgedMetric
    /// Minutes of the epoch in which it was compared.
    package var minutes: Int
    /// Requests and errors of the epoch, or minutes compared and minutes in which new was over the tolerated ratio.
    package var counts: String
    package var ratio: RatioInterval
    /// The e-values against "not worse" and against "not as good", and what each has to reach.
    package var evidence: Double
    package var bar: Double
    package var passEvidence: Double
    package var passBar: Double
    /// What the logarithm of the evidence was divided by because errors come in bursts; 1 for none.
    package var tempering: Double
}
