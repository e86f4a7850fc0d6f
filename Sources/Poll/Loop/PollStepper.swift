package import Model
package import Store

/// Asks the sources one after the other in the order of their moments, in simulated time: the same at every speed.
///
/// What it leaves in the store depends on the pollers' answers, the seed and the moment reached, and on nothing else: not
/// on the clock of the machine, nor on the steps in which that moment was reached. A poll is asked once the moment of its
/// end has been reached, and is told the moment at which it began; these moments never go back.
package final class PollStepper {
    /// Seconds for which the sources are asked at their own paces before the moment that ``recall(from:to:)`` reaches.
    private static let attention = 60.0
    /// Seconds by which the other sources are asked before CloudWatch when each is asked once a minute.
    private static let lead = 5.0
    /// Seconds between two verdicts on the time that is recalled.
    private static let recallPace = 600.0
    /// Ticks after which they are written, however far there is still to go.
    private static let most = 256
    /// Seconds between two looks for what is older than the retention.
    private static let prunePace = 3600.0

    private let configuration: Configuration
    private let store: StoreThread
    private let turn: PollPipeline
    /// The lease's, under which everything is written.
    package let token: Int64
    /// In the order of ``Source``, by which ties are broken.
    private var slots: [PollSlot]
    /// The end of the last poll: the next one begins no earlier.
    private var free: Moment
    /// As it stands in the store.
    private var heartbeat: Moment
    private var pruneAt: Moment
    /// When verdicts were last given.
    private var judged: Moment
    private var unwritten: [Tick] = []
    private var writing: Task<Result<Void, StoreError>, Never>?

    /// Claims the lease for `holder`; every source is due at `start`. Throws when another process holds the lease.
    ///
    /// - Parameter seed: What jitter and the answers' durations follow from.
    package init(
        configuration: Configuration, pollers: [any SourcePoller], store: any StateStore, holder: String, seed: UInt64,
        at start: Moment
    ) throws(StoreError) {
        let board = try store.board(of: configuration, minutes: 1, at: start)
        guard let lease = try store.claimLease(holder: holder, at: start) else {
            let other = board.lease.map { "\($0.holder) polls" } ?? "another process polls"
            throw .failed(path: "the store", doing: "claiming the lease", why: other)
        }
        self.configuration = configuration
        self.store = StoreThread(store, label: "steps")
        turn = PollPipeline(configuration: configuration, board: board, store: self.store, token: lease.token)
        token = lease.token
        slots = Source.allCases.flatMap { source in
            pollers.filter { $0.source == source }.map { PollSlot($0, due: start, seed: seed) }
        }
        free = start
        heartbeat = start
        pruneAt = start
        judged = start
    }

    /// Polls whatever is due up to `moment`, in the order of time, and leaves the store as it is at `moment`.
    ///
    /// Throws what the store refused; what was not written is lost but for the changes, which are told again. When the
    /// task is cancelled it stops between two polls, and the time that was asked for is not reached.
    package func advance(to moment: Moment) async throws(StoreError) {
        while !Task.isCancelled, let index = next(endingBy: moment) { try await poll(index, isHasty: false) }
        try await write()
        try await beat(at: moment)
    }

    /// Polls the time from `from` to `to` as if nobody had watched closely: each source once a minute, a verdict
    /// every ten, and only the last minute at their own paces. Quick enough to give a world its past before it is shown.
    package func recall(from: Moment, to: Moment) async throws(StoreError) {
        for index in slots.indices { slots[index].due = max(slots[index].due, from) }
        let seam = max(from, to - Self.attention)
        while !Task.isCancelled, let index = next(endingBy: seam) { try await poll(index, isHasty: true) }
        // CloudWatch was asked at its own pace all along.
        for index in slots.indices where slots[index].source != .cloudWatch { slots[index].due = seam }
        try await advance(to: to)
    }

    /// The poll that comes next, unless it ends after `moment`.
    private func next(endingBy moment: Moment) -> Int? {
        guard let index = slots.indices.min(by: { slots[$0].due < slots[$1].due }) else { return nil }
        let began = max(slots[index].due, free)
        return began + slots[index].duration <= moment ? index : nil
    }

    /// - Parameter isHasty: Whether the source is asked again at CloudWatch's slow pace.
    private func poll(_ index: Int, isHasty: Bool) async throws(StoreError) {
        let poller = slots[index].poller
        let began = max(slots[index].due, free)
        let ended = began + slots[index].duration
        // What it has told already is in its context.
        if poller.source == .cloudWatch { try await settle() }
        let deadline = ContinuousClock.now + .seconds(Schedule.deadline(of: poller.source))
        let answer = await poller.poll(turn.context(at: began), deadline: deadline)
        free = ended
        guard !answer.isWaiting else {
            slots[index].schedule { _ in ended + 1 }
            return
        }
        let tick = turn.tick(of: answer, from: poller.source, began: began, ended: ended)
        let turn = turn
        slots[index].schedule { chance in
            guard isHasty else { return turn.next(poller.source, after: began, now: ended, chance: chance) }
            let next = Schedule(source: .cloudWatch).next(after: began, now: ended, failures: 0, chance: chance)
            // Verdicts are given after CloudWatch's answer, and what the others tell must not be old by then.
            return poller.source == .cloudWatch ? next : next - Self.lead
        }
        unwritten.append(tick)
        if PollPipeline.mayChangeVerdicts(tick), isHasty {
            remember(at: ended)
        } else if PollPipeline.mayChangeVerdicts(tick) {
            try await write()
            judged = ended
            try await turn.judge(at: ended)
        } else if unwritten.count >= Self.most {
            try await write()
        }
        if ended >= pruneAt {
            pruneAt = ended + Self.prunePace
            try await write()
            try await PollerLoop.prune(configuration, store, at: ended)
        }
    }

    /// Writes, and judges where that is due, while the other sources are asked on.
    ///
    /// Nobody looks while time is only recalled, and a verdict knows all minutes since the last one.
    private func remember(at moment: Moment) {
        let (ticks, turn) = (unwritten, turn)
        let judges = moment >= judged + Self.recallPace
        if judges { judged = moment }
        unwritten = []
        writing = Task {
            do throws(StoreError) {
                try await turn.write(ticks)
                if judges { try await turn.judge(at: moment) }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
    }

    /// Waits for what is being remembered.
    private func settle() async throws(StoreError) {
        guard let task = writing else { return }
        writing = nil
        try await task.value.get()
    }

    private func write() async throws(StoreError) {
        try await settle()
        guard let last = unwritten.last else { return }
        let ticks = unwritten
        unwritten = []
        try await turn.write(ticks)
        heartbeat = max(heartbeat, last.at)
    }

    /// Beats the heart as often as a poller's does: the last beat is the one that shows.
    private func beat(at moment: Moment) async throws(StoreError) {
        let pace = Int64(Lease.pace * 1000)
        let newest = Moment(milliseconds: moment.milliseconds / pace * pace)
        guard newest > heartbeat else { return }
        let token = token
        try await store.perform { store throws(StoreError) in
            // Nothing to append finds out, in the store's own words, who has the lease now.
            if try !store.renewLease(token: token, at: newest) { try store.append([], token: token) }
        }
        heartbeat = newest
    }
}

/// One source of a ``PollStepper``: when it is asked next, and how long that will take.
private struct PollSlot {
    let poller: any SourcePoller
    var due: Moment
    /// Seconds until the answer is there, 30 to 400 ms, as AWS takes.
    private(set) var duration: Double
    private var draws: SplitMix64

    var source: Source { poller.source }

    init(_ poller: any SourcePoller, due: Moment, seed: UInt64) {
        self.poller = poller
        self.due = due
        draws = SplitMix64(seed: seed ^ FNV1a(poller.source.rawValue).value)
        duration = Self.duration(&draws)
    }

    /// Sets the next poll; `moment` is given a chance from 0 to 1.
    mutating func schedule(_ moment: (Double) -> Moment) {
        due = moment(draws.unit())
        duration = Self.duration(&draws)
    }

    private static func duration(_ draws: inout SplitMix64) -> Double { 0.03 + 0.37 * draws.unit() }
}
