import AWS
import Model

/// Converts the points of one response into samples, and distinguishes the meanings of a missing point.
///
/// A missing point has a meaning only in these conditions. CloudWatch answered the query completely. The minute is
/// settled. Some point of the same response is as new as the minute. One side may come later than the other: if a
/// side's load balancer has points, but none as new, its silence counts only when nothing of the minute can still
/// arrive. Before that the point is missing, and nothing is written. After it, ``Metric/absence`` decides.
struct MetricReader {
    let plan: MetricQueryPlan
    let now: Moment
    private let points: [String: [Minute: Double]]
    private let complete: Set<String>
    /// The newest minute with any point, of all series and of each side's load balancer.
    private let horizon: Minute?
    private let horizons: [ServiceSide: Minute]

    /// - Parameter coarse: Queries whose metric is published every five minutes (EC2's basic monitoring): a point
    ///   stands for its own minute and the four after it.
    init(plan: MetricQueryPlan, data: MetricData, now: Moment, coarse: Set<String> = []) {
        self.plan = plan
        self.now = now
        var points: [String: [Minute: Double]] = [:]
        for (id, result) in data.results {
            var minutes: [Minute: Double] = [:]
            for (time, value) in zip(result.timestamps, result.values) {
                let minute = time.minute
                for offset in 0..<(coarse.contains(id) ? 5 : 1) { minutes[minute.advanced(by: offset)] = value }
            }
            points[id] = minutes
        }
        self.points = points
        complete = Set(data.results.values.filter { $0.status == .complete }.map(\.id))
        horizon = points.values.lazy.flatMap(\.keys).max()
        var horizons: [ServiceSide: Minute] = [:]
        for series in plan.series where series.key.metric.facts.origin.isOfBalancer {
            guard let side = series.key.side, let newest = series.queries.compactMap({ points[$0]?.keys.max() }).max()
            else { continue }
            let key = ServiceSide(service: series.key.service, side: side)
            horizons[key] = max(horizons[key] ?? newest, newest)
        }
        self.horizons = horizons
    }

    /// Whether a point of this series would have arrived by now.
    private func hasCome(to minute: Minute, for key: SeriesKey) -> Bool {
        guard minute <= .settled(at: now), let horizon, minute <= horizon else { return false }
        guard let side = key.side, key.metric.facts.origin.isOfBalancer,
            let own = horizons[ServiceSide(service: key.service, side: side)], minute > own
        else { return true }
        return now.seconds(since: minute.end) > Source.cloudWatch.bound
    }

    /// The samples of the minutes of `window`. A minute without information has none.
    func samples(in window: Range<Minute>) -> [Sample] {
        var samples: [Sample] = []
        for series in plan.series {
            for minute in window {
                let (value, presence) = reading(of: series, in: minute)
                guard presence != .missing else { continue }
                samples.append(Sample(series: series.key, minute: minute, value: value, presence: presence))
            }
        }
        return samples
    }

    /// The newest minute for which requests were published.
    var newestRequests: Minute? {
        plan.series.filter { $0.key.metric == .requests }
            .flatMap(\.queries).compactMap { points[$0]?.keys.max() }.max()
    }

    func reading(of series: MetricQueryPlan.Planned, in minute: Minute) -> (value: Double?, presence: Presence) {
        let found = series.queries.compactMap { id in points[id]?[minute].map { (id, $0) } }
        let isComplete = series.queries.allSatisfy(complete.contains)
        if found.isEmpty {
            guard isComplete, hasCome(to: minute, for: series.key) else { return (nil, .missing) }
            return absent(series, in: minute)
        }
        // A sum over only some of its parts would be wrong. A part that was answered completely without points counts
        // as zero.
        guard found.count == series.queries.count || isComplete else { return (nil, .missing) }
        return (combined(found, of: series, in: minute) * series.key.metric.facts.factor, .ok)
    }

    private func absent(_ series: MetricQueryPlan.Planned, in minute: Minute) -> (value: Double?, presence: Presence) {
        switch series.key.metric.absence {
        case .missing: return (nil, .missing)
        case .noTraffic: return (nil, .none)
        case .zeroWhenTraffic:
            guard series.traffic.allSatisfy(complete.contains) else { return (nil, .missing) }
            let requests = series.traffic.compactMap { points[$0]?[minute] }.reduce(0, +)
            return requests > 0 ? (0, .zero) : (nil, .none)
        }
    }

    private func combined(
        _ found: [(id: String, value: Double)], of series: MetricQueryPlan.Planned, in minute: Minute
    ) -> Double {
        let values = found.map(\.value)
        if values.count == 1 { return values[0] }
        switch series.key.metric.facts.combining {
        case .sum: return values.reduce(0, +)
        case .worst: return values.max() ?? 0
        case .least: return values.min() ?? 0
        case .mean:
            let counters = Dictionary(zip(series.queries, series.traffic), uniquingKeysWith: { first, _ in first })
            let weights = found.map { id, _ in counters[id].flatMap { points[$0]?[minute] } ?? 0 }
            let total = weights.reduce(0, +)
            guard total > 0 else { return values.reduce(0, +) / Double(values.count) }
            return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
        }
    }

    /// What CloudWatch did not return, in sentences.
    static func problems(of data: MetricData, asked: [MetricQuery]) -> [String] {
        var byStatus: [MetricResult.Status: [MetricQuery]] = [:]
        var unanswered: [MetricQuery] = []
        for query in asked {
            guard let result = data.results[query.id] else {
                unanswered.append(query)
                continue
            }
            if result.status != .complete { byStatus[result.status, default: []].append(query) }
        }
        func list(_ queries: [MetricQuery]) -> String {
            let names = queries.map(\.metric).withoutRepeats()
            return names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " …" : "")
        }
        var problems: [String] = []
        for (status, words) in [
            (MetricResult.Status.forbidden, "may not be read (Forbidden); allow cloudwatch:GetMetricData on them"),
            (.internalError, "failed inside CloudWatch (InternalError)"),
            (.partialData, "came in part only (PartialData)"), (.malformed, "came with points that are none"),
        ] {
            guard let queries = byStatus.removeValue(forKey: status) else { continue }
            problems.append("\(queries.count) of \(asked.count) metrics \(words): \(list(queries))")
        }
        for (status, queries) in byStatus.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            problems.append(
                "\(queries.count) of \(asked.count) metrics came with the status “\(status.rawValue)”: \(list(queries))"
            )
        }
        if !unanswered.isEmpty {
            problems.append(
                "\(unanswered.count) of \(asked.count) metrics were left out of the answer: \(list(unanswered))")
        }
        return problems
    }
}
