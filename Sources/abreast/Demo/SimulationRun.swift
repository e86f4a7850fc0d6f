import Model
import Poll
import Rollout
import Simulation
import Store

/// A simulated world that is polled into a store while time passes. It combines world, pollers, store and clock.
actor SimulationRun {
    nonisolated let scenario: Scenario
    nonisolated let world: World
    /// The simulated time reached so far; everything that reads the store shares it.
    nonisolated let time: ReachedTime
    private let store: SQLiteStore
    private let stepper: PollStepper
    /// Moves the weights instead of the deploy job; `nil` where the deploy job does.
    private let controller: RolloutController?
    /// When the stepper begins.
    private let begin: Moment

    /// Seconds of history in the store before the first frame.
    static let history = 3600.0
    /// Seconds between two runs of the controller, at moments that do not depend on the speed.
    private static let turn: Int64 = 5

    /// For a new store, or for one that the same simulation has left. The simulation then continues where that one
    /// ended.
    init(_ scenario: Scenario, configuration: Configuration, seed: UInt64, store: SQLiteStore) throws(StoreError) {
        self.scenario = scenario
        self.store = store
        let orders = StandingOrders(store)
        let isSteered = configuration.services.contains { $0.isSteered }
        let start = scenario.start
        // If abreast moves the weights, the deploy job has brought them to the scenario's start and then stops.
        world = World(scenario, seed: seed) { service, moment in
            isSteered
                ? DeployJob.Standing(isPaused: moment >= start) : orders.standing(of: service, at: moment)
        }
        begin = try Self.beginning(of: scenario, configuration, store)
        time = ReachedTime(max(begin, scenario.start))
        stepper = try PollStepper(
            configuration: configuration, pollers: world.pollers, histories: world, store: store,
            holder: Operator.process, seed: seed,
            at: begin)
        let time = time
        controller =
            isSteered
            ? RolloutController(
                configuration: configuration, store: store, sender: SimulatedSender(world), holder: Operator.process,
                clock: time) : nil
    }

    /// An hour before the scenario's start; for a kept store, the moment that it had reached.
    private static func beginning(
        of scenario: Scenario, _ configuration: Configuration, _ store: SQLiteStore
    ) throws(StoreError) -> Moment {
        guard let newest = try store.newestPoll() else { return scenario.start - history }
        let lease = try store.board(of: configuration, minutes: 1, at: newest).lease
        // A killed process has not released the lease, and no time passes in the store in which the lease could expire.
        return lease == nil ? newest : newest + Lease.patience + 1
    }

    /// Fills a new store with an hour of history. For a kept store, advances the world to the store's time.
    func prepare() async throws(StoreError) {
        world.advance(to: begin)
        if begin < scenario.start { try await stepper.recall(from: begin, to: scenario.start) }
        time.reach(max(begin, scenario.start))
    }

    /// Lets time pass until `moment`. The length of the steps does not change the result.
    private func advance(to moment: Moment) async throws(StoreError) {
        while let turn = nextTurn(by: moment) {
            try await stepper.advance(to: turn)
            guard !Task.isCancelled else { return }
            world.advance(to: turn)
            time.reach(turn)
            // An empty append throws the store's own error about the lost lease.
            if await controller?.turn(token: stepper.token) == false { try store.append([], token: stepper.token) }
        }
        try await stepper.advance(to: moment)
        guard !Task.isCancelled else { return }
        time.reach(moment)
    }

    /// The controller's next run, unless it is after `moment`.
    private func nextTurn(by moment: Moment) -> Moment? {
        guard controller != nil else { return nil }
        let pace = Self.turn * 1000
        let next = Moment(milliseconds: (time.now().milliseconds / pace + 1) * pace)
        return next <= moment ? next : nil
    }

    /// Lets time pass at this speed until the task is cancelled, `end` is reached, or `heed` returns true.
    ///
    /// - Parameter heed: Called after each step with the time reached.
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
            // While it is behind, it does not sleep, but lets other tasks run.
            if pace.owes { await Task.yield() } else { try? await Task.sleep(until: slice) }
        }
    }

    /// Releases the lease: nobody moves this simulation any more.
    func finish() throws(StoreError) {
        guard let lease = try store.claimLease(holder: Operator.process, at: time.now()) else { return }
        try store.releaseLease(token: lease.token)
    }

    /// Real time between two readings of the clock.
    private static let slice = Duration.milliseconds(50)
}

/// How much simulated time is due by the real clock.
private struct Pace {
    private let speed: Speed
    private var last = ContinuousClock.now
    /// Milliseconds.
    private var owed = 0.0

    init(_ speed: Speed) { self.speed = speed }

    /// At least a millisecond is due.
    var owes: Bool { owed >= 1 }

    /// Records the real time that has passed. Time missed while the process was stopped or too slow is not caught up:
    /// the simulation is then late, and does not suddenly run fast.
    mutating func tick() {
        let now = ContinuousClock.now
        let passed = Swift.min((now - last) / .milliseconds(1), 250)
        last = now
        owed = Swift.min(owed + passed * speed.factor, 250 * speed.factor)
    }

    /// The next moment, at most one step of the world later.
    mutating func step(from moment: Moment) -> Moment {
        let step = Swift.min(owed, 5000).rounded(.down)
        owed -= step
        return Moment(milliseconds: moment.milliseconds + Int64(step))
    }
}
