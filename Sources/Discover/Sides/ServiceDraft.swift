import AWS
package import Model

/// A service ready for a configuration.
package struct ServiceDraft: Sendable, Equatable {
    package let configuration: ServiceConfiguration
    /// How each side was recognised, and what is worth knowing: one line each.
    package let comments: [String]
}

/// Why a service cannot be written into a configuration. Each reason says what to do.
package struct DraftRefusal: Error, Equatable {
    package let reasons: [String]
}

extension ServiceFinding {
    /// Returns the service as a configuration describes it. Throws what is missing for that.
    package func draft(_ hints: Hints) throws(DraftRefusal) -> ServiceDraft {
        guard problems.isEmpty else { throw DraftRefusal(reasons: problems) }
        let (old, new): (WeightedBranch, WeightedBranch)
        switch sides(hints) {
        case .decided(let first, let second): (old, new) = (first, second)
        case .unclear(let why): throw DraftRefusal(reasons: [why])
        case .none: throw DraftRefusal(reasons: ["\(name): there are no two sides"])
        }
        var reasons: [String] = []
        var comments = ["old: \(old.evidence)", "new: \(new.evidence)"]
        if let contradiction = SideChoice.contradiction(old: old, new: new) { comments.append(contradiction) }
        let sides = [(Side.old, old), (.new, new)].map { side, way in
            configuration(side, way, hints, &reasons, &comments)
        }
        if region == nil {
            reasons.append(
                "the sides are in two regions (\(old.region), \(new.region)); a configuration is of one region")
        }
        guard reasons.isEmpty else { throw DraftRefusal(reasons: reasons) }
        if let group = hints.autoScalingGroup, !sides.contains(where: { $0.autoScalingGroup == group }) {
            comments.append("Auto Scaling group \(group), which you named, is not on either side")
        }
        if let ecs = hints.ecs, !sides.contains(where: { $0.ecs == ecs }) {
            comments.append("ECS service \(ecs.cluster)/\(ecs.service), which you named, is not on either side")
        }
        for way in ways where way != old && way != new {
            comments.append("“\(way.name)” (\(way.weights)) is neither old nor new, and is not watched")
        }
        let service = ServiceConfiguration(
            name: name, split: split(old, new), old: sides[0], new: sides[1], queue: queue)
        return ServiceDraft(configuration: service, comments: comments + remarks)
    }

    private func split(_ old: WeightedBranch, _ new: WeightedBranch) -> Split? {
        switch place {
        case nil: nil
        case .records(let zone, let name, let types):
            // Use the id: a second zone may have the same name.
            .route53(zone: zone.id, name: name, types: types, old: old.name, new: new.name)
        case .forward(let listener, let rule, _): .alb(listener: listener, rule: rule, old: old.name, new: new.name)
        }
    }

    private func configuration(
        _ side: Side, _ way: WeightedBranch, _ hints: Hints, _ reasons: inout [String], _ comments: inout [String]
    ) -> SideConfiguration {
        var configuration = SideConfiguration(
            loadBalancer: way.balancer, targetGroups: way.groups.map(\.dimension))
        if way.fleets.count > 1, let first = way.fleets.first {
            let others = way.fleets.dropFirst().map(\.title).joined(separator: ", ")
            comments.append("\(side.rawValue): beside \(first.title), \(others) register there and are not watched")
        }
        switch way.fleets.first {
        case .autoScalingGroup(let group) where !way.isBeneath(hints):
            configuration.autoScalingGroup = group.name
        case .ecs(let service, let cluster):
            configuration.ecs = ECSConfiguration(cluster: cluster, service: service.name)
        case .autoScalingGroup, nil: say(side, way, hints, &configuration, &reasons, &comments)
        }
        return configuration
    }

    /// Takes the fleet from the person's hints. Without a hint, notes that it is missing.
    private func say(
        _ side: Side, _ way: WeightedBranch, _ hints: Hints, _ configuration: inout SideConfiguration,
        _ reasons: inout [String], _ comments: inout [String]
    ) {
        let isMachines = !way.isOfAddresses && !way.isBeneath(hints)
        if isMachines, let group = hints.autoScalingGroup {
            configuration.autoScalingGroup = group
            comments.append("\(side.rawValue): Auto Scaling group \(group) as you said; not seen to register")
        } else if way.kind != .ec2, let ecs = hints.ecs {
            configuration.ecs = ecs
            comments.append(
                "\(side.rawValue): ECS service \(ecs.cluster)/\(ecs.service) as you said; not seen to register")
        } else {
            let option = way.isOfAddresses ? "--ecs CLUSTER/SERVICE" : "--asg GROUP"
            let groups = way.groups.map(\.dimension).joined(separator: ", ")
            let lack = "\(side.rawValue): no fleet was found that registers in \(groups); name it with \(option)"
            reasons.append(([lack] + way.doubts).joined(separator: "; "))
        }
    }
}

extension WeightedBranch {
    /// Whether its instances are merely registered there, and the person names an ECS service that may run on them, not
    /// their Auto Scaling group.
    fileprivate func isBeneath(_ hints: Hints) -> Bool {
        guard isDoubtful, hints.ecs != nil, let fleet = fleets.first else { return false }
        return hints.autoScalingGroup.map { !fleet.isCalled($0) } ?? true
    }
}
