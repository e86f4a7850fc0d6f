import Model
import Poll
import Simulation
import Store

/// The same world once more, without the player's orders, and with somebody at the keys who does at once what the
/// scenario's sights ask for.
///
/// It follows from the scenario and the seed alone: whatever was done in the drill changes nothing in it.
struct DrillRerun {
    /// What came of it.
    struct Outcome: Sendable {
        /// In the order in which they were done.
        var acts: [ScoreCard.PerfectAct]
        /// What the faults have spoilt in it.
        var harmed: [ScoreCard.HarmedMinute]
    }

    let scenario: Scenario
    let configuration: Configuration
    let seed: UInt64

    /// Plays to the moment at which the drill has ended.
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
        // Before the first of the sights may show there is nothing to see, and after the last act nothing to do.
        let first = scenario.sights.filter { $0.act != .watch }.map(\.from).min()
        while let first, now <= end, sights.seenSights.count(where: { $0.sight.act != .watch }) < actCount {
            if now >= scenario.start + first {
                try await stepper.advance(to: now)
                let board = try store.board(of: configuration, minutes: DrillLog.window, at: now)
                for sight in sights.look(at: board, after: now.seconds(since: scenario.start)) {
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

    /// Sights that ask for something.
    private var actCount: Int { scenario.sights.count { $0.act != .watch } }
}

extension ScoreCard.PerfectAct {
    /// What a sight asks for; `nil` when it asks for nothing, or when it was done already.
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
    /// The minutes before `end` in which a world's faults have spoilt requests, oldest first.
    static func all(of world: World, before end: Moment) -> [ScoreCard.HarmedMinute] {
        world.harmedMinutes(before: end.minute).map { ScoreCard.HarmedMinute(minute: $0.minute, harm: $0.harm) }
    }
}
