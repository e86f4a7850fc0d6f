package import AWS
import Model

/// A service as found: what its requests pass through, and the fleets that answer them.
package struct ServiceFinding: Sendable, Equatable {
    /// What a configuration calls it.
    package var name: String
    /// The host name that clients use; `nil` if none is known.
    package var host: String?
    /// The host's records and where they lead.
    package var path: NamePath?
    /// The load balancers on the path, in the order in which they were found.
    package var balancers: [BalancerFinding] = []
    /// The target groups behind them.
    package var groups: [GroupFinding] = []
    /// Where the traffic is split; `nil` if it is not.
    package var place: SplitPlace?
    /// The branches among which the weights choose; without a split, the only one.
    package var ways: [WeightedBranch] = []
    /// The queue that both sides of a worker read.
    package var queue: String?
    /// What prevents a configuration. Each problem says what to do.
    package var problems: [String] = []
    /// What is worth knowing but prevents nothing.
    package var remarks: [String] = []

    package init(name: String, host: String? = nil) {
        self.name = name
        self.host = host
    }

    /// What was found of a target group.
    package func group(_ arn: String) -> GroupFinding? { groups.first { $0.group.arn == arn } }

    /// `targetgroup/name/hex`, or as much of it as is known.
    func title(ofGroup arn: String) -> String { group(arn)?.dimension ?? ARN(arn)?.resource ?? arn }

    /// The region of the findings; `nil` if there are none, or if they are in several regions.
    package var region: String? {
        let regions = Set(ways.map(\.region))
        return regions.count == 1 ? regions.first : nil
    }
}

/// Where the weights are.
package enum SplitPlace: Sendable, Equatable {
    /// Weighted records of a name, of these types. No types means all of them.
    case records(zone: HostedZone, name: String, types: [String])
    /// A forward of a listener, or of one of its rules.
    case forward(listener: String, rule: String?, title: String)
}

/// One branch of the split: a weighted record with everything behind it, or a target group of a weighted forward.
package struct WeightedBranch: Sendable, Equatable {
    /// The set identifier, or the target group as a configuration writes it.
    package let name: String
    /// The weights in words, such as `A 75, AAAA 75`.
    package let weights: String
    package let region: String
    /// `app/name/hex`; `nil` for a worker.
    package let balancer: String?
    package let groups: [GroupFinding]
    /// Its fleets, when they are not known through a target group; also those of a worker.
    package var fleets: [FleetFinding]

    /// The kind of its fleets; `nil` where they differ, or where the findings do not show it.
    ///
    /// Without a known fleet, targets of type `instance` mean EC2, unless an ECS service on these instances may have
    /// been overlooked. Targets of type `ip` may be anything that has an address.
    package var kind: FleetKind? {
        if isDoubtful { return nil }
        let kinds = Set(fleets.map(\.kind))
        if let kind = kinds.first { return kinds.count == 1 ? kind : nil }
        return Set(groups.map(\.group.targetType)) == ["instance"] ? .ec2 : nil
    }

    /// Whether its targets are addresses. No Auto Scaling group registers addresses.
    var isOfAddresses: Bool { Set(groups.map(\.group.targetType)) == ["ip"] }

    /// Whether an ECS service that was not found may run behind it, also on the instances of an Auto Scaling group that
    /// does not itself register them.
    var isDoubtful: Bool { groups.contains { !$0.doubts.isEmpty && !$0.registersFleet } }

    /// What could not be found out about its fleets.
    var doubts: [String] { isDoubtful ? groups.flatMap(\.doubts).withoutRepeats() : [] }

    /// Why it is taken for this kind, in words.
    package var evidence: String {
        if !fleets.isEmpty {
            let titles = fleets.map(\.title).joined(separator: " and ")
            return isDoubtful ? "\(titles), by its instances only, on which an ECS service may run" : titles
        }
        let types = groups.compactMap(\.group.targetType).withoutRepeats().joined(separator: " and ")
        return types.isEmpty ? "nothing is known behind it" : "targets of type \(types), and no fleet was found"
    }

    /// Whether a person means this branch by that name.
    func isCalled(_ text: String) -> Bool {
        name == text || balancer == text
            || balancer.flatMap { BalancerReference($0, kind: .loadBalancer)?.name } == text
            || groups.contains { $0.group.name == text || $0.group.arn == text || $0.dimension == text }
            || fleets.contains { $0.isCalled(text) }
    }
}
