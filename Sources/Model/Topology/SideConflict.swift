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
        let found = recordConflicts + groupConflicts + fleetConflicts
        return (found.isEmpty ? reversal : found).filter { said.insert($0).inserted }
    }

    /// Target groups to which the other side's load balancer forwards, and their own side's does not.
    private var groupConflicts: [SideConflict] {
        targetGroups.compactMap { group in
            let behind = balancers.filter { group.balancers.contains($0.arn) }
            guard let side = group.side, !behind.isEmpty, behind.allSatisfy({ $0.side == side.other }) else {
                return nil
            }
            return SideConflict(
                side: side,
                words: "the target group \(group.name) is \(side.rawValue)'s in the file, and stands behind "
                    + "\(behind[0].name), the load balancer of \(side.other.rawValue)")
        }
    }

    /// All of old is what new should be, and the reverse: each thing agrees with the others, and a roll back would send
    /// everything to ECS.
    private var reversal: [SideConflict] {
        guard isSplit, let instances = fleets(.new).first(where: { $0.kind == .autoScalingGroup }),
            fleets(.new).allSatisfy({ $0.kind == .autoScalingGroup })
        else { return [] }
        let tasks: String
        if let first = fleets(.old).first {
            guard fleets(.old).allSatisfy({ $0.kind == .ecsService }) else { return [] }
            tasks = first.wholeName
        } else {
            // Auto Scaling registers instances only, by their ids (Auto Scaling user guide, "Attach a target group").
            guard let group = targetGroups(.old).first,
                targetGroups(.old).allSatisfy({ $0.targetType == TopologyTargetGroup.addresses })
            else { return [] }
            tasks = "the target group \(group.name), which takes addresses and no instances,"
        }
        return [
            SideConflict(
                side: .old,
                words:
                    "\(tasks) is old's in the file, and \(instances.wholeName) is new's: both the wrong way round, as "
                    + "a migration goes from EC2 to ECS")
        ]
    }

    /// Whether weights send traffic to it. The sides of a worker lead nothing anywhere.
    private var isSplit: Bool { name != nil || splitsByForward }

    /// What AWS does not show of the sides, each in one clause; empty where all is seen.
    ///
    /// A call that failed says nothing for long: it is a gap, and made again.
    package var unseenSides: [String] {
        guard isSplit, gaps.allSatisfy(\.isDenied) else { return [] }
        if !splitsByForward {
            if records.isEmpty { return ["its records were not read"] }
            // A name without weights is a beginning.
            if !records.contains(where: \.isWeighted) { return [] }
        }
        return Side.allCases.flatMap { (splitsByForward ? [] : unseenRecords($0)) + unseenFleets($0) }
    }

    private func unseenRecords(_ side: Side) -> [String] {
        let own = records.filter { $0.side == side && Self.movedTypes.contains($0.type) }
        guard !own.isEmpty else { return ["\(side.rawValue) has no record"] }
        var said: Set<String> = []
        return own.compactMap { record in
            guard balancer(of: record) == nil else { return nil }
            let place =
                record.target.map { "leads to \($0), which is no load balancer that was read" } ?? "holds addresses"
            let words = "\(side.rawValue)'s record “\(record.setIdentifier ?? record.type)” \(place)"
            return said.insert(words).inserted ? words : nil
        }
    }

    private func unseenFleets(_ side: Side) -> [String] {
        let (groups, fleets) = (targetGroups(side), fleets(side))
        if fleets.isEmpty { return ["what runs on \(side.rawValue) was not read"] }
        if groups.isEmpty { return ["no target group of \(side.rawValue) is named or was read"] }
        return fleets.filter(\.targetGroups.isEmpty).map { "\($0.wholeName) names no target group" }
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

extension TopologyTargetGroup {
    /// The target type of groups whose targets are addresses, as those of tasks with their own network interface.
    fileprivate static let addresses = "ip"
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
