package import Model
package import Store

/// Polls the sources one after the other in the order of their times, in simulated time: with the same result at every
/// speed.
///
/// The store's content then depends only on the pollers' responses, the seed and the moment reached. It depends neither
/// on the machine's clock nor on the size of the steps. A poll runs when the moment of its end has been reached, and
/// gets the moment when it began. These moments never decrease.
package final class PollStepper {
    /// Seconds before the end of ``recall(from:to:)`` in which the sources are polled at their own paces.
    private static let attention = 60.0
    /// Seconds by which the other sources are polled before CloudWatch when each is polled once a minute.
    private static let lead = 5.0
    /// Seconds between two verdicts during the recall.
    private static let recallPace = 600.0
    /// The maximum number of ticks before they are written.
    private static let most = 256
    /// Seconds between two deletions of what is older than the retention.
    private static let prunePace = 3600.0

    private let configuration: Configuration
    private let store: StoreThread
    private let turn: PollPipeline
    /// The lease's token, used for every write.
    package let token: Int64
    /// In the order of ``Source``, which decides between equal times.
    private var slots: [PollSlot]
    /// The end of the last poll. The next one begins no earlier.
    private var free: Moment
    /// The heartbeat in the store.
    private var heartbeat: Moment
    private var pruneAt: Moment
    private let histories: (any FleetHistorySource)?
    /// When the histories are due.
    private var historiesAt: Moment
    /// When the services were last judged.
    private var judged: Moment
    /// Whether all sources are at their own paces again after a recall. Before, news would be judged by old values.
    private var isAtPace = true
    private var unwritten: [Tick] = []
    private var writing: Task<Result<Void, StoreError>, Never>?

    /// Claims the lease for `holder`. Every source is due at `start`. Throws when another process has the lease.
    ///
    /// - Parameters:
    ///   - histories: Knows what the old fleets have carried in two weeks; `nil` where nobody does.
    ///   - seed: Determines the jitter and the durations of the responses.
    package init(
        configuration: Configuration, pollers: [any SourcePoller], histories: (any FleetHistorySource)? = nil,
        store: any StateStore, holder: String, seed: UInt64, at start: Moment
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
        self.histories = histories
        historiesAt = board.oldestHistory.map { $0 + FleetHistory.pace } ?? start
        judged = start
    }

    /// Performs all polls that are due up to `moment`, in the order of time. The store then has the state of `moment`.
    ///
    /// Throws the store's errors. What was not written is lost, except the changes, which the next tick contains. When
    /// the task is cancelled, it stops between two polls, before `moment`.
    package func advance(to moment: Moment) async throws(StoreError) {
        try await readHistories(by: moment)
        while !Task.isCancelled, let index = next(endingBy: moment) { try await poll(index, isHasty: false) }
        try await write()
        try await beat(at: moment)
    }

    /// Polls the time from `from` to `to` coarsely: each source once a minute, a verdict every ten minutes, and only
    /// the last minute at the sources' own paces. It is fast enough to create a world's history before the first frame.
    package func recall(from: Moment, to: Moment) async throws(StoreError) {
        try await readHistories(by: from)
        for index in slots.indices { slots[index].due = max(slots[index].due, from) }
        let seam = max(from, to - Self.attention)
        while !Task.isCancelled, let index = next(endingBy: seam) { try await poll(index, isHasty: true) }
        // CloudWatch was polled at its own pace all the time.
        for index in slots.indices where slots[index].source != .cloudWatch { slots[index].due = seam }
        try await advance(to: to)
    }

    /// Reads what two weeks hold, once a day.
    private func readHistories(by moment: Moment) async throws(StoreError) {
        guard let histories, historiesAt <= moment else { return }
        let due = historiesAt
        historiesAt = max(due, moment) + FleetHistory.pace
        let found = await histories.histories(at: due, deadline: .now + .seconds(60))
        try await FleetHistoryWatch.keep(found, in: store, token: token)
    }

    /// The next poll, unless it ends after `moment`.
    private func next(endingBy moment: Moment) -> Int? {
        guard let index = slots.indices.min(by: { slots[$0].due < slots[$1].due }) else { return nil }
        let began = max(slots[index].due, free)
        return began + slots[index].duration <= moment ? index : nil
    }

    /// - Parameter isHasty: Whether the source is next polled at CloudWatch's slow pace.
    private func poll(_ index: Int, isHasty: Bool) async throws(StoreError) {
        let poller = slots[index].poller
        let began = max(slots[index].due, free)
        let ended = began + slots[index].duration
        // Its context must contain its own last report, so finish writing first.
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
            // The services are judged after CloudWatch's response, and the other sources' values must not be old by
            // then.
            return poller.source == .cloudWatch ? next : next - Self.lead
        }
        unwritten.append(tick)
        if isHasty, PollPipeline.mayChangeVerdicts(tick) {
            isAtPace = false
            remember(at: ended)
        } else if try await isJudgingDue(after: tick, isHasty: isHasty) {
            try await write()
            isAtPace = true
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

    private func isJudgingDue(after tick: Tick, isHasty: Bool) async throws(StoreError) -> Bool {
        guard !isHasty else { return false }
        return isAtPace ? try await turn.isJudgingDue(after: tick) : PollPipeline.mayChangeVerdicts(tick)
    }

    /// Writes, and judges where that is due, while the other sources are polled.
    ///
    /// Nobody reads the store during the recall, and a verdict knows all minutes since the last one.
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

    /// Waits for the writes in progress.
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

    /// Renews the heartbeat as often as a real poller does. Only the last heartbeat is visible.
    private func beat(at moment: Moment) async throws(StoreError) {
        let pace = Int64(Lease.pace * 1000)
        let newest = Moment(milliseconds: moment.milliseconds / pace * pace)
        guard newest > heartbeat else { return }
        let token = token
        try await store.perform { store throws(StoreError) in
            // An empty append throws the store's own error about the lost lease.
            if try !store.renewLease(token: token, at: newest) { try store.append([], token: token) }
        }
        heartbeat = newest
    }
}

/// One source of a ``PollStepper``: when it is polled next, and how long that takes.
private struct PollSlot {
    let poller: any SourcePoller
    var due: Moment
    /// Seconds until the response comes: 30 to 400 ms, as with AWS.
    private(set) var duration: Double
    private var draws: SplitMix64

    var source: Source { poller.source }

    init(_ poller: any SourcePoller, due: Moment, seed: UInt64) {
        self.poller = poller
        self.due = due
        draws = SplitMix64(seed: seed ^ FNV1a(poller.source.rawValue).value)
        duration = Self.duration(&draws)
    }

    /// Sets the next poll. `moment` gets a number from 0 to 1.
    mutating func schedule(_ moment: (Double) -> Moment) {
        due = moment(draws.unit())
        duration = Self.duration(&draws)
    }

    private static func duration(_ draws: inout SplitMix64) -> Double { 0.03 + 0.37 * draws.unit() }
}
