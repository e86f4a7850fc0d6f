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

    /// The first name on the path that has weighted records; `nil` when there is none.
    package var split: NamePath? {
        if branches.contains(where: { $0.record.weight != nil }) { return self }
        let names = branches.compactMap(\.lead.path)
        guard let first = names.first, names.count == branches.count, names.allSatisfy({ $0.name == first.name }) else {
            return nil
        }
        return first.split
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

extension RecordSet {
    /// The name that an alias or a CNAME leads to.
    var target: String? { aliasTarget?.dnsName ?? (type == "CNAME" ? values.first : nil) }
}
