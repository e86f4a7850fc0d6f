/// What stands in AWS against the side that the configuration gives a thing.
///
/// A roll back sends everything to what the file calls old. Where the file has the sides swapped, that is new.
package struct SideConflict: Sendable, Hashable {
    /// The side that the configuration gives it.
    package var side: Side
    /// What it is and where it leads, in one clause.
    package var words: String
}

extension Topology {
    /// All conflicts that can be seen; empty also where nothing could be read. What cannot be seen is no evidence.
    package var sideConflicts: [SideConflict] {
        var said: Set<SideConflict> = []
        return (recordConflicts + fleetConflicts).filter { said.insert($0).inserted }
    }

    /// Records whose set identifier is one side's and which lead to the other side's load balancer.
    private var recordConflicts: [SideConflict] {
        records.compactMap { record in
            guard let side = record.side, let identifier = record.setIdentifier, let balancer = balancer(of: record),
                let served = balancer.side, served != side
            else { return nil }
            return SideConflict(
                side: side,
                words:
                    "the record “\(identifier)” is \(side.rawValue)'s in the file, and leads to \(balancer.name), the load "
                    + "balancer of \(served.rawValue)")
        }
    }

    /// Fleets that are registered in the other side's target groups alone, or in those of another service.
    private var fleetConflicts: [SideConflict] {
        fleets.compactMap { fleet in
            guard let side = fleet.side, !fleet.targetGroups.isEmpty else { return nil }
            let own = targetGroups.filter { $0.side == side }
            guard !own.isEmpty, !own.contains(where: { fleet.targetGroups.contains($0.arn) }) else { return nil }
            let claim = "\(fleet.wholeName) is \(side.rawValue)'s in the file, and "
            if let other = targetGroups.first(where: { group in
                group.side.map { $0 != side } == true && fleet.targetGroups.contains(group.arn)
            }) {
                return SideConflict(
                    side: side, words: claim + "stands behind \(other.name), the target group of \(side.other.rawValue)"
                )
            }
            // A controller may move tasks to a group that the file need not name.
            guard !fleet.changesTargetGroups else { return nil }
            let group = fleet.targetGroups[0]
            return SideConflict(
                side: side,
                words: claim
                    + "stands behind \(ARN(group)?.targetGroupName ?? group), a target group that this service does "
                    + "not name; the file names \(own.map(\.name).joined(separator: ", "))")
        }
    }
}

extension TopologyFleet {
    /// `the Auto Scaling group api-asg`, `the ECS service prod/api`.
    fileprivate var wholeName: String {
        switch kind {
        case .autoScalingGroup: "the Auto Scaling group \(name)"
        case .ecsService: "the ECS service \(cluster.map { "\($0)/" } ?? "")\(name)"
        }
    }
}

extension ARN {
    /// The name of a target group.
    fileprivate var targetGroupName: String? {
        targetGroupDimension?.split(separator: "/").dropFirst().first.map(String.init)
    }
}
