// The effective split by the records or the forward action of a topology, with health and weights.
extension Topology {
    /// One outcome for each weighted record type, `A` first, or one for the forward action; empty without weights.
    package var outcomes: [SplitOutcome] { splitsByForward ? forwardOutcomes : recordOutcomes }

    /// Whether Route 53 returns a record, by the targets of its load balancer.
    package func health(of record: TopologyRecord) -> RecordHealth {
        guard record.isWatched else { return .unwatched }
        var health = RecordHealth.unwatched
        if record.isAlias, record.evaluatesTargetHealth {
            health = balancer(of: record).map(self.health) ?? .unknown("what it leads to was not read")
        }
        if let check = record.healthCheck, health.countsAsHealthy {
            health = .unknown("its health check \(check) was not asked")
        }
        return health
    }

    /// A target group that was not read may be unhealthy. So a load balancer is healthy only if all were read.
    private func health(of balancer: TopologyBalancer) -> RecordHealth {
        let groups = targetGroups(of: balancer)
        let health = RecordHealth.ofBalancer(
            groups.compactMap { group in
                guard let targets = group.targets else { return nil }
                return TargetGroupHealth(
                    name: group.name, registered: targets.count { $0.state != .unused }, healthy: group.healthy ?? 0,
                    failover: group.failover)
            })
        guard health.countsAsHealthy else { return health }
        let read = groups.count { $0.targets != nil }
        let all = max(balancer.groupCount ?? groups.count, groups.count)
        if read < all {
            return .unknown(
                "of the \(NumberWords.count(all, "target group")) of \(balancer.name) \(read) could be read")
        }
        return health
    }

    /// The types whose weights a step moves, always in the same order.
    static let movedTypes = ["A", "AAAA", "CNAME"]

    /// Those of them with weighted records.
    var weightedTypes: [String] {
        Self.movedTypes.filter { type in records.contains { $0.type == type && $0.isWeighted } }
    }

    /// The weighted records of one type.
    func weighted(_ type: String) -> [TopologyRecord] { records.filter { $0.type == type && $0.isWeighted } }

    private var recordOutcomes: [SplitOutcome] {
        weightedTypes.map { type in
            SplitOutcome(
                type: type,
                records: weighted(type).map {
                    SplitOutcome.Member(
                        side: $0.side, weight: $0.weight ?? 0, health: health(of: $0), isWatched: $0.isWatched)
                })
        }
    }

    private var forwardOutcomes: [SplitOutcome] {
        guard let route = balancers.flatMap(\.routes).first(where: { $0.targets.count > 1 }) else { return [] }
        let members = route.targets.map { target in
            SplitOutcome.Member(
                side: targetGroups.first { $0.arn == target.targetGroup }?.side, weight: target.weight)
        }
        return [SplitOutcome(forward: members)]
    }
}
