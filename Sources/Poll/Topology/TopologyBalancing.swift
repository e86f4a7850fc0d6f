import AWS
import Model

// The part of a topology from ELBv2 and WAF: load balancers, target groups, and the forward that splits by weight.
extension TopologySurvey {
    /// The maximum number of target groups of other services on a load balancer whose health is read, because Route 53
    /// uses it. The health of a load balancer with more stays unknown.
    private static let mostOthers = 20

    /// The maximum number of listeners whose rules are read for ways past the weights: one call each.
    private static let mostListeners = 10

    // MARK: Load balancers

    func readBalancers() async {
        for (side, configured) in sides {
            guard let text = configured.loadBalancer, let found = await loadBalancer(text) else { continue }
            if let index = layout.balancers.firstIndex(where: { $0.arn == found.arn }) {
                layout.balancers[index].side = nil
            } else {
                layout.balancers.append(await balancer(found, side))
            }
        }
    }

    private func loadBalancer(_ text: String) async -> LoadBalancer? {
        guard let reference = BalancerReference(text, kind: .loadBalancer) else { return nil }
        let (balancing, deadline) = (sender.elasticLoadBalancing, deadline)
        return await ask { () throws(AWSError) -> LoadBalancer in
            let found =
                if let arn = reference.arn {
                    try await balancing.loadBalancers(arns: [arn.description], deadline: deadline)
                } else {
                    try await balancing.loadBalancers(names: [reference.name], deadline: deadline)
                }
            guard let balancer = found.values.first else { throw .missing("DescribeLoadBalancers", text) }
            return balancer
        }
    }

    private func balancer(_ found: LoadBalancer, _ side: Side) async -> TopologyBalancer {
        var balancer = TopologyBalancer(
            arn: found.arn, name: found.name, dnsName: found.dnsName, region: region, addressType: found.addressType,
            side: side)
        guard !sidesOnly else { return balancer }
        let (sender, deadline) = (sender, deadline)
        let attributes = await ask { () throws(AWSError) in
            try await sender.elasticLoadBalancing.attributes(loadBalancerARN: found.arn, deadline: deadline)
        }
        let webACL = await ask { () throws(AWSError) in try await sender.waf.webACL(of: found.arn, deadline: deadline) }
        balancer.idleTimeout = attributes?.idleTimeout
        balancer.clientKeepAlive = attributes?.clientKeepAlive
        balancer.hasWAF = webACL.map { $0 != nil }
        return balancer
    }

    // MARK: Target groups

    func readTargetGroups() async {
        for (side, configured) in sides {
            for text in configured.targetGroups {
                guard let found = await targetGroup(text) else { continue }
                layout.targetGroups.append(await group(found, side))
            }
        }
        for index in layout.balancers.indices where !sidesOnly {
            let balancer = layout.balancers[index]
            let isEvaluated = layout.records.contains {
                $0.evaluatesTargetHealth && layout.balancer(of: $0)?.arn == balancer.arn
            }
            if isEvaluated { await readOthers(of: balancer, at: index) }
        }
    }

    /// All target groups of a load balancer decide its health, also those of other services.
    private func readOthers(of balancer: TopologyBalancer, at index: Int) async {
        let (balancing, deadline) = (sender.elasticLoadBalancing, deadline)
        let all = await ask { () throws(AWSError) in
            try await balancing.targetGroups(loadBalancerARN: balancer.arn, deadline: deadline)
        }
        guard let all else { return }
        layout.balancers[index].groupCount = all.count
        let others = all.filter { group in !layout.targetGroups.contains { $0.arn == group.arn } }
        guard others.count <= Self.mostOthers else { return }
        for other in others {
            var group = TopologyTargetGroup(other, side: nil)
            group.targets = await targets(other.arn)
            let attributes = await ask { () throws(AWSError) in
                try await balancing.attributes(targetGroupARN: other.arn, deadline: deadline)
            }
            group.failover = attributes?.dnsFailover ?? .standard
            if !group.balancers.contains(balancer.arn) { group.balancers.append(balancer.arn) }
            layout.targetGroups.append(group)
        }
    }

    private func targetGroup(_ text: String) async -> TargetGroup? {
        guard let reference = BalancerReference(text, kind: .targetGroup) else { return nil }
        let (balancing, deadline) = (sender.elasticLoadBalancing, deadline)
        return await ask { () throws(AWSError) -> TargetGroup in
            let found =
                if let arn = reference.arn {
                    try await balancing.targetGroups(arns: [arn.description], deadline: deadline)
                } else {
                    try await balancing.targetGroups(names: [reference.name], deadline: deadline)
                }
            guard let group = found.values.first else { throw .missing("DescribeTargetGroups", text) }
            return group
        }
    }

