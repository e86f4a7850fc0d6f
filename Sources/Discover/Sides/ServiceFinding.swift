package import AWS
import Model

/// A service as it was found: what its requests go through, and what runs at the ends.
package struct ServiceFinding: Sendable, Equatable {
    /// What a configuration calls it.
    package var name: String
    /// The host name that clients ask for; `nil` where none is known.
    package var host: String?
    /// The host's records and where they lead.
    package var path: NamePath?
    /// The load balancers on the way, in the order in which they were met.
    package var balancers: [BalancerFinding] = []
    /// The target groups behind them.
    package var groups: [GroupFinding] = []
    /// Where traffic is split; `nil` where it is not.
    package var place: SplitPlace?
    /// What the split's weights choose among; without a split, the one way that there is.
    package var ways: [WeightedBranch] = []
    /// The queue that both sides eat, of a worker.
    package var queue: String?
    /// What hinders a configuration, each with what to do.
    package var problems: [String] = []
    /// What is worth knowing, and hinders nothing.
    package var remarks: [String] = []

    package init(name: String, host: String? = nil) {
        self.name = name
        self.host = host
    }

    /// What a target group was found to be.
    package func group(_ arn: String) -> GroupFinding? { groups.first { $0.group.arn == arn } }

    /// The region of what was found; `nil` where nothing was, or it is in several.
    package var region: String? {
        let regions = Set(ways.map(\.region))
        return regions.count == 1 ? regions.first : nil
    }
}

/// Where the weights are.
package enum SplitPlace: Sendable, Equatable {
    /// Weighted records of a name, of these types; empty for all there are.
    case records(zone: HostedZone, name: String, types: [String])
    /// A forward of a listener, or of one of its rules.
    case forward(listener: String, rule: String?, title: String)
}

/// One of the ways that traffic takes: a weighted record with all behind it, or a target group of a weighted forward.
package struct WeightedBranch: Sendable, Equatable {
    /// The set identifier, or the target group as a configuration writes it.
    package let name: String
    /// The weights in words, such as `A 75, AAAA 75`.
    package let weights: String
    package let region: String
    /// `app/name/hex`; `nil` for a worker.
    package let balancer: String?
    package let groups: [GroupFinding]
    /// What it runs on, when nothing else is behind it; of a worker too.
    package var fleets: [FleetFinding]

    /// The kind of its fleets; `nil` where they differ, or where what was seen does not tell.
    ///
    /// Without a fleet targets of type `instance` are machines, unless an ECS service on them may have been overlooked.
    /// Those of type `ip` may be anything that has an address.
    package var kind: FleetKind? {
        if isDoubtful { return nil }
        let kinds = Set(fleets.map(\.kind))
        if let kind = kinds.first { return kinds.count == 1 ? kind : nil }
        return Set(groups.map(\.group.targetType)) == ["instance"] ? .ec2 : nil
    }

    /// Whether its targets are addresses, in which no Auto Scaling group registers.
    var isOfAddresses: Bool { Set(groups.map(\.group.targetType)) == ["ip"] }

    /// Whether an ECS service that was not seen may run behind it: on the machines of a group that merely has them, too.
    var isDoubtful: Bool { groups.contains { !$0.doubts.isEmpty && !$0.registersFleet } }

    /// What could not be told about its fleets.
    var doubts: [String] { isDoubtful ? groups.flatMap(\.doubts).withoutRepeats() : [] }

    /// Why it is taken for what it is, in words.
    package var evidence: String {
        if !fleets.isEmpty {
            let titles = fleets.map(\.title).joined(separator: " and ")
            return isDoubtful ? "\(titles), by its instances only, on which an ECS service may run" : titles
        }
        let types = groups.compactMap(\.group.targetType).withoutRepeats().joined(separator: " and ")
        return types.isEmpty ? "nothing is known behind it" : "targets of type \(types), and no fleet was found"
    }

    /// Whether a person means it by this name.
    func isCalled(_ text: String) -> Bool {
        name == text || balancer == text
            || balancer.flatMap { BalancerReference($0, kind: .loadBalancer)?.name } == text
            || groups.contains { $0.group.name == text || $0.group.arn == text || $0.dimension == text }
            || fleets.contains { $0.isCalled(text) }
    }
}
