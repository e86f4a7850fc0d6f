import AWS
import Model

/// Walks from a target group, or from the ECS service that registers in it, back to the names that lead there.
struct GroupStart {
    let walk: Walk

    func find(_ ecs: ECSConfiguration) async throws(AWSError) -> [ServiceFinding] {
        var finding = ServiceFinding(name: ECSLookUp.name(ecs.service))
        guard let service = try await ECSLookUp(walk: walk).service(ecs, &finding) else { return [finding] }
        let groups = service.loadBalancers.compactMap(\.targetGroupARN).withoutRepeats()
        guard !groups.isEmpty else {
            return [
                try await WorkerWalk(walk: walk).find(group: walk.hints.autoScalingGroup, ecs: ecs, queue: nil)
            ]
        }
        var findings: [ServiceFinding] = []
        for group in groups { findings += try await find(targetGroup: group) }
        // Without a host there is no better name than the one the person gave.
        for index in findings.indices where findings[index].host == nil { findings[index].name = finding.name }
        return findings
    }

    func find(targetGroup arn: String) async throws(AWSError) -> [ServiceFinding] {
        let name = BalancerReference(arn, kind: .targetGroup)?.name ?? arn
        var finding = ServiceFinding(name: name)
        guard let region = ARN(arn)?.region, ARN(arn)?.targetGroupDimension != nil else {
            finding.problems.append("“\(arn)” is not a target group's ARN")
            return [finding]
        }
        let balancing = try walk.sender(in: region).elasticLoadBalancing
        let group = try await walk.askFor { () throws(AWSError) in
            try await balancing.targetGroups(arns: [arn], deadline: walk.deadline).values.first
        }
        guard let group = group.flatMap(\.self) else {
            finding.problems.append("the target group \(name) does not exist in \(region), or may not be described")
            return [finding]
        }
        guard !group.loadBalancerARNs.isEmpty else {
            finding.problems.append("no load balancer forwards to the target group \(name): it is not used")
            return [finding]
        }
        let balancers = try await walk.ask { () throws(AWSError) in
            try await balancing.loadBalancers(arns: group.loadBalancerARNs, deadline: walk.deadline).values
        }
        guard let balancer = balancers?.first else {
            finding.problems.append("the load balancer of the target group \(name) can't be described")
            return [finding]
        }
        return try await find(arn, behind: balancer, region, finding)
    }

    /// Walks from the hosts that the rules name. Without one, it reads the forward itself, if it is split.
    private func find(
        _ arn: String, behind balancer: LoadBalancer, _ region: String, _ start: ServiceFinding
    ) async throws(AWSError) -> [ServiceFinding] {
        let routes = try await routes(to: arn, of: balancer, in: region)
        let hosts = routes.flatMap { $0.rule?.hosts ?? [] }.withoutRepeats().filter {
            !$0.contains { "*?".contains($0) }
        }
        if let host = hosts.first {
            var found = try await HostWalk(walk: walk).find(host)
            if hosts.count > 1 {
                let others = hosts.dropFirst().joined(separator: ", ")
                found.remarks.append("the rules of \(balancer.name) send other hosts there, too: \(others)")
            }
            if found.path != nil { return [found] }
        }
        var finding = start
        let split = routes.filter { $0.targets.count > 1 }
        // Also show the listeners whose default action sends all remaining requests to this target group alone.
        let whole = routes.filter { $0.targets.count == 1 && $0.rule == nil }
        let shown = BalancerFinding(
            balancer: balancer, region: region, routes: split.isEmpty ? routes : split + whole, anyGroups: [])
        finding.balancers = [shown]
        finding.groups = try await GroupWalk(walk: walk, words: [start.name]).find(behind: [shown])
        if split.isEmpty {
            finding.problems.append(
                "which host names lead to \(balancer.name) (\(balancer.dnsName ?? "no DNS name")) can't be told from here:"
                    + " abreast discover HOST")
        } else {
            ForwardSplit([shown]).tell(&finding)
        }
        return [finding]
    }

    private func routes(
        to arn: String, of balancer: LoadBalancer, in region: String
    ) async throws(AWSError) -> [HostRoute] {
        let balancing = try walk.sender(in: region).elasticLoadBalancing
        let listeners = try await walk.ask { () throws(AWSError) in
            try await balancing.listeners(loadBalancerARN: balancer.arn, deadline: walk.deadline)
        }
        var routes: [HostRoute] = []
        for listener in listeners ?? [] {
            let rules = try await walk.ask { () throws(AWSError) in
                try await balancing.rules(listenerARN: listener.arn, deadline: walk.deadline)
            }
            let own = (rules ?? []).filter { !$0.isDefault }
            routes += own.map { HostRoute(listener: listener, rule: $0, isWhole: true, conditions: []) }
            routes.append(HostRoute(listener: listener, rule: nil, isWhole: true, conditions: []))
        }
        return routes.filter { $0.targets.contains { $0.targetGroupARN == arn } }
    }
}
