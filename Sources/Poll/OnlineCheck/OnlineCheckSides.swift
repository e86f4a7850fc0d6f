import AWS
import Model

// The rows about the two sides of a service: load balancers, fleets, ECS services and queues.
extension OnlineCheck {
    func balancerRows(_ name: String, _ side: SideConfiguration) async -> [Row] {
        var rows: [Row] = []
        let balancing = sender.elasticLoadBalancing
        var balancer: LoadBalancer?
        if let text = side.loadBalancer {
            let described = await result { () throws(AWSError) -> LoadBalancer? in
                guard let reference = BalancerReference(text, kind: .loadBalancer) else { return nil }
                let found =
                    if let arn = reference.arn {
                        try await balancing.loadBalancers(arns: [arn.description], deadline: deadline)
                    } else {
                        try await balancing.loadBalancers(names: [reference.name], deadline: deadline)
                    }
                return found.values.first
            }
            if case .success(let found) = described { balancer = found }
            rows.append(
                await row("\(name): load balancer \(text)", "elasticloadbalancing:DescribeLoadBalancers") {
                    () throws(AWSError) in
                    guard let reference = BalancerReference(text, kind: .loadBalancer) else { return Self.noName(text) }
                    guard let balancer = try described.get() else { return Self.nothing }
                    let dimension = ARN(balancer.arn)?.loadBalancerDimension
                    if let wanted = reference.dimension, wanted != dimension {
                        return (.missing, "of that name there is \(dimension ?? balancer.arn)")
                    }
                    return (
                        .ok,
                        [balancer.type, balancer.state?.rawValue, dimension].compactMap(\.self).joined(separator: ", ")
                    )
                })
        }
        for text in side.targetGroups { rows += await groupRows(name, text, of: balancer) }
        return rows
    }

    /// The names of the load balancer's target groups, behind a sentence that misses one; empty without them.
    private func presentGroups(of balancer: LoadBalancer?) async -> String {
        guard let balancer else { return "" }
        let found = await result { () throws(AWSError) in
            try await sender.elasticLoadBalancing.targetGroups(loadBalancerARN: balancer.arn, deadline: deadline)
        }
        guard case .success(let groups) = found else { return "" }
        return "; on \(balancer.name)\(PresentNames.words(groups.map(\.name)).dropFirst())"
    }

    private func groupRows(_ name: String, _ text: String, of balancer: LoadBalancer?) async -> [Row] {
        let balancing = sender.elasticLoadBalancing
        var group: TargetGroup?
        let described = await result { () throws(AWSError) -> TargetGroup? in
            guard let reference = BalancerReference(text, kind: .targetGroup) else { return nil }
            let found =
                if let arn = reference.arn {
                    try await balancing.targetGroups(arns: [arn.description], deadline: deadline)
                } else {
                    try await balancing.targetGroups(names: [reference.name], deadline: deadline)
                }
            return found.values.first
        }
        if case .success(let found) = described { group = found }
        var rows = [
            await row("\(name): target group \(text)", "elasticloadbalancing:DescribeTargetGroups") {
                () throws(AWSError) in
                guard let group = try described.get() else {
                    return (.missing, Self.nothing.1 + (await presentGroups(of: balancer)))
                }
                guard ForwardReader.means(text, group.arn) else {
                    return (.missing, "of that name there is \(ARN(group.arn)?.resource ?? group.arn)")
                }
                return (.ok, [group.targetType, group.protocol].compactMap(\.self).joined(separator: ", "))
            }
        ]
        guard let group else { return rows }
        rows.append(
            await row("\(name): targets of \(text)", "elasticloadbalancing:DescribeTargetHealth") {
                () throws(AWSError) in
                let targets = try await balancing.targetHealth(targetGroupARN: group.arn, deadline: deadline)
                return (.ok, "\(targets.count { $0.isHealthy }) of \(targets.count) healthy")
            })
        return rows
    }

