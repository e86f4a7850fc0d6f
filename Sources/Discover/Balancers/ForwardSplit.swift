import AWS
import Model

/// Reads from the forwards of a load balancer how the traffic of a name is split.
struct ForwardSplit {
    private let balancers: [BalancerFinding]

    init(_ balancers: [BalancerFinding]) { self.balancers = balancers }

    /// Adds to the finding where the split is, its weighted branches, and what is wrong with them.
    func tell(_ finding: inout ServiceFinding) {
        guard let balancer = balancers.first else { return }
        guard balancers.count == 1 else {
            finding.problems.append(
                "its records lead to \(balancers.count) load balancers without weights: "
                    + balancers.map(\.dimension).joined(separator: ", "))
            return
        }
        let splits = balancer.clientRoutes.filter { $0.targets.count > 1 }
        // HTTP listeners mostly only redirect. Where one forwards too, the HTTPS listener still carries the clients
        // that matter.
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
        tellTests(beside: route, of: balancer, &finding)
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

    /// Adds a problem or a remark for each listener that sends all requests to one target group, whatever the weights
    /// of the split are.
    ///
    /// The weights do not move clients that use such a listener. A listener on another port may be for tests only.
    private func tellListeners(
        beside route: HostRoute, of balancer: BalancerFinding, _ finding: inout ServiceFinding
    ) {
        for other in balancer.forwards where other.listener.arn != route.listener.arn && other.targets.count == 1 {
            let words = "\(wholeForward(other, finding)), which the weights of \(route.title) do not move"
            let isOverlooked = other.listener.protocol == "HTTPS" && route.listener.protocol != "HTTPS"
            if isOverlooked || [80, 443, nil].contains(other.listener.port) {
                finding.problems.append("\(words): let it forward by the same weights, or redirect")
            } else {
                finding.remarks.append(words)
            }
        }
    }

    /// Adds a remark for each forward of a listener that clients do not use.
    private func tellTests(
        beside route: HostRoute, of balancer: BalancerFinding, _ finding: inout ServiceFinding
    ) {
        for other in balancer.testRoutes {
            let words =
                other.targets.count == 1
                ? wholeForward(other, finding) + ", which the weights of \(route.title) do not move"
                : "\(other.title) forwards by weights of its own, which are not watched"
            finding.remarks.append("\(words); \(BalancerFinding.portsOfClients)")
        }
    }

    /// `HTTPS:8443 default action sends all its requests to targetgroup/…`.
    private func wholeForward(_ route: HostRoute, _ finding: ServiceFinding) -> String {
        "\(route.title) sends all its requests to \(finding.title(ofGroup: route.targets[0].targetGroupARN))"
    }

    /// Adds the single branch when all traffic goes to one target: then at most one side exists.
    private func tellWhole(_ balancer: BalancerFinding, _ finding: inout ServiceFinding) {
        let main = balancer.mainGroups
        let groups = finding.groups.filter { main.contains($0.group.arn) }
        finding.ways = [
            WeightedBranch(
                name: balancer.dimension, weights: "everything", region: balancer.region, balancer: balancer.dimension,
                groups: groups, fleets: groups.fleets)
        ]
        for other in balancer.testRoutes where other.targets.count > 1 {
            finding.remarks.append(
                "\(other.title) forwards by weights, which move no client; \(BalancerFinding.portsOfClients)")
        }
        finding.problems.append(
            "all requests go to \(balancer.dimension), and no weight chooses between two sides: there is nothing to move "
                + "yet")
    }
}
