import Model

/// One series to ask CloudWatch for.
package struct MetricQuery: Sendable {
    /// Names the result; a lower-case letter, then letters, digits and `_` (CloudWatch API, MetricDataQuery).
    package let id: String
    /// Such as `AWS/ApplicationELB`.
    package let namespace: String
    /// The metric's name in its namespace.
    package let metric: String
    /// A series is found only by exactly its dimensions, in any order.
    package let dimensions: [(String, String)]
    /// `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount` or a percentile such as `p99`.
    package let stat: String
    /// Seconds, a multiple of 60 for the metrics of AWS.
    package let period: Int

    /// Makes a query; the period must be positive.
    package init(
        id: String, namespace: String, metric: String, dimensions: [(String, String)], stat: String, period: Int = 60
    ) {
        precondition(period > 0, "a period is at least one second")
        self.id = id
        self.namespace = namespace
        self.metric = metric
        self.dimensions = dimensions
        self.stat = stat
        self.period = period
    }

    /// How many points the time from `start` to `end` can have; its ends may cut a period, hence the one more.
    func points(from start: Moment, to end: Moment) -> Int {
        Int((end.seconds(since: start) / Double(period)).rounded(.up)) + 1
    }
}

extension MetricQuery {
    /// Queries a call of GetMetricData takes.
    static let queryLimit = 500
    /// Points a call of GetMetricData gives.
    static let pointLimit = 100_800

    /// The queries in order, in calls that keep both limits; a query that breaks the second alone stands alone and
    /// comes in pages.
    static func calls(_ queries: [MetricQuery], from start: Moment, to end: Moment) -> [[MetricQuery]] {
        var calls: [[MetricQuery]] = []
        var points = 0
        for query in queries {
            let more = query.points(from: start, to: end)
            if let last = calls.indices.last, calls[last].count < queryLimit, points + more <= pointLimit {
                calls[last].append(query)
                points += more
            } else {
                calls.append([query])
                points = more
            }
        }
        return calls
    }
}

extension MetricQuery: Encodable {
    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case stat = "MetricStat"
    }

    private struct Stat: Encodable {
        enum CodingKeys: String, CodingKey {
            case metric = "Metric"
            case period = "Period"
            case stat = "Stat"
        }

        let metric: Metric
        let period: Int
        let stat: String
    }

    private struct Metric: Encodable {
        enum CodingKeys: String, CodingKey {
            case namespace = "Namespace"
            case name = "MetricName"
            case dimensions = "Dimensions"
        }

        let namespace: String
        let name: String
        let dimensions: [Dimension]
    }

    private struct Dimension: Encodable {
        enum CodingKeys: String, CodingKey {
            case name = "Name"
            case value = "Value"
        }

        let name: String
        let value: String
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(id, forKey: .id)
        let metric = Metric(
            namespace: namespace, name: metric, dimensions: dimensions.map { Dimension(name: $0.0, value: $0.1) })
        try fields.encode(Stat(metric: metric, period: period, stat: stat), forKey: .stat)
    }
}
