/// A number of one side that a minute should have and does not.
package struct MissingCount: Sendable, Hashable, Codable, RawRepresentable {
    package let side: Side
    package let metric: JudgedMetric

    package init(side: Side, metric: JudgedMetric) {
        self.side = side
        self.metric = metric
    }

    /// The name of its column: `old_requests`, `new_p99`. The store keeps it under this name.
    package var rawValue: String { "\(side.rawValue)_\(metric.rawValue)" }

    package init?(rawValue: String) {
        let all = Side.allCases.flatMap { side in JudgedMetric.allCases.map { MissingCount(side: side, metric: $0) } }
        guard let found = all.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = found
    }
}
