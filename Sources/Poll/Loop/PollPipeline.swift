import Model
import Store

/// Handles one response of one source, in real or simulated time. It makes a tick and writes it. After a response of
/// CloudWatch it judges the services again. Then the source's schedule gives the time of the next poll.
struct PollPipeline: Sendable {
    private let ledger: ChangeTracker
    private let verdicts: VerdictWatch
    private let store: StoreThread
    private let token: Int64

    /// - Parameters:
    ///   - board: The store's content.
    ///   - token: The lease's token for writing ticks.
    init(configuration: Configuration, board: Board, store: StoreThread, token: Int64) {
        ledger = ChangeTracker(configuration: configuration, board: board)
        verdicts = VerdictWatch(configuration: configuration, store: store, token: token, board: board)
        self.store = store
        self.token = token
    }

    /// The context for a poller at `now`.
    func context(at now: Moment) -> PollContext { ledger.context(at: now) }

    /// The tick of a response.
    func tick(of answer: PollResult, from source: Source, began: Moment, ended: Moment) -> Tick {
        ledger.tick(of: answer, from: source, began: began, ended: ended)
    }

    /// Writes ticks in one transaction. If it fails, the next ticks contain the changes too.
    func write(_ ticks: [Tick]) async throws(StoreError) {
        let token = token
        do throws(StoreError) {
            try await store.perform { store throws(StoreError) in try store.append(ticks, token: token) }
        } catch {
            for tick in ticks { ledger.lost(tick) }
            throw error
        }
        for tick in ticks { ledger.delivered(tick) }
    }

    /// Whether the services must be judged again after this tick: after each poll of CloudWatch. A failed one may make
    /// a verdict `blind`.
    static func mayChangeVerdicts(_ tick: Tick) -> Bool { tick.reading.source == .cloudWatch }

    /// Whether the services are to be judged now: when verdicts may have changed, or anything was told: tasks that
    /// stop and targets that fail are judged at once.
    ///
    /// - Parameter tick: May not be written yet. Throws ``StoreError``.
    func isJudgingDue(after tick: Tick) async throws(StoreError) -> Bool {
        if Self.mayChangeVerdicts(tick) { return true }
        guard verdicts.hasJudged else { return false }
        if !tick.events.isEmpty { return true }
        return try await verdicts.hasNews()
    }

    /// Judges the services by the store's content at `now`, and writes what has changed.
    func judge(at now: Moment) async throws(StoreError) { try await verdicts.update(at: now) }

    /// When `source` is polled next, after a poll that began at `began` and ended at `now`; `chance` is from 0 to 1.
    func next(_ source: Source, after began: Moment, now: Moment, chance: Double) -> Moment {
        Schedule(source: source).next(after: began, now: now, failures: ledger.failures(of: source), chance: chance)
    }
}
