import Model
import Poll
import Rollout
import Simulation
import Store

/// A simulated world that is polled into a store while time passes: world, pollers, store and clock as one.
actor SimulationRun {
    nonisolated let scenario: Scenario
    nonisolated let world: World
    /// The time that has been reached; shared with everything that looks at the store.
    nonisolated let time: ReachedTime
    private let store: SQLiteStore
    private let stepper: PollStepper
    /// Moves the weights in the place of the deploy job; `nil` where that one does.
    private let controller: RolloutController?
    /// Where the stepper begins.
    private let begin: Moment

    /// Seconds that lie in the store before the first picture.
    static let history = 3600.0
    /// Seconds between two turns of the controller, at moments that no speed changes.
    private static let turn: Int64 = 5

    /// Of a fresh store, or of one that this same simulation has left: it goes on where that one ended.
    init(_ scenario: Scenario, configuration: Configuration, seed: UInt64, store: SQLiteStore) throws(StoreError) {
        self.scenario = scenario
        self.store = store
        let orders = StandingOrders(store)
        let isSteered = configuration.services.contains { $0.isSteered }
        let start = scenario.start
        // Where abreast moves the weights, the deploy job has brought them to where the scenario begins, and is gone.
        world = World(scenario, seed: seed) { service, moment in
            isSteered
                ? DeployJob.Standing(isPaused: moment >= start) : orders.standing(of: service, at: moment)
        }
        begin = try Self.beginning(of: scenario, configuration, store)
        time = ReachedTime(max(begin, scenario.start))
        stepper = try PollStepper(
            configuration: configuration, pollers: world.pollers, store: store, holder: Operator.process, seed: seed,
            at: begin)
        let time = time
        controller =
            isSteered
            ? RolloutController(
                configuration: configuration, store: store, sender: SimulatedSender(world), holder: Operator.process,
                clock: time) : nil
    }

    /// An hour before the scenario's start; for a kept store, the moment that it had come to.
    private static func beginning(
        of scenario: Scenario, _ configuration: Configuration, _ store: SQLiteStore
    ) throws(StoreError) -> Moment {
        guard let newest = try store.newestPoll() else { return scenario.start - history }
        let lease = try store.board(of: configuration, minutes: 1, at: newest).lease
        // A process that was killed has not given the lease back, and no time passes there in which it could run out.
        return lease == nil ? newest : newest + Lease.patience + 1
    }

    /// Fills a fresh store with an hour of history; lets the world come as far as a kept store had come.
    func prepare() async throws(StoreError) {
        world.advance(to: begin)
        if begin < scenario.start { try await stepper.recall(from: begin, to: scenario.start) }
        time.reach(max(begin, scenario.start))
    }

    /// Lets time pass until it is `moment`; the steps' lengths change nothing about what happens.
    private func advance(to moment: Moment) async throws(StoreError) {
        while let turn = nextTurn(by: moment) {
            try await stepper.advance(to: turn)
            guard !Task.isCancelled else { return }
            world.advance(to: turn)
            time.reach(turn)
            // Nothing to append says, in the store's own words, who has the lease now.
            if await controller?.turn(token: stepper.token) == false { try store.append([], token: stepper.token) }
        }
        try await stepper.advance(to: moment)
        guard !Task.isCancelled else { return }
        time.reach(moment)
    }

    /// The controller's next turn, unless it is after `moment`.
    private func nextTurn(by moment: Moment) -> Moment? {
        guard controller != nil else { return nil }
        let pace = Self.turn * 1000
        let next = Moment(milliseconds: (time.now().milliseconds / pace + 1) * pace)
        return next <= moment ? next : nil
    }

    /// Lets time pass at this speed until the task is cancelled, it is `end`, or `heed` says that it is enough.
    ///
    /// - Parameter heed: Is asked after each step, with the time that has been reached.
    func run(
        at speed: Speed, until end: Moment? = nil,
        heed: @Sendable (Moment) throws(StoreError) -> Bool = { _ in true }
    ) async throws(StoreError) {
        var pace = Pace(speed)
        while !Task.isCancelled {
            let slice = ContinuousClock.now + Self.slice
            pace.tick()
            while pace.owes, ContinuousClock.now < slice, !Task.isCancelled {
                var next = pace.step(from: time.now())
                if let end { next = min(next, end) }
                try await advance(to: next)
                guard try heed(next), next != end else { return }
            }
            // While time is owed nobody sleeps, but others get their turn.
            if pace.owes { await Task.yield() } else { try? await Task.sleep(until: slice) }
        }
    }

    /// Gives the lease back: nobody moves this simulation from now on.
    func finish() throws(StoreError) {
        guard let lease = try store.claimLease(holder: Operator.process, at: time.now()) else { return }
        try store.releaseLease(token: lease.token)
    }

    /// Wall time between two looks at the wall's clock.
    private static let slice = Duration.milliseconds(50)
}

/// How much simulated time is due by the wall's clock.
private struct Pace {
    private let speed: Speed
    private var last = ContinuousClock.now
    /// Milliseconds.
    private var owed = 0.0

    init(_ speed: Speed) { self.speed = speed }

    /// At least a millisecond is due.
    var owes: Bool { owed >= 1 }

    /// Notes the wall's time that has passed. What a stopped process, or one too slow for its speed, has missed is not
    /// caught up on: the simulation is late then, and nobody sees it race.
    mutating func tick() {
        let now = ContinuousClock.now
        let passed = Swift.min((now - last) / .milliseconds(1), 250)
        last = now
        owed = Swift.min(owed + passed * speed.factor, 250 * speed.factor)
    }

    /// The next moment, at most one step of the world on.
    mutating func step(from moment: Moment) -> Moment {
        let step = Swift.min(owed, 5000).rounded(.down)
        owed -= step
        return Moment(milliseconds: moment.milliseconds + Int64(step))
    }
}
