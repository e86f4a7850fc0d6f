// Traps in the records of a name: weights with an unexpected meaning, and records that follow no weight.
extension Topology {
    var recordWarnings: [TopologyWarning] {
        allZeroWarnings + simpleRecordWarnings + addressFamilyWarnings + ttlWarnings + zeroWeightWarnings
    }

    private func identifiers(_ records: [TopologyRecord]) -> String {
        records.compactMap(\.setIdentifier).map { "“\($0)”" }.joined(separator: " and ")
    }

    /// If all weights are 0, Route 53 returns every record with the same probability (Route 53 developer guide, "Values
    /// specific for weighted records").
    private var allZeroWarnings: [TopologyWarning] {
        let types = weightedTypes.filter { type in weighted(type).allSatisfy { $0.weight == 0 } }
        guard !types.isEmpty else { return [] }
        return [
            TopologyWarning(
                .allZero,
                "All \(types.joined(separator: " and ")) weights are 0: Route 53 then answers with each record at equal "
                    + "chances, not with none.",
                remedy: "Give the side that is to serve a weight above 0.")
        ]
    }

    /// Only beside weighted records. A name with one simple record is no trap: its migration has not begun.
    private var simpleRecordWarnings: [TopologyWarning] {
        guard !weightedTypes.isEmpty else { return [] }
        return records.filter { !$0.isWeighted || !Self.movedTypes.contains($0.type) }.map { record in
            let what =
                record.setIdentifier == nil
                ? "\(record.type) is a simple record"
                : record.isWeighted
                    ? "\(record.title) has weights that no step moves" : "\(record.title) \(record.policy.notByWeight)"
            return TopologyWarning(
                .simpleRecord, side: record.side,
                "\(what) beside the weighted ones: what asks for it follows no step, and stays where it leads.",
                remedy: "Make it a weighted pair with the same weights, or take it away.")
        }
    }

    /// Weights belong to a name and a type: clients of the other address family have other weights or none.
    private var addressFamilyWarnings: [TopologyWarning] {
        let types = weightedTypes
        var warnings: [TopologyWarning] = []
        for (type, other) in [("A", "AAAA"), ("AAAA", "A")]
        where types.contains(type) && !records.contains(where: { $0.type == other }) {
            // Where no load balancer accepts IPv6, an AAAA record would have no use.
            let balancers = weighted(type).map { balancer(of: $0) }
            if other == "AAAA", balancers.allSatisfy({ $0?.takesIPv6 == false }) { continue }
            let clients = other == "A" ? "IPv4" : "IPv6"
            warnings.append(
                TopologyWarning(
                    .addressFamily,
                    "\(type) is weighted and there is no \(other): clients that have only \(clients) find nothing under "
                        + "this name.",
                    remedy: "Add weighted \(other) records with the same weights, or make sure that no client has only "
                        + "\(clients)."))
        }
        let shares = types.map { type in
            SplitOutcome(
                type: type, records: weighted(type).map { .init(side: $0.side, weight: $0.weight ?? 0) })
        }
        if let least = shares.map(\.byWeights).min(), let most = shares.map(\.byWeights).max(), most - least > 0.5 {
            let each = shares.map { "\($0.type) \(NumberWords.share($0.byWeights)) %" }.joined(separator: ", ")
            warnings.append(
                TopologyWarning(
                    .addressFamily,
                    "The types give different shares to new (\(each)): IPv4 and IPv6 clients move apart.",
                    remedy: "Give both types the same weights."))
        }
        return warnings
    }

    /// Above 60 s, weights take effect later than planned. Different TTLs distort the split (Route 53 developer guide,
    /// "Values specific for weighted records": the same TTL for all, and 60 s with an alias among them).
    private var ttlWarnings: [TopologyWarning] {
        weightedTypes.flatMap { type -> [TopologyWarning] in
            let times = weighted(type).compactMap(\.effectiveTTL)
            guard let least = times.min(), let most = times.max() else { return [] }
            var warnings: [TopologyWarning] = []
            if least != most {
                warnings.append(
                    TopologyWarning(
                        .ttl,
                        "The \(type) records have unequal TTLs (\(least) and \(most) s): the answer that is kept longer "
                            + "gets more than its weight.",
                        remedy: "Give all of them the same TTL, 60 s where one is an alias to a load balancer."))
            }
            if most > 60 {
                warnings.append(
                    TopologyWarning(
                        .ttl,
                        "\(type) has a TTL of \(most) s: for so long after a step, and after a roll back, clients go on "
                            + "where they were.",
                        remedy: "Lower it to 60 s at least \(NumberWords.duration(Double(most))) before the first step."
                    ))
            }
            return warnings
        }
    }

    /// "If all the records that have a weight greater than 0 are unhealthy, Route 53 considers the zero-weighted
    /// records" (developer guide, "Configuring weighted records"): so a record with weight 0 gets traffic when the
    /// others fail.
    private var zeroWeightWarnings: [TopologyWarning] {
        var types: [[String]: [String]] = [:]
        for type in weightedTypes {
            let (idle, serving) = (
                weighted(type).filter { $0.weight == 0 }, weighted(type).filter { ($0.weight ?? 0) > 0 }
            )
            guard !idle.isEmpty, !serving.isEmpty, serving.allSatisfy(\.isWatched) else { continue }
            types[[identifiers(idle), identifiers(serving)], default: []].append(type)
        }
        return types.sorted { $0.value[0] < $1.value[0] }.map { names, types in
            TopologyWarning(
                .zeroWeight,
                "\(types.joined(separator: " and ")) \(names[0]) has weight 0 and would still get all traffic as soon as "
                    + "\(names[1]) counts as unhealthy.",
                remedy: "Have that side able to take it, or set Evaluate target health to no for \(names[1]).")
        }
    }
}
