// Traps between the two sides: response times that measure different things, and a new side that is too small.
extension Topology {
    var comparisonWarnings: [TopologyWarning] { firewallWarnings + capacityWarnings }

    private func balancers(_ side: Side) -> [TopologyBalancer] {
        let led = records.filter { $0.side == side }.compactMap { balancer(of: $0)?.arn }
        return balancers.filter { $0.side == side || ($0.side == nil && led.contains($0.arn)) }
    }

    /// With a web ACL, the time in which a client sends its body does not count as the target's time; without one it
    /// does (ELBv2 user guide, "Access logs", target_processing_time).
    private var firewallWarnings: [TopologyWarning] {
        let old = Set(balancers(.old).map(\.hasWAF))
        let new = Set(balancers(.new).map(\.hasWAF))
        guard old.count == 1, new.count == 1, let one = old.first ?? nil, let other = new.first ?? nil, one != other
        else { return [] }
        let (with, without) = one ? ("old", "new") : ("new", "old")
        return [
            TopologyWarning(
                .incomparable,
                "A web ACL stands before \(with) and none before \(without): response times of \(without) hold the time "
                    + "that clients take to send their bodies, those of \(with) do not.",
                remedy: "Give both load balancers the same web ACL, or compare latency only of requests without a body."
            )
        ]
    }

    /// Whether the new side can grow to the present size of the old side: by processors where both are known, otherwise
    /// by number.
    private var capacityWarnings: [TopologyWarning] {
        let (old, new) = (fleets(.old), fleets(.new))
        guard !old.isEmpty, !new.isEmpty, old.contains(where: { $0.running > 0 }) else { return [] }
        func most(_ fleet: TopologyFleet) -> Int { max(fleet.maximum ?? 0, fleet.desired) }
        let remedy = "Raise what the new side may grow to before more traffic moves than it can take."
        if new.allSatisfy({ most($0) == 0 }) {
            return [
                TopologyWarning(
                    .capacity, side: .new, "\(new[0].title) may have no \(new[0].noun)s at all.", remedy: remedy)
            ]
        }
        let numbers = (old: old.reduce(0) { $0 + $1.running }, new: new.reduce(0) { $0 + most($1) })
        let each =
            "\(NumberWords.count(numbers.new, new[0].noun)) at most, old has \(NumberWords.count(numbers.old, old[0].noun)) now"
        if (old + new).allSatisfy({ $0.processors != nil }) {
            let serving = old.reduce(0) { $0 + Double($1.running) * ($1.processors ?? 0) }
            let possible = new.reduce(0) { $0 + Double(most($1)) * ($1.processors ?? 0) }
            guard possible < serving else { return [] }
            let share = NumberWords.percent(possible * 100 / serving)
            return [
                TopologyWarning(
                    .capacity, side: .new,
                    "New can grow to \(share) % of the processors that old has now (\(each)): it may not carry all that "
                        + "old carries.",
                    remedy: remedy)
            ]
        }
        guard numbers.new < numbers.old else { return [] }
        return [
            TopologyWarning(
                .capacity, side: .new,
                "New has \(each), and nothing tells whether one does the work of another: it may not carry all that old "
                    + "carries.",
                remedy: remedy)
        ]
    }
}
