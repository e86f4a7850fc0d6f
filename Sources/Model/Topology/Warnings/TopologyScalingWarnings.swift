// Traps in scaling: fleets that shrink as their traffic leaves, and policies that follow the requests of another fleet.
extension Topology {
    var scalingWarnings: [TopologyWarning] { shrinkingWarnings + fleets.flatMap(boundPolicyWarnings) }

    private var shrinkingWarnings: [TopologyWarning] {
        fleets(.old).compactMap { fleet in
            let least = fleet.minimum ?? 0
            let policies = (fleet.policies ?? []).filter { $0.isEnabled && $0.scalesIn }
            guard !policies.isEmpty, !fleet.scaleInIsSuspended, least < max(fleet.desired, fleet.running) else {
                return nil
            }
            let present = max(fleet.desired, fleet.running)
            let names = policies.map(\.name).joined(separator: ", ")
            let noun = policies.count == 1 ? "policy" : "policies"
            return TopologyWarning(
                .shrinking, side: .old,
                "\(fleet.title) shrinks as its traffic leaves (\(noun) \(names)), from \(present) to as few as \(least) "
                    + "\(fleet.noun)s: a roll back would then land on too few.",
                remedy: "Raise its minimum to \(present), or turn scaling in off, until the last step is baked.")
        }
    }

    private func boundPolicyWarnings(_ fleet: TopologyFleet) -> [TopologyWarning] {
        let own = targetGroups.filter { fleet.targetGroups.contains($0.arn) }.map(\.dimension)
        let groups = fleet.targetGroups.map { ARN($0)?.resource ?? $0 }
        return (fleet.policies ?? []).compactMap { policy in
            guard policy.isEnabled, policy.metric == "ALBRequestCountPerTarget", let label = policy.resourceLabel,
                let start = label.split(separator: "/").firstIndex(of: "targetgroup")
            else { return nil }
            let followed = label.split(separator: "/")[start...].joined(separator: "/")
            if !own.contains(followed), !groups.contains(followed) {
                return TopologyWarning(
                    .boundPolicy, side: fleet.side,
                    "Policy \(policy.name) of \(fleet.title) follows the requests of \(followed), which is not its own "
                        + "target group: it does not grow with the traffic that moves to it.",
                    remedy: "Bind the policy to a target group of its own, or follow processor load.")
            }
            guard groups.count > 1 else { return nil }
            return TopologyWarning(
                .boundPolicy, side: fleet.side,
                "Policy \(policy.name) of \(fleet.title) follows the requests of \(followed) alone, one of its "
                    + "\(groups.count) target groups: what comes by the others does not make it grow.",
                remedy: "Follow processor load, or have one policy for each target group.")
        }
    }
}
