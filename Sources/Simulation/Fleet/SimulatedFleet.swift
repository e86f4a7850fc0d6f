import Glibc
import Model

/// The fleet of one side of one service: an Auto Scaling group with its instances (old), an ECS service with its tasks
/// (new), and their targets in the load balancer.
struct SimulatedFleet: Sendable {
    /// A member that requests are sent to.
    struct Serving: Sendable, Equatable {
        var id: String
        /// When it began to serve. Its caches were cold then.
        var readyAt: Moment
        /// Percent of its requests that fail; 0 for a healthy member.
        var badPercent: Double
        /// Whether a bad member drops its connections, as a crashing container does. The load balancer then answers
        /// 502.
        var endsByCrash: Bool
    }

    let service: String
    let side: Side
    let model: FleetModel
    let hasTargetGroup: Bool

    // Changed by the other files of this type.
    var members: [FleetMember] = []
    var scaling: FleetScaling
    var rollout: FleetRollout
    var faults: [ActiveFault] = []
    var names: FleetNames
    var boots: Chance
    /// Only on the new side.
    var journal: FleetJournal?
    /// When the fleet shrinks, no member stops before this moment.
    var shrinksFrom: Moment

    private var noise: Chance
    private var restingMemory: Double
    private var memoryDrift = 0.0

    /// The members that get requests (a worker's: that take jobs) from now to the next step.
    private(set) var serving: [Serving] = []
    /// Load divided by the capacity of the serving members: 1 is full, more is overload.
    private(set) var utilization = 0.0
    /// CPU of the running members in percent, averaged over the last step.
    private(set) var cpu = 0.0
    private(set) var memory = 0.0

    /// A fleet of the model's size that has been running for a long time.
    init(service: String, side: Side, model: FleetModel, hasTargetGroup: Bool, start: Moment, seed: UInt64) {
        (self.service, self.side, self.model, self.hasTargetGroup) = (service, side, model, hasTargetGroup)
        scaling = FleetScaling(model)
        names = FleetNames(service: service, side: side, seed: seed)
        boots = Chance(seed: seed, service, side.rawValue, "boots")
        noise = Chance(seed: seed, service, side.rawValue, "cpu")
        journal = side == .new ? FleetJournal(service: service, hasTargetGroup: hasTargetGroup, seed: seed) : nil
        rollout = FleetRollout(version: FleetVersion(text: model.version, detail: model.versionDetail))
        rollout.deployment = names.deployment()
        shrinksFrom = start
        restingMemory = 35 + 25 * noise.uniform()
        memory = restingMemory
        for _ in 0..<scaling.desired {
            let age = side == .old ? 1 + 8 * boots.uniform() : 0.1 + boots.uniform()
            launch(at: start - age * 86_400)
        }
        // Everything due before the start has happened, and produces no message.
        for index in members.indices {
            members[index].life = .up
            if hasTargetGroup { members[index].health = .healthy }
        }
        journal?.steady(true, at: start)
        refresh()
    }

    /// Name of the target group of a service's side.
    static func groupName(_ service: String, _ side: Side) -> String { "\(service)-\(side.rawValue)" }

    /// Port that the members listen at.
    var port: Int { side == .old ? 80 : 8080 }

    /// Instances in service or tasks that run, without those on their way out.
    var running: Int { members.count { $0.life == .up } }

    /// Requests or jobs a minute that the serving members can handle well.
    var capacity: Double { serving.reduce(0) { $0 + model.capacity * (1 - $1.badPercent / 100) } }

    /// Healthy targets as the load balancer counts them, without draining ones.
    var healthyHosts: Int { members.count { $0.health == .healthy } }
    var unhealthyHosts: Int { members.count { $0.health == .unhealthy } }

    /// ECS messages and stopped tasks of the last hours, oldest first.
    var events: [Event] { journal?.events ?? [] }

    /// Advances the fleet by one step.
    ///
    /// - Parameters:
    ///   - now: When the step begins. Afterwards the fleet is in its state at the step's end.
    ///   - load: Requests (a worker: jobs) a minute in this step.
    mutating func step(at now: Moment, seconds: Double, load: Double) {
        measure(load, seconds)
        scaling.note(cpu: cpu, serving: serving.count, at: now)
        let end = now + seconds
        strike(at: end)
        advance(to: end)
        follow(at: end)
        refresh()
        journal?.forget(at: end)
    }

    private mutating func measure(_ load: Double, _ seconds: Double) {
        let whole = Double(serving.count) * model.capacity
        utilization = whole > 0 ? load / whole : 0
        let idle = serving.isEmpty ? 0 : 0.4 + 0.1 * noise.uniform()
        let measured = 100 * utilization * (1 + 0.02 * noise.normal()) + idle
        // An instance cannot use more than 100 %. An ECS service can use more than its reserved share.
        cpu = side == .old ? min(measured, 100) : max(measured, 0)
        // A first-order autoregressive process that decays in about ten minutes.
        let kept = exp(-seconds / 600)
        memoryDrift = memoryDrift * kept + 2 * (1 - kept * kept).squareRoot() * noise.normal()
        memory = min(max(restingMemory + 0.15 * min(cpu, 100) + memoryDrift, 5), 95)
    }

    /// Fail-open: with no healthy target at all, the unhealthy ones get the requests (Elastic Load Balancing's guide).
    private mutating func refresh() {
        var wanted = FleetMember.Health.none
        if hasTargetGroup { wanted = members.contains { $0.health == .healthy } ? .healthy : .unhealthy }
        serving.removeAll(keepingCapacity: true)
        for member in members where member.life == .up && member.health == wanted {
            let affliction = member.affliction.flatMap { $0.isFailing ? $0 : nil }
            serving.append(
                Serving(
                    id: member.id, readyAt: member.readyAt, badPercent: affliction?.percent ?? 0,
                    endsByCrash: side == .new && affliction.map { $0.exitCode != 0 } ?? false))
        }
    }
}
