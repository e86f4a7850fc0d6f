import Model
import Poll
import Simulation
import Store

/// Runs the same world again, without the player's orders. A perfect operator does at once what the scenario's
/// observations require.
///
/// The result depends only on the scenario and the seed, not on anything done in the drill.
struct DrillRerun {
    /// The actions and the harm of the rerun.
    struct Outcome: Sendable {
        /// In the order in which they were carried out.
        var acts: [ScoreCard.PerfectAct]
        /// The harm of the faults in it.
        var harmed: [ScoreCard.HarmedMinute]
    }

    let scenario: Scenario
    let configuration: Configuration
    let seed: UInt64

    /// Runs until the moment when the drill ended.
    func play(until end: Moment) throws -> Outcome {
        let place = try SimulationPlace.temporary(configuration)
        defer { place.leave() }
        let store = try place.open()
        let configuration = place.configuration
        let played = try waiting { () -> Result<Outcome, StoreError> in
            do throws(StoreError) {
                return .success(try await play(until: end, in: store, configuration))
            } catch {
                return .failure(error)
            }
        }
        return try storing { () throws(StoreError) in try played.get() }
    }

    private func play(
        until end: Moment, in store: SQLiteStore, _ configuration: Configuration
    ) async throws(StoreError) -> Outcome {
        let orders = StandingOrders(store)
        let world = World(scenario, seed: seed) { service, moment in orders.standing(of: service, at: moment) }
        let begin = scenario.start - SimulationRun.history
        let stepper = try PollStepper(
            configuration: configuration, pollers: world.pollers, store: store, holder: Operator.process, seed: seed,
            at: begin)
        try await stepper.recall(from: begin, to: scenario.start)
        var sights = ObservationWatch(scenario.sights)
        var acts: [ScoreCard.PerfectAct] = []
        var now = scenario.start
        // Nothing can be seen before the first observation, and nothing is left to do after the last action.
        let first = scenario.sights.filter { $0.act != .watch }.map(\.from).min()
        while let first, now <= end, sights.seenSights.count(where: { $0.sight.act != .watch }) < actCount {
            if now >= scenario.start + first {
                try await stepper.advance(to: now)
                let board = try store.board(of: configuration, minutes: DrillLog.window, at: now)
                for sight in sights.check(board, after: now.seconds(since: scenario.start)) {
                    let orders = try store.orders(after: 0)
                    guard let act = ScoreCard.PerfectAct(of: sight, at: now, after: orders) else { continue }
                    _ = try store.post(act.order)
                    acts.append(act)
                }
            }
            now = now + DrillLog.pace
        }
        world.advance(to: end)
        return Outcome(acts: acts, harmed: ScoreCard.HarmedMinute.all(of: world, before: end))
    }

    /// The number of observations that require an action.
    private var actCount: Int { scenario.sights.count { $0.act != .watch } }
}

extension ScoreCard.PerfectAct {
    /// The required action; `nil` when there is none, or when it was done already.
    init?(of sight: ExpectedObservation, at moment: Moment, after orders: [Order]) {
        let hold = Pause.holding(sight.service, orders: orders)
        switch sight.act {
        case .watch: return nil
        case .pause where hold != nil: return nil
        case .rollBack where hold?.isRollBack == true: return nil
        case .pause, .rollBack: self.init(at: moment, service: sight.service, act: sight.act)
        }
    }

    fileprivate var order: Order {
        Order(kind: act == .rollBack ? .rollBack : .pause, service: service, actor: Operator.process, at: at)
    }
}

extension ScoreCard.HarmedMinute {
    /// The minutes before `end` in which a world's faults harmed requests, oldest first.
    static func all(of world: World, before end: Moment) -> [ScoreCard.HarmedMinute] {
        world.harmedMinutes(before: end.minute).map { ScoreCard.HarmedMinute(minute: $0.minute, harm: $0.harm) }
    }
}
