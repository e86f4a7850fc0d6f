import AWS
import Model

// The part of a topology from Auto Scaling, EC2 and ECS: what answers the requests, and how it scales.
extension TopologySurvey {
    func readFleets() async {
        for (side, configured) in sides {
            if let group = configured.autoScalingGroup { await readGroup(AutoScalingPoller.name(group), side) }
            if let ecs = configured.ecs {
                await readService(ECSPoller.name(ecs.cluster), ECSPoller.name(ecs.service), side)
            }
        }
    }

    // MARK: Auto Scaling

    private func readGroup(_ name: String, _ side: Side) async {
        let (sender, deadline) = (sender, deadline)
        let found = await ask { () throws(AWSError) -> AutoScalingGroup in
            guard let group = try await sender.autoScaling.groups(names: [name], deadline: deadline).values.first else {
                throw AWSError(
                    .notFound, service: .autoScaling, operation: "DescribeAutoScalingGroups", resource: name,
                    message: "there is no group of that name")
            }
            return group
        }
        guard let group = found else { return }
        guard !sidesOnly else {
            layout.fleets.append(TopologyFleet(group, machines: [], policies: nil, region: region, side: side))
            return
        }
        let policies = await ask { () throws(AWSError) in
            try await sender.autoScaling.policies(group: name, deadline: deadline)
        }
        let serving = group.instances.filter { $0.isInService }
        let machines =
            serving.isEmpty
            ? []
            : await ask { () throws(AWSError) in
                try await sender.ec2.instances(ids: serving.map(\.id), deadline: deadline).values
            }
        layout.fleets.append(
            TopologyFleet(
                group, machines: machines ?? [], policies: policies?.map(TopologyScalingPolicy.init), region: region,
                side: side))
    }

    // MARK: ECS

    private func readService(_ cluster: String, _ name: String, _ side: Side) async {
        let (sender, deadline) = (sender, deadline)
        let found = await ask { () throws(AWSError) -> ECSService in
            try await sender.ecs.service(cluster: cluster, name: name, deadline: deadline)
        }
        guard let service = found else { return }
        guard !sidesOnly else {
            layout.fleets.append(
                TopologyFleet(
                    service, cluster: cluster, definition: nil, bounds: nil, policies: nil, region: region, side: side))
            return
        }
        var definition: TaskDefinition?
        if let arn = service.taskDefinitionARN {
            definition = await ask { () throws(AWSError) in try await sender.ecs.taskDefinition(arn, deadline: deadline)
            }
        }
        let bounds = await ask { () throws(AWSError) in
            try await sender.applicationAutoScaling.bounds(cluster: cluster, service: name, deadline: deadline)
        }
        // Without a scalable target there are no policies, so this request is not needed.
        let policies =
            (bounds ?? nil) == nil
            ? bounds.map { _ in [] }
            : await ask { () throws(AWSError) in
                try await sender.applicationAutoScaling.policies(cluster: cluster, service: name, deadline: deadline)
            }
        layout.fleets.append(
            TopologyFleet(
                service, cluster: cluster, definition: definition, bounds: bounds ?? nil,
                policies: policies?.map(TopologyScalingPolicy.init), region: region, side: side))
    }
}

extension TopologyScalingPolicy {
    /// A policy of either API.
    init(_ policy: ScalingPolicy) {
        self.init(
            name: policy.name, isEnabled: policy.isEnabled, scalesIn: policy.scalesIn, metric: policy.metric,
            resourceLabel: policy.resourceLabel)
    }
}

