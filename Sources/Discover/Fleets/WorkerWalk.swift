import AWS
import Model

/// Finds the two fleets of a service that takes no requests, by their names.
struct WorkerWalk {
    let walk: Walk

    func find(group: String?, ecs: ECSConfiguration?, queue: String?) async throws(AWSError) -> ServiceFinding {
        var finding = ServiceFinding(name: ecs?.service ?? group ?? queue ?? "worker")
        finding.queue = queue
        if let group { try await add(group: group, &finding) }
        if let ecs { try await add(ecs, &finding) }
        if group == nil { finding.problems.append("a worker's old side is named with --asg GROUP") }
        if ecs == nil { finding.problems.append("a worker's new side is named with --ecs CLUSTER/SERVICE") }
        return finding
    }

    private func add(group name: String, _ finding: inout ServiceFinding) async throws(AWSError) {
        let scaling = try walk.sender().autoScaling
        let found = try await walk.ask { () throws(AWSError) in
            try await scaling.groups(names: [name], deadline: walk.deadline).values
        }
        if found?.isEmpty == true {
            finding.problems.append("there is no Auto Scaling group \(name) in \(walk.region)")
            return
        }
        // If the request is denied, take what the person said.
        add(.autoScalingGroup(found?.first ?? AutoScalingGroup(name: name)), called: name, &finding)
    }

    private func add(_ ecs: ECSConfiguration, _ finding: inout ServiceFinding) async throws(AWSError) {
        guard let service = try await ECSLookUp(walk: walk).service(ecs, &finding) else { return }
        add(.ecs(service, cluster: ECSLookUp.name(ecs.cluster)), called: service.name, &finding)
        finding.name = service.name
        if service.loadBalancers.contains(where: { $0.targetGroupARN != nil }) {
            finding.remarks.append(
                "ECS service \(service.name) is registered in a target group: `abreast discover HOST` finds its split")
        }
    }

    private func add(_ fleet: FleetFinding, called name: String, _ finding: inout ServiceFinding) {
        finding.ways.append(
            WeightedBranch(
                name: name, weights: "no split", region: walk.region, balancer: nil, groups: [], fleets: [fleet]))
    }
}

/// Finds an ECS service that a person named.
struct ECSLookUp {
    let walk: Walk

    /// Returns the service; `nil`, with a problem noted, when it does not exist. If the request is denied, the service
    /// has only the name that the person gave.
    func service(
        _ ecs: ECSConfiguration, _ finding: inout ServiceFinding
    ) async throws(AWSError) -> ECSService? {
        let asked = try walk.sender().ecs
        let answer = try await walk.ask { () throws(AWSError) -> [ECSService] in
            do throws(AWSError) {
                return try await asked.services(
                    cluster: ecs.cluster, names: [ecs.service], deadline: walk.deadline
                ).values.filter { !$0.isGone }
            } catch {
                guard error.kind == .notFound else { throw error }
                return []
            }
        }
        guard let answer else { return ECSService(arn: "", name: Self.name(ecs.service)) }
        if answer.isEmpty {
            finding.problems.append("there is no ECS service \(ecs.cluster)/\(ecs.service) in \(walk.region)")
        }
        return answer.first
    }

    /// The name that an ARN ends with, or the name itself.
    static func name(_ text: String) -> String { ARN(text)?.name ?? text }
}
