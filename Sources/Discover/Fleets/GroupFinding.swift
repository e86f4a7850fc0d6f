package import AWS
import Model

/// A target group, its registered targets, and the fleets that register there.
package struct GroupFinding: Sendable, Equatable {
    package let group: TargetGroup
    package let region: String
    /// `nil` where they could not be read.
    package let targets: [TargetHealth]?
    package var fleets: [FleetFinding] = []
    /// What could not be found out about its fleets.
    package var doubts: [String] = []

    /// `targetgroup/name/hex`.
    package var dimension: String { ARN(group.arn)?.targetGroupDimension ?? group.name }

    /// Whether a fleet was found that itself registers targets here. Instances that are registered here and merely
    /// belong to a group do not count.
    var registersFleet: Bool {
        fleets.contains { fleet in
            switch fleet {
            case .autoScalingGroup(let group): group.targetGroupARNs.contains(self.group.arn)
            case .ecs: true
            }
        }
    }

    /// Instances or addresses, as ids.
    var targetIDs: [String] { (targets ?? []).map(\.id).withoutRepeats() }

    /// `6 targets, 5 healthy`.
    package var health: String {
        guard let targets else { return "targets unknown" }
        let healthy = targets.count { $0.isHealthy }
        if targets.isEmpty { return "no targets" }
        return healthy == targets.count
            ? "\(NumberWords.count(healthy, "healthy target"))"
            : "\(NumberWords.count(targets.count, "target")), \(healthy) healthy"
    }
}

/// A fleet that does a service's work: an Auto Scaling group or an ECS service.
package enum FleetFinding: Sendable, Equatable {
    case autoScalingGroup(AutoScalingGroup)
    /// With its cluster's name.
    case ecs(ECSService, cluster: String)

    /// What it runs on. This decides the side.
    package var kind: FleetKind {
        switch self {
        case .autoScalingGroup: .ec2
        case .ecs: .ecs
        }
    }

    /// `Auto Scaling group api-asg`, `ECS service prod/api`.
    package var title: String {
        switch self {
        case .autoScalingGroup(let group): "Auto Scaling group \(group.name)"
        case .ecs(let service, let cluster): "ECS service \(cluster)/\(service.name)"
        }
    }

    /// The desired number, and what its instances or tasks are made from.
    package var details: String {
        switch self {
        case .autoScalingGroup(let group):
            let template = group.launchTemplate.map { template in
                "launch template \([template.name ?? template.id, template.version].compactMap(\.self).joined(separator: " "))"
            }
            let maker = template ?? group.launchConfigurationName.map { "launch configuration \($0)" }
            let counts = "\(group.desired) desired (\(group.minimum) to \(group.maximum))"
            return ([counts] + [maker].compactMap(\.self)).joined(separator: ", ")
        case .ecs(let service, _):
            let definition = service.taskDefinitionARN.flatMap { $0.split(separator: "/").last.map(String.init) }
            let counts = "\(service.running) of \(service.desired) running"
            return ([counts] + [definition, service.launchType].compactMap(\.self)).joined(separator: ", ")
        }
    }

    /// Whether a person means this fleet by that name.
    func isCalled(_ name: String) -> Bool {
        switch self {
        case .autoScalingGroup(let group): group.name == name || group.arn == name
        case .ecs(let service, let cluster):
            service.name == name || service.arn == name || "\(cluster)/\(service.name)" == name
        }
    }
}

/// What a side runs on.
package enum FleetKind: Sendable, Equatable {
    case ec2
    case ecs
}
