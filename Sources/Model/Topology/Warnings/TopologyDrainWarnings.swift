// Traps when targets are removed: requests that are cut while a fleet shrinks or is deployed.
extension Topology {
    var drainWarnings: [TopologyWarning] { delayWarnings + clientWarnings + stopWarnings }

    /// After the delay, requests in flight end as 502 (ELBv2 user guide, "Troubleshoot your Application Load
    /// Balancers"). The load balancer would have waited for them until its idle time-out.
    private var delayWarnings: [TopologyWarning] {
        balancers.flatMap { balancer in
            targetGroups(of: balancer).compactMap { group in
                guard group.side != nil, let delay = group.deregistrationDelay, let idle = balancer.idleTimeout,
                    delay < idle
                else { return nil }
                return TopologyWarning(
                    .deregistration, side: group.side,
                    "Target group \(group.name) waits \(delay) s for requests of a target that is taken out, while "
                        + "\(balancer.name) keeps connections for \(idle) s: longer requests end as 502 at each scale-in "
                        + "and deployment.",
                    remedy: "Raise the deregistration delay to \(idle) s or more.")
            }
        }
    }

    /// The default is an hour. A longer time was set by somebody, and a DNS change does not reach these clients.
    private var clientWarnings: [TopologyWarning] {
        guard !weightedTypes.isEmpty else { return [] }
        return balancers.compactMap { balancer in
            guard let seconds = balancer.clientKeepAlive, seconds > 3600 else { return nil }
            return TopologyWarning(
                .deregistration, side: balancer.side,
                "\(balancer.name) keeps clients' connections for \(NumberWords.duration(Double(seconds))): for so long a client "
                    + "that is never idle goes on to its side after a step or a roll back.",
                remedy: "Lower its client keep-alive before the first step.")
        }
    }

    /// A task that is stopped before its target has drained has only the time between TERM and KILL (ECS developer
    /// guide, "Optimize load balancer connection draining parameters").
    private var stopWarnings: [TopologyWarning] {
        fleets.compactMap { fleet in
            let groups = targetGroups.filter { fleet.targetGroups.contains($0.arn) }
            guard fleet.kind == .ecsService, let stop = fleet.stopTimeout,
                let longest = groups.compactMap(\.deregistrationDelay).max(), stop < longest
            else { return nil }
            return TopologyWarning(
                .stopTimeout, side: fleet.side,
                "A task of \(fleet.title) is killed \(stop) s after its TERM, but its target group lets requests run for "
                    + "\(longest) s: a longer one ends as 502 where the task stops before its target has drained.",
                remedy: "Bring the two together: a stopTimeout of up to 120 s, and a deregistration delay not above it."
            )
        }
    }
}
