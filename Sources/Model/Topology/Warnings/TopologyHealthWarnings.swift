// Traps in Evaluate target health: an empty target group moves all traffic, whatever the weights are.
extension Topology {
    var healthWarnings: [TopologyWarning] { emptyGroupWarnings + unusedGroupWarnings }

    private var emptyGroupWarnings: [TopologyWarning] {
        var causes: [(side: Side?, why: String, records: [TopologyRecord])] = []
        for record in records where record.isWeighted {
            guard case .unhealthy(let why) = health(of: record) else { continue }
            if let index = causes.firstIndex(where: { $0.side == record.side && $0.why == why }) {
                causes[index].records.append(record)
            } else {
                causes.append((record.side, why, [record]))
            }
        }
        return causes.map { side, why, records in
            let titles = records.map(\.title).joined(separator: " and ")
            let given = outcomes.filter { outcome in records.contains { $0.type == outcome.type } && outcome.differs }
            let shares = given.map {
                "\($0.type) gives \(NumberWords.share($0.effective)) % to new, not \(NumberWords.share($0.byWeights)) %"
            }
            let effect =
                shares.isEmpty
                ? "the record is left out as soon as the others are healthy"
                : shares.joined(separator: ", ")
            return TopologyWarning(
                .unhealthyTarget, side: side,
                "\(titles) counts as unhealthy, as Evaluate target health is on and \(why): \(effect).",
                remedy:
                    "Register healthy targets, take the empty target group out of the load balancer's rules, or set "
                    + "Evaluate target health to no.")
        }
    }

    /// A target group without a rule has no health. Route 53 and clients never use it.
    private var unusedGroupWarnings: [TopologyWarning] {
        let forwarded = Set(balancers.flatMap(\.routes).flatMap(\.targets).map(\.targetGroup))
        return targetGroups.compactMap { group in
            guard group.side != nil, group.balancers.isEmpty, !forwarded.contains(group.arn) else { return nil }
            let evaluated = records.contains { $0.side == group.side && $0.isAlias && $0.evaluatesTargetHealth }
            let health =
                evaluated ? " Evaluate target health does not heed it: its record may serve while it is down." : ""
            return TopologyWarning(
                .unhealthyTarget, side: group.side,
                "Target group \(group.name) stands in no listener's rule: nobody checks its targets, and no request "
                    + "reaches them.\(health)",
                remedy: "Name it in a rule before traffic moves; weight 0 is enough to have it checked.")
        }
    }
}