    func fleetRows(_ name: String, _ text: String) async -> [Row] {
        let groupName = AutoScalingPoller.name(text)
        let described = await result { () throws(AWSError) in
            try await sender.autoScaling.groups(names: [groupName], deadline: deadline).values.first
        }
        var rows = [
            await row("\(name): Auto Scaling group \(groupName)", "autoscaling:DescribeAutoScalingGroups") {
                () throws(AWSError) in
                guard let group = try described.get() else { return Self.nothing }
                let desired = group.instances(forCapacity: group.desired)
                return (.ok, "\(NumberWords.count(group.instances.count, "instance")), \(desired) desired")
            }
        ]
        guard let ids = try? described.get()?.instances.map(\.id), !ids.isEmpty else { return rows }
        rows.append(
            await row("\(name): instances of \(groupName)", "ec2:DescribeInstances") { () throws(AWSError) in
                let found = try await sender.ec2.instances(ids: ids, deadline: deadline)
                return found.values.isEmpty
                    ? (.missing, "EC2 knows none of \(ids.count)")
                    : (.ok, "\(found.values.count) of \(ids.count) known")
            })
        return rows
    }

    func ecsRows(_ name: String, _ ecs: ECSConfiguration) async -> [Row] {
        let (cluster, serviceName) = (ECSPoller.name(ecs.cluster), ECSPoller.name(ecs.service))
        let described = await result { () throws(AWSError) in
            try await sender.ecs.service(cluster: cluster, name: serviceName, deadline: deadline)
        }
        var rows = [
            await row("\(name): ECS service \(cluster)/\(serviceName)", "ecs:DescribeServices") { () throws(AWSError) in
                let service = try described.get()
                return (.ok, "\(service.running) of \(service.desired) running\(Self.alternates(of: service))")
            }
        ]
        guard let service = try? described.get() else { return rows }
        let listed = await result { () throws(AWSError) in
            try await sender.ecs.taskARNs(cluster: cluster, service: serviceName, deadline: deadline)
        }
        rows.append(
            await row("\(name): tasks of \(serviceName)", "ecs:ListTasks") { () throws(AWSError) in
                (.ok, NumberWords.count(try listed.get().count, "task"))
            })
        if let arns = try? listed.get(), !arns.isEmpty {
            rows.append(
                await row("\(name): tasks of \(serviceName)", "ecs:DescribeTasks") { () throws(AWSError) in
                    let tasks = try await sender.ecs.tasks(cluster: cluster, arns: arns, deadline: deadline)
                    return (.ok, "\(tasks.values.count) of \(arns.count) described")
                })
        }
        if let definition = service.taskDefinitionARN {
            rows.append(
                await row("\(name): task definition", "ecs:DescribeTaskDefinition") { () throws(AWSError) in
                    let found = try await sender.ecs.taskDefinition(definition, deadline: deadline)
                    return (.ok, "\(found.family):\(found.revision)")
                })
        }
        return rows
    }

    /// The target groups of a service that takes turns between two, since the configuration names only one of them.
    private static func alternates(of service: ECSService) -> String {
        guard let groups = service.movingTargetGroupARNs else {
            return "; where its tasks are registered cannot be seen"
        }
        guard groups.count > 1 else { return "" }
        return "; its tasks move between \(groups.map(TargetHealthPoller.name).joined(separator: " and "))"
    }

    func queueRows(_ name: String, _ queue: String) async -> [Row] {
        let located = await result { () throws(AWSError) in
            queue.contains("://") ? queue : try await sender.sqs.queueURL(of: queue, deadline: deadline)
        }
        var rows: [Row] = []
        if !queue.contains("://") {
            rows.append(
                await row("\(name): queue \(queue)", "sqs:GetQueueUrl") { () throws(AWSError) in
                    _ = try located.get()
                    return (.ok, "found")
                })
        }
        guard let url = try? located.get() else { return rows }
        rows.append(
            await row("\(name): depth of \(SQSPoller.name(of: queue))", "sqs:GetQueueAttributes") {
                () throws(AWSError) in
                let found = try await sender.sqs.queueAttributes(url: url, deadline: deadline)
                return (.ok, "\(NumberWords.count(found.visible, "message")) waiting")
            })
        return rows
    }

    private static let nothing: (Row.Answer, String) =
        (.missing, "does not exist; check the name, the region and the account")

    private static func noName(_ text: String) -> (Row.Answer, String) {
        (.failed, "“\(text)” is neither a name nor an ARN")
    }
}
