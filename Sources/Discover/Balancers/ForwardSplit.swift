import AWS
import Model

/// Reads out of the forwards of a load balancer which ways the traffic of a name takes.
struct ForwardSplit {
    private let balancers: [BalancerFinding]

    init(_ balancers: [BalancerFinding]) { self.balancers = balancers }

    /// Adds the place of the split, its ways, and what is wrong with them.
    func tell(_ finding: inout ServiceFinding) {
        guard let balancer = balancers.first else { return }
        guard balancers.count == 1 else {
            finding.problems.append(
                "its records lead to \(balancers.count) load balancers without weights: "
                    + balancers.map(\.dimension).joined(separator: ", "))
            return
        }
        let splits = (balancer.routes ?? []).filter { $0.targets.count > 1 }
        // Plain HTTP mostly only redirects; where it does not, clients that matter come by HTTPS all the same.
        let ordered = splits.filter(\.isWhole) + splits.filter { !$0.isWhole }
        guard let route = ordered.first(where: { $0.listener.protocol == "HTTPS" && $0.isWhole }) ?? ordered.first
        else {
            tellWhole(balancer, &finding)
            return
        }
        tell(route, of: balancer, &finding)
        for other in ordered where other != route {
            finding.remarks.append("\(other.title) forwards by weights of its own, which are not watched")
        }
        tellListeners(beside: route, of: balancer, &finding)
        if !route.isWhole {
            finding.remarks.append(
                "\(route.title) takes only requests that meet \(route.conditions.joined(separator: " and "))")
        }
    }

    private func tell(_ route: HostRoute, of balancer: BalancerFinding, _ finding: inout ServiceFinding) {
        let rule = route.rule.flatMap { $0.isDefault ? nil : $0.arn }
        finding.place = .forward(listener: route.listener.arn, rule: rule, title: route.title)
        for target in route.targets {
            let groups = finding.groups.filter { $0.group.arn == target.targetGroupARN }
            let name = groups.first?.dimension ?? ARN(target.targetGroupARN)?.resource ?? target.targetGroupARN
            finding.ways.append(
                WeightedBranch(
                    name: name, weights: "forward \(target.weight)", region: balancer.region,
                    balancer: balancer.dimension, groups: groups, fleets: groups.fleets))
        }
    }

    /// Listeners that send all requests to one target group, whatever the split's weights are.
    ///
    /// Where clients come in by themselves, the weights do not move them; a port of another number may be for tests alone.
    private func tellListeners(
        beside route: HostRoute, of balancer: BalancerFinding, _ finding: inout ServiceFinding
    ) {
        for other in balancer.forwards where other.listener.arn != route.listener.arn && other.targets.count == 1 {
            let group = other.targets[0].targetGroupARN
            let name = finding.group(group)?.dimension ?? ARN(group)?.resource ?? group
            let words =
                "\(other.title) sends all its requests to \(name), which the weights of \(route.title) do not move"
            let isOverlooked = other.listener.protocol == "HTTPS" && route.listener.protocol != "HTTPS"
            if isOverlooked || [80, 443, nil].contains(other.listener.port) {
                finding.problems.append("\(words): let it forward by the same weights, or redirect")
            } else {
                finding.remarks.append(words)
            }
        }
    }

    /// All traffic goes one way: one side at most is there.
    private func tellWhole(_ balancer: BalancerFinding, _ finding: inout ServiceFinding) {
        let main = balancer.mainGroups
        let groups = finding.groups.filter { main.contains($0.group.arn) }
        finding.ways = [
            WeightedBranch(
                name: balancer.dimension, weights: "everything", region: balancer.region, balancer: balancer.dimension,
                groups: groups, fleets: groups.fleets)
        ]
        finding.problems.append(
            "all requests go to \(balancer.dimension), and no weight chooses between two sides: there is nothing to move "
                + "yet")
    }
}
