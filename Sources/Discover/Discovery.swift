// The room Discover finds what stands behind a host name: zone, records, load balancers, rules, target groups, fleets.
// It asks by searching, where Poll asks for what a configuration names, and nothing that polls or steers needs it: so it
// has a room of its own. It may import Model and AWS. It only reads; what it can't tell it says, and guesses nothing.

package import AWS
package import Model

/// Walks from what a person knows of a service to everything else that a configuration says of it.
package struct Discovery: Sendable {
    /// Where the walk begins.
    package var starts: [Start]
    /// What the person knows beside it.
    package var hints: Hints
    /// The region in which is asked what no DNS name places elsewhere.
    package var region: String
    private let senders: @Sendable (String) throws(AWSError) -> any RequestSender
    private let deadline: ContinuousClock.Instant

    /// - Parameter senders: Whom to ask in a region; asked again for the same region it should give the same.
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

    /// What was found, service by service in the order of the starts, and what was denied on the way. Throws only what
    /// makes every further question useless: no network, no credentials, no time.
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

/// What a person knows of a service at the beginning.
package enum Start: Sendable, Equatable {
    case host(String)
    /// A target group's ARN.
    case targetGroup(String)
    case ecs(ECSConfiguration)
    /// A service without a load balancer: its Auto Scaling group, its ECS service, and the queue that both eat.
    case worker(group: String?, ecs: ECSConfiguration?, queue: String?)
}

/// What a person says where the walk cannot tell.
package struct Hints: Sendable, Equatable {
    /// The hosted zone, by id or name.
    package var zone: String?
    /// What is old and what is new: a set identifier, or the name of a load balancer, a target group or a fleet.
    package var old: String?
    package var new: String?
    /// The Auto Scaling group of the side on EC2, where it can't be found.
    package var autoScalingGroup: String?
    /// The ECS service of the side on ECS, where it can't be found.
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

/// All that a walk brought.
package struct Discovered: Sendable {
    package var services: [ServiceFinding]
    /// The calls that were denied; each narrowed what was found.
    package var gaps: [TopologyGap]
}

extension [ServiceFinding] {
    /// Two services of one name get their whole host names; a third of the same host, and fourth, a number.
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
