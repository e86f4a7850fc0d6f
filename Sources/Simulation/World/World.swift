import AWS
package import Model
package import Poll
import Synchronization

/// The simulated world: clients, resolvers, fleets, queues, and the AWS that reports them.
///
/// It advances in steps of five seconds of simulated time. Each step depends only on the scenario and the seed, not on
/// the real speed of the clock.
package final class World: Sendable {
    /// Seconds of one step; twelve make a minute.
    static let step = 5.0
    /// Minutes before the scenario's start at which the world begins: an hour of history, and time to settle.
    package static let history = 75

    package let scenario: Scenario
    /// When the world begins.
    package let begin: Moment
    private let state: Mutex<WorldState>

    /// - Parameter standing: What the operators' orders say of a service at a moment. It is read when a step is due.
    package init(
        _ scenario: Scenario, seed: UInt64, standing: @escaping @Sendable (String, Moment) -> DeployJob.Standing
    ) {
        self.scenario = scenario
        begin = scenario.start.minute.advanced(by: -Self.history).start
        state = Mutex(WorldState(scenario, begin: begin, seed: seed, standing: standing))
    }

    /// Performs whole steps until the next one would end after `moment`.
    package func advance(to moment: Moment) { state.withLock { $0.advance(to: moment) } }

    /// One poller for each source that the configuration uses.
    package var pollers: [any SourcePoller] {
        let hasQueue = scenario.services.contains { $0.queue != nil }
        let hasTraffic = scenario.services.contains { $0.traffic != nil }
        return Source.allCases.filter { source in
            switch source {
            case .listeners: false
            case .sqs: hasQueue
            case .route53, .targetHealth: hasTraffic
            case .cloudWatch, .autoScaling, .ec2, .ecs: true
            }
        }.map { SimulatedPoller(source: $0, world: self) }
    }

    /// Requests harmed by the faults, of one service or of all, in the minutes from `start` on, before `end`.
    package func harm(of service: String? = nil, from start: Minute, to end: Minute) -> Harm {
        state.withLock { state in
            state.services.filter { service == nil || $0.model.name == service }
                .reduce(Harm()) { $0 + $1.harm(from: start, to: end) }
        }
    }

    /// The minutes before `end` with harmed requests, of all services together, oldest first.
    package func harmedMinutes(before end: Minute) -> [(minute: Minute, harm: Harm)] {
        state.withLock { state in
            let all = state.services.flatMap(\.harmed).filter { $0.minute < end }
            let sums = Dictionary(all.map { ($0.minute, $0.harm) }, uniquingKeysWith: +)
            return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
    }

    /// The plan steps that deploy jobs have sent, oldest first.
    package var steps: [PlanStep] {
        state.withLock { state in state.services.flatMap(\.steps).sorted { $0.at < $1.at } }
    }

    /// Route 53's response to a caller that moves weights. Time does not advance.
    func answer(_ request: AWSRequest) throws(AWSError) -> String {
        try state.withLock { (state) throws(AWSError) in try state.answer(request) }
    }

    /// The response of one source at a moment.
    func answer(of source: Source, _ context: PollContext) -> PollResult {
        state.withLock { state in
            state.advance(to: context.now)
            return state.answer(of: source, context)
        }
    }
}

extension World: FleetHistorySource {
    /// What CloudWatch would have kept of the two weeks before `now`.
    package func histories(at now: Moment, deadline: ContinuousClock.Instant) async -> [String: FleetHistory] {
        state.withLock { state in
            let histories = state.services.compactMap { service in
                service.history(at: now).map { (service.model.name, $0) }
            }
            return Dictionary(histories) { first, _ in first }
        }
    }
}

/// Reads the simulated world, where another poller reads AWS.
struct SimulatedPoller: SourcePoller {
    let source: Source
    let world: World

    func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        world.answer(of: source, context)
    }
}