extension TopologyFleet {
    /// An Auto Scaling group, with what EC2 says of its instances and the policies that were read of it.
    init(
        _ group: AutoScalingGroup, machines: [EC2Instance], policies: [TopologyScalingPolicy]?, region: String?,
        side: Side?
    ) {
        let serving = group.instances.filter { $0.isInService }
        let images = Dictionary(machines.map { ($0.id, $0.imageID) }) { first, _ in first }
        let versions = serving.map { instance in
            let template = instance.launchTemplate?.version.map { "lt:\($0)" }
            let maker = template ?? instance.launchConfigurationName.map { "lc:\($0)" }
            return [maker, images[instance.id] ?? nil].compactMap(\.self).joined(separator: " ")
        }
        let processors = machines.compactMap { $0.processors.map(Double.init) }
        let template = group.launchTemplate.map { one in
            [one.name ?? one.id, one.version].compactMap(\.self).joined(separator: " ")
        }
        self.init(
            .autoScalingGroup, name: group.name, arn: group.arn, region: region, side: side,
            targetGroups: group.targetGroupARNs, desired: group.instances(forCapacity: group.desired),
            running: serving.count, minimum: group.instances(forCapacity: group.minimum),
            maximum: group.instances(forCapacity: group.maximum), versions: Version.counted(versions),
            template: template ?? group.launchConfigurationName,
            // Mixed instance types get the mean, as only the sum matters.
            processors: processors.isEmpty || processors.count < serving.count
                ? nil : processors.reduce(0, +) / Double(processors.count),
            healthCheckGrace: group.healthCheckGrace,
            heedsBalancer: group.heedsBalancer, policies: policies,
            scaleInIsSuspended: group.scaleInIsSuspended)
    }

    /// An ECS service, with its newest task definition and its bounds, where something scales it.
    init(
        _ service: ECSService, cluster: String, definition: TaskDefinition?,
        bounds: ApplicationAutoScaling.Bounds?, policies: [TopologyScalingPolicy]?, region: String?, side: Side?
    ) {
        let revisions =
            service.deployments.map { ($0.taskDefinitionARN, $0.running) }
            + service.taskSets.map { ($0.taskDefinitionARN, $0.running) }
        let versions = revisions.map { definition, running in
            (definition?.split(separator: "/").last.map(String.init) ?? "?", running ?? 0)
        }
        let groups = service.targetGroupARNs
        self.init(
            .ecsService, name: service.name, arn: service.arn, cluster: cluster, region: region, side: side,
            targetGroups: groups, desired: service.desired, running: service.running, minimum: bounds?.minimum,
            maximum: bounds?.maximum, versions: Version.counted(versions),
            template: definition.map { "\($0.family):\($0.revision)" }, processors: definition?.processors,
            healthCheckGrace: service.healthCheckGracePeriod ?? 0, heedsBalancer: !groups.isEmpty,
            stopTimeout: definition?.stopTimeout, policies: policies,
            scaleInIsSuspended: bounds?.isScaleInSuspended ?? false)
        changesTargetGroups = service.controller.map { $0.type != .ecs } ?? false
    }
}

extension TopologyFleet.Version {
    /// Each name once, the most frequent first; empty names are left out.
    static func counted(_ names: [String]) -> [Self] { counted(names.map { ($0, 1) }) }

    /// Each name once with the sum of its numbers, the greatest first; names of nothing are left out.
    static func counted(_ numbers: [(name: String, count: Int)]) -> [Self] {
        var counts: [String: Int] = [:]
        for (name, count) in numbers where !name.isEmpty && count > 0 { counts[name, default: 0] += count }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { Self($0.key, $0.value) }
    }
}

extension TaskDefinition {
    /// Virtual processors: the task's, else its containers' together; nil where nothing is reserved.
    var processors: Double? {
        let units = cpu.flatMap { Int($0) }.map(Double.init) ?? Double(containers.reduce(0) { $0 + ($1.cpu ?? 0) })
        return units > 0 ? units / 1024 : nil
    }

    /// Seconds between TERM and KILL, the shortest of its essential containers. The default of ECS is 30 (ECS developer
    /// guide, "Container definition parameters").
    var stopTimeout: Int? {
        containers.filter(\.isEssential).map { $0.stopTimeout ?? 30 }.min()
    }
}
