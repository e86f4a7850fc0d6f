package import AWS
package import Model

/// Whoever knows what the old fleets have carried in two weeks.
package protocol FleetHistorySource: Sendable {
    /// By service; a service of which nothing is known is left out.
    func histories(at now: Moment, deadline: ContinuousClock.Instant) async -> [String: FleetHistory]
}

/// Reads two weeks of the old sides' requests, healthy targets, errors and p99 from CloudWatch, in periods of five
/// minutes: a call for each four or five services.
///
/// What was denied or not answered makes a period unknown, and an unknown period says nothing.
package struct FleetHistoryReader: FleetHistorySource {
    private let configuration: Configuration
    private let sender: any RequestSender
    private let resolution: BalancerResolution

    /// Seconds before now that are left out, as CloudWatch may still complete them.
    private static let unsettled = 600.0

    package init(configuration: Configuration, sender: any RequestSender, resolution: BalancerResolution) {
        self.configuration = configuration
        self.sender = sender
        self.resolution = resolution
    }

    package func histories(at now: Moment, deadline: ContinuousClock.Instant) async -> [String: FleetHistory] {
        var asked = configuration
        asked.services.removeAll { $0.split == nil }
        let balancers = await resolution.balancers(at: now, deadline: deadline)
        let plan = MetricQueryPlan(historyOf: asked, balancers: balancers)
        guard !plan.queries.isEmpty else { return [:] }
        let window = Self.window(at: now)
        let data = try? await sender.cloudWatch.metricData(
            queries: plan.queries, start: window.lowerBound.start, end: window.upperBound.start, deadline: deadline)
        guard let data else { return [:] }
        let reader = MetricReader(plan: plan, data: data, now: now)
        var histories: [String: FleetHistory] = [:]
        for service in asked.services {
            let periods = Self.periods(of: service, plan, reader, in: window)
            // Nothing at all is no reading: it is tried again.
            guard !periods.isEmpty else { continue }
            histories[service.name] = FleetHistory(readAt: now, periods)
        }
        return histories
    }

    /// Whole periods, as CloudWatch cuts them.
    static func window(at now: Moment) -> Range<Minute> {
        let last = (now - unsettled).minute
        let period = Int32(FleetHistory.period)
        let end = Minute(index: last.index / period * period)
        return end.advanced(by: -FleetHistory.days * 1440)..<end
    }

    private static func periods(
        of service: ServiceConfiguration, _ plan: MetricQueryPlan, _ reader: MetricReader, in window: Range<Minute>
    ) -> [FleetHistory.Period] {
        let own = plan.series.filter { $0.key.service == service.name }
        let series = Dictionary(own.map { ($0.key.metric, $0) }) { first, _ in first }
        func value(_ metric: Metric, _ minute: Minute) -> (value: Double?, presence: Presence)? {
            series[metric].map { reader.reading(of: $0, in: minute) }
        }
        return stride(from: 0, to: FleetHistory.days * 1440, by: FleetHistory.period).compactMap { offset in
            let minute = window.lowerBound.advanced(by: offset)
            guard let requests = value(.requests, minute)?.value, let healthy = value(.healthyHosts, minute)?.value
            else {
                return nil
            }
            let errors = [Metric.target5xx, .balancer5xx].compactMap { value($0, minute) }
            // Errors that are not known were not kept within a limit.
            let isKnown = !errors.isEmpty && errors.allSatisfy { $0.presence != .missing }
            let failed = errors.compactMap(\.value).reduce(0, +) * 100 / max(1, requests)
            let isFast =
                service.limits.p99.map { limit in value(.p99, minute)?.value.map { $0 <= limit } ?? true } ?? true
            return FleetHistory.Period(
                minute: minute, requests: requests, healthy: healthy,
                isWithinLimits: isKnown && failed <= service.limits.errorPercent && isFast)
        }
    }
}
