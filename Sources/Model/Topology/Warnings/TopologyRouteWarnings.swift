// Traps in a load balancer's routing: ways past the weights, and clients that stay where they were answered first.
extension Topology {
    var routeWarnings: [TopologyWarning] { bypassWarnings + stickyRouteWarnings + stickyGroupWarnings }

    /// What a way past the weights gives to new stays there after a roll back; what it gives to old stays after 100 %.
    private var bypassWarnings: [TopologyWarning] {
        balancers.flatMap(\.bypasses).map { route in
            let given = route.targets.compactMap { target -> String? in
                guard let group = targetGroups.first(where: { $0.arn == target.targetGroup }) else { return nil }
                return "\(group.name) \(target.weight)"
            }
            let reachesNew = route.targets.contains { target in
                target.weight > 0 && targetGroups.contains { $0.arn == target.targetGroup && $0.side == .new }
            }
            let effect =
                reachesNew
                ? "What comes that way follows no step, and a roll back leaves it on new."
                : "What comes that way stays on old at 100 %."
            return TopologyWarning(
                .bypass,
                "\(route.title) leads past the weights to the same target groups (\(given.joined(separator: ", "))). "
                    + effect,
                remedy: "Give it the same weights with each step, or take it away.")
        }
    }

    private var weightedRoutes: [TopologyRoute] {
        balancers.flatMap(\.routes).filter { $0.targets.count > 1 }
    }

    private var stickyRouteWarnings: [TopologyWarning] {
        guard let seconds = weightedRoutes.compactMap(\.stickiness).max() else { return [] }
        return [
            TopologyWarning(
                .stickiness,
                "The weighted forward is sticky: a client stays with the target group that answered it first for "
                    + "\(NumberWords.duration(Double(seconds))), so shares lag behind each step, and behind a roll back too.",
                remedy: "Turn the rule's stickiness off before the first step, or give each bake at least that time.")
        ]
    }

    /// If an action has several target groups, the stickiness of a group works only together with the stickiness of the
    /// rule (ELBv2 user guide, "Sticky sessions for your Application Load Balancer").
    private var stickyGroupWarnings: [TopologyWarning] {
        targetGroups.filter { $0.side != nil }.compactMap { group in
            guard let seconds = group.stickiness else { return nil }
            let time = NumberWords.duration(Double(seconds))
            let isWeighted = weightedRoutes.contains { route in
                route.stickiness == nil && route.targets.contains { $0.targetGroup == group.arn }
            }
            if isWeighted {
                return TopologyWarning(
                    .stickiness, side: group.side,
                    "Target group \(group.name) is sticky (\(time)) and the weighted forward before it is not: a client "
                        + "may change target groups between two requests and lose its session.",
                    remedy: "Keep sessions outside of the targets, or turn stickiness on for the rule as well.")
            }
            return TopologyWarning(
                .stickiness, side: group.side,
                "Target group \(group.name) is sticky: a client stays with its target for \(time), so new targets fill "
                    + "slowly, and a client that DNS sends to the other side loses its session.",
                remedy: "Turn its stickiness off, or keep sessions where both sides find them.")
        }
    }
}

extension TopologyRoute {
    /// `The default action of :8443`, `Rule 10 of :443 (host-header api.example.com and path-pattern /a/*)`.
    fileprivate var title: String {
        let place = port.map { ":\($0)" } ?? "the listener"
        guard let priority else { return "The default action of \(place)" }
        let hosts = hosts.isEmpty ? [] : ["host-header \(self.hosts.joined(separator: " or "))"]
        let wanted = hosts + conditions
        return "Rule \(priority) of \(place)" + (wanted.isEmpty ? "" : " (\(wanted.joined(separator: " and ")))")
    }
}
