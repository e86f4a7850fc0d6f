extension Board {
    /// The present split by Route 53, from a service's weights and the health of its sides; one for each record type.
    ///
    /// Empty where no alias evaluates health, and where the weights are missing or stale. A side with stale health
    /// counts as healthy. Target groups of other services on the same load balancers are not known here; the topology's
    /// warnings know them.
    package func effectiveShares(of service: Service) -> [SplitOutcome] {
        guard case .route53 = service.configuration.split, let share = service.share,
            takenAt.seconds(since: share.readAt) <= Source.route53.bound, let evaluated = share.value.evaluated
        else { return [] }
        return share.value.weights.compactMap { weight in
            guard let old = weight.old, let new = weight.new else { return nil }
            func member(_ side: Side, _ weight: Int, type: String) -> SplitOutcome.Member {
                let isWatched = evaluated.contains(EvaluatedRecord(type: type, side: side))
                return SplitOutcome.Member(
                    side: side, weight: weight, health: isWatched ? health(of: service, side) : .unwatched,
                    isWatched: isWatched)
            }
            return SplitOutcome(
                type: weight.type,
                records: [member(.old, old, type: weight.type), member(.new, new, type: weight.type)])
        }
    }

    /// The health of a side's load balancer, by the targets of the side's own target groups.
    private func health(of service: Service, _ side: Side) -> RecordHealth {
        guard !service.configuration(side).targetGroups.isEmpty else { return .unknown("it names no target group") }
        guard let inventory = service[side].inventory, let healthy = inventory.counts.healthy,
            let readAt = service[side].confirmed[.targetHealth],
            takenAt.seconds(since: readAt) <= Source.targetHealth.bound
        else { return .unknown("its targets' health is not known") }
        let own = inventory.counts.failoverGroups ?? []
        if case .unhealthy(let why) = RecordHealth.ofBalancer(own) { return .unhealthy(why) }
        // Where every target group has settings of its own, no other rule counts.
        guard healthy == 0, own.count < service.configuration(side).targetGroups.count else { return .healthy }
        let registered = inventory.members.count { $0.health != nil && $0.health != .unused }
        return .unhealthy(
            registered == 0
                ? "it has no targets" : "none of its \(NumberWords.count(registered, "target")) is healthy")
    }
}
