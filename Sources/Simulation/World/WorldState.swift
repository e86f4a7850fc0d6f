import Model
import Poll

/// The changing state of a simulated world.
struct WorldState: Sendable {
    let scenario: Scenario
    private(set) var now: Moment
    var services: [ServiceState]
    private(set) var cloudWatch: SimulatedCloudWatch
    let quota: Route53Quota
    /// When ECS's messages were last read.
    var ecsToldAt: Moment?
    private let standing: @Sendable (String, Moment) -> DeployJob.Standing

    init(
        _ scenario: Scenario, begin: Moment, seed: UInt64,
        standing: @escaping @Sendable (String, Moment) -> DeployJob.Standing
    ) {
        self.scenario = scenario
        now = begin
        services = scenario.services.map { ServiceState($0, of: scenario, begin: begin, seed: seed) }
        cloudWatch = SimulatedCloudWatch(seed: seed)
        quota = Route53Quota(seed: seed)
        self.standing = standing
    }

    mutating func advance(to moment: Moment) {
        while now + World.step <= moment {
            for index in services.indices { services[index].step(at: now, standing: standing) }
            let minute = now.minute
            now = now + World.step
            guard now.minute > minute else { continue }
            for index in services.indices { services[index].publish(minute, to: &cloudWatch) }
        }
    }
}
