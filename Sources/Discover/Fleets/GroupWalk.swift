import AWS

/// Finds the target groups behind load balancers, their registered targets, and the fleets that register there.
struct GroupWalk {
    let walk: Walk
    /// Words likely to be in the service's name. They decide in which order ECS services are searched.
    let words: [String]

    /// Returns the target groups whose fleets matter, without those that are deleted or may not be described.
    func find(behind balancers: [BalancerFinding]) async throws(AWSError) -> [GroupFinding] {
        var findings: [GroupFinding] = []
        for region in balancers.map(\.region).withoutRepeats() {
            var own: [GroupFinding] = []
            for balancer in balancers where balancer.region == region {
                let known = own.map(\.group.arn)
                own += try await groups(of: balancer).filter { !known.contains($0.group.arn) }
            }
            try await findAutoScalingGroups(&own, region)
            try await findServices(&own, region)
            findings += own
        }
        return findings
    }

    private func groups(of balancer: BalancerFinding) async throws(AWSError) -> [GroupFinding] {
        let balancing = try walk.sender(in: balancer.region).elasticLoadBalancing
        let described = try await walk.ask { () throws(AWSError) in
            try await balancing.targetGroups(loadBalancerARN: balancer.balancer.arn, deadline: walk.deadline)
        }
        var findings: [GroupFinding] = []
        for arn in balancer.watchedGroups {
            guard let group = described?.first(where: { $0.arn == arn }) ?? Self.bare(arn) else { continue }
            let targets = try await walk.askFor { () throws(AWSError) in
                try await balancing.targetHealth(targetGroupARN: arn, deadline: walk.deadline)
            }
            findings.append(GroupFinding(group: group, region: balancer.region, targets: targets))
        }
        return findings
    }

    /// A target group of which only the ARN is known.
    private static func bare(_ arn: String) -> TargetGroup? {
        BalancerReference(arn, kind: .targetGroup).map { TargetGroup(arn: arn, name: $0.name) }
    }

    // MARK: Auto Scaling

    /// Finds the Auto Scaling groups of the target groups.
    ///
    /// A group that lists the target group as its own registers its instances there. A group that only contains
    /// registered instances proves less: a person may have registered them, or they may be the container instances of
    /// an ECS service.
    private func findAutoScalingGroups(
        _ findings: inout [GroupFinding], _ region: String
    ) async throws(AWSError) {
        let open = findings.filter { $0.mayHoldInstances }
        guard !open.isEmpty else { return }
        let scaling = try walk.sender(in: region).autoScaling
        let ids = open.flatMap(\.targetIDs).filter { $0.hasPrefix("i-") }.withoutRepeats()
        let members = try await members(ids, scaling)
        var groups = try await groups((members ?? []).map(\.groupName).withoutRepeats(), scaling)
        // An empty target group does not show who would fill it. The Auto Scaling groups themselves do.
        let isDark = members == nil || open.contains { $0.targetIDs.isEmpty }
        if isDark, open.contains(where: { finding in !groups.contains { $0.registers(in: finding) } }) {
            groups +=
                try await walk.ask { () throws(AWSError) in
                    try await scaling.allGroups(deadline: walk.deadline)
                } ?? []
        }
        for index in findings.indices where findings[index].mayHoldInstances {
            let finding = findings[index]
            var own = groups.filter { $0.registers(in: finding) }
            if own.isEmpty {
                let names = Set((members ?? []).filter { finding.targetIDs.contains($0.id) }.map(\.groupName))
                own = groups.filter { names.contains($0.name) }
            }
            findings[index].fleets = own.map { .autoScalingGroup($0) }
        }
    }

    /// Which groups the instances belong to; `nil` when the request is denied.
    private func members(_ ids: [String], _ scaling: AutoScaling) async throws(AWSError) -> [GroupedInstance]? {
        guard !ids.isEmpty else { return [] }
        return try await walk.ask { () throws(AWSError) in
            try await scaling.groupedInstances(ids: ids, deadline: walk.deadline)
        }
    }

    /// The groups with these names. If they may not be described, only the names are known.
    private func groups(_ names: [String], _ scaling: AutoScaling) async throws(AWSError) -> [AutoScalingGroup] {
        guard !names.isEmpty else { return [] }
        return try await walk.ask { () throws(AWSError) in
            try await scaling.groups(names: names, deadline: walk.deadline).values
        } ?? names.map { AutoScalingGroup(name: $0) }
    }

    // MARK: ECS

    private func findServices(_ findings: inout [GroupFinding], _ region: String) async throws(AWSError) {
        let open = findings.filter { !$0.registersFleet }
        guard !open.isEmpty else { return }
        var search = ECSSearch(walk: walk, region: region, words: words, wanted: open)
        let found = try await search.find()
        for index in findings.indices where open.contains(where: { $0.group.arn == findings[index].group.arn }) {
            let services = found[findings[index].group.arn] ?? []
            // The container instances of an ECS service do not answer requests; its tasks do.
            if !services.isEmpty { findings[index].fleets = services }
            if !findings[index].registersFleet { findings[index].doubts += search.doubts }
        }
    }
}

extension GroupFinding {
    /// A target group of unknown type may contain anything.
    fileprivate var mayHoldInstances: Bool { group.targetType == nil || group.targetType == "instance" }
}

extension AutoScalingGroup {
    /// Whether the Auto Scaling group itself registers its instances there.
    fileprivate func registers(in finding: GroupFinding) -> Bool { targetGroupARNs.contains(finding.group.arn) }
}
