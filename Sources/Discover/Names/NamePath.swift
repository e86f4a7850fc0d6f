package import AWS

/// A name, its records, and where each of them leads.
package struct NamePath: Sendable, Equatable {
    /// The requested name.
    package let name: RecordName
    package let zone: HostedZone
    /// The A, AAAA and CNAME records of the name itself, or of a wildcard that matches it.
    package let branches: [Branch]

    /// One record, and where it leads.
    package struct Branch: Sendable, Equatable {
        package let record: RecordSet
        package let lead: Lead
    }

    /// The name that the records have.
    package var recordName: RecordName { branches.first?.record.name ?? name }

    /// The names that have weighted records: this one, or the first ones behind its records. Records that are routed by
    /// failover or latency may lead to several.
    package var splits: [NamePath] {
        if branches.contains(where: { $0.record.weight != nil }) { return [self] }
        var found: [NamePath] = []
        for split in branches.compactMap(\.lead.path).flatMap(\.splits)
        where !found.contains(where: { $0.name == split.name }) {
            found.append(split)
        }
        return found
    }

    /// The records before the weighted ones that lead past them: each with the name that it belongs to.
    package func pastWeights(of split: NamePath) -> [(name: RecordName, branch: Branch)] {
        guard name != split.name else { return [] }
        return branches.flatMap { branch -> [(name: RecordName, branch: Branch)] in
            guard let next = branch.lead.path, next.splits.contains(where: { $0.name == split.name }) else {
                return [(name, branch)]
            }
            return next.pastWeights(of: split)
        }
    }

    /// The load balancers at the ends of all branches, each once.
    package var balancers: [BalancerDNS] { branches.flatMap(\.lead.balancers).withoutRepeats() }
}

/// Where a record leads.
package indirect enum Lead: Sendable, Equatable {
    case balancer(BalancerDNS)
    case name(NamePath)
    /// A target that cannot be followed, in words.
    case end(String)

    var path: NamePath? {
        guard case .name(let path) = self else { return nil }
        return path
    }

    var balancers: [BalancerDNS] {
        switch self {
        case .balancer(let dns): [dns]
        case .name(let path): path.balancers
        case .end: []
        }
    }
}
