// The room Discover finds what stands behind a host name: zone, records, load balancers, rules, target groups, fleets.
// It searches; Poll reads only what a configuration names. Nothing that polls or steers needs the search, so the search
// has a room of its own. Discover may import Model and AWS. It only reads. It reports what it cannot find out, and does
// not guess.

package import AWS
package import Model

/// Starts from what a person knows of a service, and finds everything else that a configuration says of it.
package struct Discovery: Sendable {
    /// Where the walk begins.
    package var starts: [Start]
    /// What the person knows beside it.
    package var hints: Hints
    /// The region for requests where no DNS name says the region.
    package var region: String
    private let senders: @Sendable (String) throws(AWSError) -> any RequestSender
    private let deadline: ContinuousClock.Instant

    /// - Parameter senders: Returns the sender for a region. It should return the same sender each time for the same
    ///   region.
    package init(
        starts: [Start], hints: Hints = Hints(), region: String, deadline: ContinuousClock.Instant,
        senders: @escaping @Sendable (String) throws(AWSError) -> any RequestSender
    ) {
        self.starts = starts
        self.hints = hints
        self.region = region
        self.deadline = deadline
        self.senders = senders
    }

    /// Returns the services in the order of the starts, and the calls that were denied.
    ///
    /// Throws only errors after which every further request would fail too: no network, no credentials, no time left.
    package func find() async throws(AWSError) -> Discovered {
        let walk = Walk(region: region, hints: hints, deadline: deadline, senders: senders)
        var services: [ServiceFinding] = []
        for start in starts {
            switch start {
            case .host(let host): services.append(try await HostWalk(walk: walk).find(host))
            case .targetGroup(let arn): services += try await GroupStart(walk: walk).find(targetGroup: arn)
            case .ecs(let ecs): services += try await GroupStart(walk: walk).find(ecs)
            case .worker(let group, let ecs, let queue):
                services.append(try await WorkerWalk(walk: walk).find(group: group, ecs: ecs, queue: queue))
            }
        }
        return Discovered(services: services.withDistinctNames(), gaps: walk.gaps)
    }
}

/// What a person knows of a service at the start.
package enum Start: Sendable, Equatable {
    case host(String)
    /// A target group's ARN.
    case targetGroup(String)
    case ecs(ECSConfiguration)
    /// A service without a load balancer: its Auto Scaling group, its ECS service, and the queue that both sides read.
    case worker(group: String?, ecs: ECSConfiguration?, queue: String?)
}

/// What a person adds where the walk cannot find out.
package struct Hints: Sendable, Equatable {
    /// The hosted zone, by id or name.
    package var zone: String?
    /// Which side is old and which is new: a set identifier, or the name of a load balancer, a target group or a fleet.
    package var old: String?
    package var new: String?
    /// The Auto Scaling group of the side on EC2, if the walk cannot find it.
    package var autoScalingGroup: String?
    /// The ECS service of the side on ECS, if the walk cannot find it.
    package var ecs: ECSConfiguration?

    package init(
        zone: String? = nil, old: String? = nil, new: String? = nil, autoScalingGroup: String? = nil,
        ecs: ECSConfiguration? = nil
    ) {
        self.zone = zone
        self.old = old
        self.new = new
        self.autoScalingGroup = autoScalingGroup
        self.ecs = ecs
    }
}

/// The result of a walk.
package struct Discovered: Sendable {
    package var services: [ServiceFinding]
    /// The calls that were denied. Each of them made the result less complete.
    package var gaps: [TopologyGap]
}

extension [ServiceFinding] {
    /// Gives each service a name of its own: services with the same name get their whole host names. Where the host is
    /// the same too, they get a number.
    fileprivate func withDistinctNames() -> Self {
        var services = self
        for index in services.indices where filter({ $0.name == self[index].name }).count > 1 {
            services[index].name = self[index].host ?? self[index].name
        }
        var taken: Set<String> = []
        for index in services.indices {
            let name = services[index].name
            var number = 1
            while !taken.insert(services[index].name).inserted {
                number += 1
                services[index].name = "\(name)-\(number)"
            }
        }
        return services
    }
}
