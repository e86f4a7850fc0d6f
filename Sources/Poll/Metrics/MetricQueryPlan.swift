package import AWS
package import Model
import Store

/// Every metric query of a configuration, and how the responses form the series.
///
/// A side with one target group is measured by load balancer and target group. With several groups their counts are
/// added. Percentiles cannot be averaged: they are the load balancer's own if it serves only this side, otherwise those
/// of the worst group. The load balancer's own responses have no target group. They belong to a side that has its own
/// load balancer, and to no side if both share one.
package struct MetricQueryPlan: Sendable {
    /// One series and the queries that it is made of.
    struct Planned: Sendable {
        var key: SeriesKey
        var queries: [String]
        /// The queries that count the side's requests, in the order of its target groups: beside requests an absent
        /// counter means zero.
        var traffic: [String]
    }

    /// In a fixed order. Each id comes from the position in the configuration, so that it stays the same.
    package private(set) var queries: [MetricQuery] = []
    private(set) var series: [Planned] = []
    private var ids: [Asked: String] = [:]
    /// Seconds of a point.
    private let period: Int
    /// The metrics that are asked for; `nil` for all.
    private let wanted: Set<Metric>?

    private struct Asked: Hashable {
        var namespace: String
        var metric: String
        var dimensions: [String]
        var stat: String
    }

    /// - Parameter deadLetterQueues: By service; those that are known.
    package init(
        configuration: Configuration, balancers: Balancers, deadLetterQueues: [String: String] = [:]
    ) {
        self.init(configuration, balancers, sides: Side.allCases, wanted: nil, period: 60)
        for (index, service) in configuration.services.enumerated() {
            var planner = Planner(prefix: "s\(index)_both", service: service.name, side: nil)
            if let shared = balancers.sharedLoadBalancer(of: service) { planner.planBalancer(shared, into: &self) }
            if let queue = service.queue { planner.planQueue(SQSPoller.name(of: queue), of: .queue, into: &self) }
            if let queue = deadLetterQueues[service.name] {
                planner.planQueue(queue, of: .deadLetterQueue, into: &self)
            }
        }
    }

    /// What the old sides have carried: requests, healthy targets, errors and p99, in periods of five minutes.
    init(historyOf configuration: Configuration, balancers: Balancers) {
        self.init(
            configuration, balancers, sides: [.old],
            wanted: [.requests, .healthyHosts, .target5xx, .balancer5xx, .p99], period: FleetHistory.period * 60)
    }

    private init(
        _ configuration: Configuration, _ balancers: Balancers, sides: [Side], wanted: Set<Metric>?, period: Int
    ) {
        (self.wanted, self.period) = (wanted, period)
        let users = configuration.sides.compactMap { balancers.loadBalancer(of: $1) }
        for (index, service) in configuration.services.enumerated() {
            let shared = balancers.sharedLoadBalancer(of: service)
            for side in sides {
                let configured = side == .old ? service.old : service.new
                var planner = Planner(prefix: "s\(index)_\(side.rawValue)", service: service.name, side: side)
                if let balancer = balancers.loadBalancer(of: configured) {
                    let groups = configured.targetGroups.compactMap(balancers.targetGroupDimension)
                    // A group that was not found would be missing in the sums.
                    if groups.count == configured.targetGroups.count {
                        let isOwn = users.count { $0 == balancer } == 1
                        planner.planTargets(balancer: balancer, groups: groups, isOwn: isOwn, into: &self)
                    }
                    if shared == nil { planner.planBalancer(balancer, into: &self) }
                }
                planner.planMachines(configured, into: &self)
            }
        }
    }

    /// The metrics of an origin that are asked for.
    func metrics(of origin: Metric.Origin) -> [Metric] {
        Metric.all(of: origin).filter { wanted?.contains($0) ?? true }
    }

    /// The id of a query, which is sent once however many series use it.
    mutating func ask(
        _ id: String, _ namespace: String, _ metric: String, _ dimensions: [(String, String)], _ stat: String
    ) -> String {
        let asked = Asked(
            namespace: namespace, metric: metric, dimensions: dimensions.map { "\($0.0)=\($0.1)" }, stat: stat)
        if let known = ids[asked] { return known }
        ids[asked] = id
        queries.append(
            MetricQuery(
                id: id, namespace: namespace, metric: metric, dimensions: dimensions, stat: stat, period: period))
        return id
    }

    mutating func add(_ planned: Planned) { series.append(planned) }

    /// One line for each query: namespace, metric, statistic, dimensions and period, as a report names its sources.
    package var lines: [String] {
        queries.map { query in
            let dimensions = query.dimensions.map { "\($0.0)=\($0.1)" }.joined(separator: ", ")
            return "\(query.namespace) \(query.metric) \(query.stat) {\(dimensions)} \(query.period) s"
        }
    }
}

extension Balancers {
    /// The `LoadBalancer` dimension of a side.
    func loadBalancer(of side: SideConfiguration) -> String? {
        side.loadBalancer.flatMap { loadBalancers[$0] ?? BalancerReference($0, kind: .loadBalancer)?.dimension }
    }

    /// The load balancer that serves both sides of a service; `nil` when each has its own.
    func sharedLoadBalancer(of service: ServiceConfiguration) -> String? {
        guard let old = loadBalancer(of: service.old), old == loadBalancer(of: service.new) else { return nil }
        return old
    }
}