    private func group(_ found: TargetGroup, _ side: Side) async -> TopologyTargetGroup {
        let (balancing, deadline) = (sender.elasticLoadBalancing, deadline)
        var group = TopologyTargetGroup(found, side: side)
        guard !sidesOnly else { return group }
        let attributes = await ask { () throws(AWSError) in
            try await balancing.attributes(targetGroupARN: found.arn, deadline: deadline)
        }
        group.deregistrationDelay = attributes?.deregistrationDelay
        group.stickiness = attributes?.stickiness
        group.slowStart = attributes?.slowStart
        group.failover = attributes?.dnsFailover ?? .standard
        group.targets = await targets(found.arn)
        return group
    }

    private func targets(_ arn: String) async -> [TopologyTargetGroup.Target]? {
        let (balancing, deadline) = (sender.elasticLoadBalancing, deadline)
        let found = await ask { () throws(AWSError) in
            try await balancing.targetHealth(targetGroupARN: arn, deadline: deadline)
        }
        return found?.map {
            TopologyTargetGroup.Target(id: $0.id, port: $0.port, state: $0.state)
        }
    }

    // MARK: The forward

    func readForward() async {
        guard case .alb(let listener, let rule, _, _) = service.split else { return }
        let owner = ListenerPoller.owner(listener, rule)
        let (sender, deadline) = (sender, deadline)
        let read = await ask { () throws(AWSError) in try await owner.action(sender, deadline: deadline) }
        guard let placed = read ?? nil, let forward = placed.actions.first(where: { !$0.targets.isEmpty }),
            !layout.balancers.isEmpty
        else { return }
        layout.balancers[0].routes = [TopologyRoute(forward, placed)]
        await readBypasses(beside: placed)
    }

    /// The default actions and rules of the load balancer's listeners that lead to this service's target groups too.
    private func readBypasses(beside placed: OwnedActions) async {
        let (balancing, deadline) = (sender.elasticLoadBalancing, deadline)
        let own = layout.targetGroups.filter { $0.side != nil }.map(\.arn)
        let dimension = ARN(placed.listener)?.loadBalancerDimension
        guard let balancer = layout.balancers.first(where: { ARN($0.arn)?.loadBalancerDimension == dimension }) else {
            return
        }
        let listeners = await ask { () throws(AWSError) in
            try await balancing.listeners(loadBalancerARN: balancer.arn, deadline: deadline)
        }
        for listener in (listeners ?? []).prefix(Self.mostListeners) {
            let rules = await ask { () throws(AWSError) in
                try await balancing.rules(listenerARN: listener.arn, deadline: deadline)
            }
            for rule in rules ?? [] where !placed.isSame(rule, of: listener.arn) {
                guard
                    let forward = rule.actions.first(where: { action in
                        action.targets.contains { $0.weight > 0 && own.contains($0.targetGroupARN) }
                    })
                else { continue }
                var route = TopologyRoute(
                    forward, OwnedActions(listener: listener.arn, rule: rule, actions: rule.actions))
                (route.port, route.protocol) = (listener.port, listener.protocol)
                if rule.isDefault { route.rule = nil }
                layout.balancers[0].bypasses.append(route)
            }
        }
    }
}

extension OwnedActions {
    /// Whether that rule of that listener holds these actions. A listener's own actions are those of its default rule.
    fileprivate func isSame(_ other: ListenerRule, of listener: String) -> Bool {
        rule.map { $0.arn == other.arn } ?? (other.isDefault && self.listener == listener)
    }
}

extension TopologyTargetGroup {
    /// A target group as ELBv2 describes it, without its attributes and targets.
    init(_ group: TargetGroup, side: Side?) {
        self.init(
            arn: group.arn, name: group.name, targetType: group.targetType, port: group.port,
            protocol: group.protocol, balancers: group.loadBalancerARNs, side: side)
    }
}

extension TopologyRoute {
    init(_ forward: ListenerAction, _ placed: OwnedActions) {
        let conditions = placed.rule?.conditions ?? []
        self.init(
            listener: placed.listener, rule: placed.rule?.arn, priority: placed.rule?.priority,
            hosts: conditions.filter { $0.field == .host }.flatMap(\.values),
            conditions: conditions.filter { $0.field != .host || !$0.expressions.isEmpty }.map(\.title),
            action: forward.kind.rawValue,
            targets: forward.targets.map { Target(targetGroup: $0.targetGroupARN, weight: $0.weight) },
            stickiness: forward.stickiness)
    }
}

extension AWSError {
    /// The error for a configured resource that AWS does not know.
    static func missing(_ operation: String, _ text: String) -> AWSError {
        AWSError(
            .notFound, service: .elbv2, operation: operation, resource: text, message: "there is nothing of that name")
    }
}
