import Model
import Store

/// What is done with one answer of one source, whoever asked for it and in whatever time: it becomes a tick, the tick is
/// written, the services are judged anew when CloudWatch has spoken, and the source's schedule says when it is asked next.
struct PollPipeline: Sendable {
    private let ledger: ChangeTracker
    private let verdicts: VerdictWatch
    private let store: StoreThread
    private let token: Int64

    /// - Parameters:
    ///   - board: What the store knows already.
    ///   - token: The lease's, under which ticks are written.
    init(configuration: Configuration, board: Board, store: StoreThread, token: Int64) {
        ledger = ChangeTracker(configuration: configuration, board: board)
        verdicts = VerdictWatch(configuration: configuration, store: store, token: token, board: board)
        self.store = store
        self.token = token
    }

    /// What a poller may need to know at `now`.
    func context(at now: Moment) -> PollContext { ledger.context(at: now) }

    /// The tick that writes an answer down.
    func tick(of answer: PollAnswer, from source: Source, began: Moment, ended: Moment) -> Tick {
        ledger.tick(of: answer, from: source, began: began, ended: ended)
    }

    /// Writes ticks in one transaction; what they say of changes is said again with the next ones when it fails.
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

    /// Whether the services are to be judged anew after this tick: when CloudWatch has spoken, and when it has not, by
    /// which they come to be blind.
    static func mayChangeVerdicts(_ tick: Tick) -> Bool { tick.reading.source == .cloudWatch }

    /// Judges the services by what the store holds at `now`, and writes down what has changed.
    func judge(at now: Moment) async throws(StoreError) { try await verdicts.look(at: now) }

    /// When `source` is asked next, after a poll that began at `began` and is over at `now`; `chance` is from 0 to 1.
    func next(_ source: Source, after began: Moment, now: Moment, chance: Double) -> Moment {
        Schedule(source: source).next(after: began, now: now, failures: ledger.failures(of: source), chance: chance)
    }
}
