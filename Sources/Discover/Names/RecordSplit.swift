import AWS
import Model

/// Reads from weighted records how the traffic of a name is split.
struct RecordSplit {
    private let path: NamePath
    private let balancers: [BalancerDNS: BalancerFinding]

    init(_ path: NamePath, balancers: [BalancerDNS: BalancerFinding]) {
        self.path = path
        self.balancers = balancers
    }

    /// Adds to the finding where the split is, its weighted branches, and what is wrong with them.
    func tell(_ finding: inout ServiceFinding) {
        let weighted = path.branches.filter { $0.record.weight != nil }
        var types: [String] = []
        var members = weighted
        if identifiers(weighted).count > 2, let type = typeOfTwo(weighted) {
            types = [type]
            members = weighted.filter { $0.record.type == type }
            finding.remarks.append(
                "\(path.recordName) has other set identifiers for each record type: only \(type) is taken, so the others "
                    + "must be moved by hand")
        }
        finding.place = .records(zone: path.zone, name: path.recordName.description, types: types)
        for identifier in identifiers(members) {
            let own = members.filter { $0.record.setIdentifier == identifier }
            if let way = way(identifier, own, &finding) { finding.ways.append(way) }
        }
        for branch in path.branches where branch.record.weight == nil {
            let how = branch.record.policy.map { " and is routed \($0.words)" } ?? ""
            finding.remarks.append(
                "the record \(branch.record.title) of \(path.recordName) has no weight\(how): its traffic follows no "
                    + "split")
        }
        if identifiers(members).count == 1 {
            finding.problems.append(
                "\(path.recordName) has one weighted record, “\(identifiers(members)[0])”: the other side has none yet")
        }
        let places = finding.ways.compactMap(\.balancer)
        if places.count == 2, places[0] == places[1] {
            finding.problems.append(
                "both weighted records of \(path.recordName) lead to \(places[0]): whatever their weights, all traffic "
                    + "goes there")
        }
    }

    private func identifiers(_ branches: [NamePath.Branch]) -> [String] {
        branches.map { $0.record.setIdentifier ?? "" }.withoutRepeats()
    }

    /// The first record type that has exactly two records. Used where the types have different set identifiers.
    private func typeOfTwo(_ branches: [NamePath.Branch]) -> String? {
        NameWalk.types.first { type in identifiers(branches.filter { $0.record.type == type }).count == 2 }
    }

    private func way(
        _ identifier: String, _ branches: [NamePath.Branch], _ finding: inout ServiceFinding
    ) -> WeightedBranch? {
        let names = branches.flatMap(\.lead.balancers).withoutRepeats()
        let weights = branches.map { "\($0.record.type) \($0.record.weight ?? 0)" }.joined(separator: ", ")
        if names.count > 1 {
            finding.problems.append(
                "the record “\(identifier)” leads to \(names.count) load balancers, and a side has one: "
                    + names.map(\.description).joined(separator: ", "))
        }
        guard let dns = names.first, let balancer = balancers[dns] else {
            finding.problems.append("behind the record “\(identifier)” (\(weights)) no load balancer was found")
            return nil
        }
        let main = balancer.mainGroups
        tellTests(balancer, &finding)
        let groups = finding.groups.filter { main.contains($0.group.arn) }
        return WeightedBranch(
            name: identifier, weights: weights, region: balancer.region, balancer: balancer.dimension, groups: groups,
            fleets: groups.fleets)
    }
}

extension RecordSplit {
    /// Adds a remark for each listener that clients do not use and that leads elsewhere than theirs.
    private func tellTests(_ balancer: BalancerFinding, _ finding: inout ServiceFinding) {
        let main = balancer.mainGroups
        for route in balancer.testRoutes {
            let others = route.targets.map(\.targetGroupARN).filter { !main.contains($0) }
            guard !others.isEmpty else { continue }
            let groups = others.map(finding.title(ofGroup:)).joined(separator: " and ")
            let words =
                "\(route.title) of \(balancer.dimension) leads to \(groups), which is not watched; "
                + BalancerFinding.portsOfClients
            if !finding.remarks.contains(words) { finding.remarks.append(words) }
        }
    }
}

extension RecordSet {
    /// `A “ec2”`, `AAAA`.
    var title: String { setIdentifier.map { "\(type) “\($0)”" } ?? type }
}

extension [GroupFinding] {
    /// Their fleets, each once.
    var fleets: [FleetFinding] {
        var fleets: [FleetFinding] = []
        for fleet in flatMap(\.fleets) where !fleets.contains(where: { $0.title == fleet.title }) {
            fleets.append(fleet)
        }
        return fleets
    }
}
