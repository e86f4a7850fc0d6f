import AWS
import Model
import Poll
import Store

/// Polling in the background of a command, by a configuration that can be read anew.
struct PollService {
    private var configuration: Configuration
    private let store: SQLiteStore
    private let log: PollLog
    private var run: Run

    private struct Run {
        let work: Task<LeaseKeeper.End, Never>
        let journal: PollJournal
        let hasEnded = RaisedFlag()

        init(_ polling: Polling, _ journal: PollJournal) {
            self.journal = journal
            let hasEnded = hasEnded
            work = Task.detached {
                let telling = Task { await journal.run() }
                let end = await polling.run()
                telling.cancel()
                await telling.value
                // What was stored while it ended.
                await journal.pass()
                hasEnded.raise()
                return end
            }
        }
    }

    /// Throws what is wrong with the settings of AWS.
    init(_ configuration: Configuration, store: SQLiteStore, log: @escaping PollLog) throws {
        self.configuration = configuration
        self.store = store
        self.log = log
        let journal = try storing { () throws(StoreError) in
            try PollJournal(configuration, store: store, clock: MachineClock(), log: log)
        }
        run = Run(try Polling(configuration, store: store, log: log), journal)
    }

    /// Whether it has ended by itself.
    var hasEnded: Bool { run.hasEnded.isRaised }

    /// Why the store refused this process for good, once polling has ended; `nil` when it did not.
    func refusal() throws -> StoreError? {
        let work = run.work
        guard case .refused(let error) = try waiting(for: { await work.value }) else { return nil }
        return error
    }

    /// Reads the file anew and polls by it, or throws and goes on as before.
    ///
    /// Work in progress is brought to a recorded state first.
    mutating func reload() throws {
        guard let path = configuration.file else { throw Failure("it has no file.") }
        let fresh = try ConfigurationFile.read(path: path).configuration.overridden(by: configuration.typed)
        try fresh.refuseSimulated("poll")
        guard fresh.migration == configuration.migration,
            try StorePlace.path(of: fresh) == StorePlace.path(of: configuration)
        else { throw Failure("it is of another migration or another store; end this process and start one with it.") }
        let own = try storing { () throws(StoreError) in try store.identity() }
        if let conflict = own?.conflict(with: fresh.identity()) {
            throw Failure(StoreError.otherIdentity(path: store.path, conflict).sentence)
        }
        let sides = try SideGuard.check(fresh, within: .seconds(5))
        sides.log(log)
        sides.record(in: store)
        let polling = try Polling(fresh, store: store, log: log)
        try end()
        let last = run.journal.last
        let journal = try storing { () throws(StoreError) in
            try PollJournal(fresh, store: store, after: last, clock: MachineClock(), log: log)
        }
        configuration = fresh
        run = Run(polling, journal)
    }

    /// Ends it, with the lease released.
    func end() throws {
        let work = run.work
        work.cancel()
        _ = try waiting(for: { await work.value })
    }
}

extension Failure {
    /// Status 3 for a store that was replaced, so that whoever supervises the process starts it anew; 2 for a store that
    /// is another configuration's.
    init(pollingRefused error: StoreError) {
        self.init(error)
        if case .otherIdentity = error { status = 2 }
    }
}
