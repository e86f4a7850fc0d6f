// Traps in a fleet: health checks that kill a member while it starts, and mixed versions.
extension Topology {
    var fleetWarnings: [TopologyWarning] { fleets.flatMap { graceWarnings($0) + versionWarnings($0) } }

    private func graceWarnings(_ fleet: TopologyFleet) -> [TopologyWarning] {
        guard fleet.heedsBalancer, !fleet.targetGroups.isEmpty, fleet.healthCheckGrace == 0 else { return [] }
        return [
            TopologyWarning(
                .grace, side: fleet.side,
                "\(fleet.title) has a health-check grace of 0 s: \(fleet.noun)s that the load balancer finds unhealthy while "
                    + "they start are replaced, and never become ready.",
                remedy: "Set it to longer than the slowest start.")
        ]
    }

    private func versionWarnings(_ fleet: TopologyFleet) -> [TopologyWarning] {
        guard fleet.versions.count > 1 else { return [] }
        let each = fleet.versions.map { "\($0.name) on \($0.count)" }.joined(separator: ", ")
        return [
            TopologyWarning(
                .versions, side: fleet.side,
                "\(fleet.title) runs \(fleet.versions.count) versions (\(each)): what is measured of this side is a mixture.",
                remedy: "Let the deployment end, or refresh what is left behind, before the next step.")
        ]
    }
}
