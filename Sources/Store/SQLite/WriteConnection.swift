import GRDB
import Glibc
import Model
import Synchronization

/// The one connection for writing. Each write is one IMMEDIATE transaction.
final class WriteConnection: Sendable {
    /// What a commit must survive in addition to the death of any process.
    enum Durability {
        /// `synchronous = NORMAL`: a power failure may lose the newest commits, but never the store's consistency.
        case ordinary
        /// `synchronous = FULL`: a power failure loses neither this commit nor any earlier one.
        case durable
    }

    private struct State {
        var durability: Durability?
        var written = Written()
    }

    private let queue: DatabaseQueue
    private let settings: ConnectionSettings
    private let identity: StoreFile.Identity?
    // Locked during each write. GRDB allows one write at a time anyway.
    private let state = Mutex(State())

    /// Opens the file. With `creates`, fills an empty one. Brings an older schema up to date.
    init(_ settings: ConnectionSettings, creates: Bool) throws(StoreError) {
        self.settings = settings
        self.queue = try settings.explaining("opening") {
            let queue = try settings.open(readOnly: false)
            try queue.writeWithoutTransaction { try Self.prepare($0, settings, creates: creates) }
            return queue
        }
        self.identity = settings.file.identity
    }

    private static func prepare(_ db: Database, _ settings: ConnectionSettings, creates: Bool) throws {
        let path = settings.file.path
        var finding = try Schema.inspect(db, path: path)
        if finding == .empty {
            guard creates else { throw StoreError.absent(path: path) }
        } else {
            try Schema.requireMigration(settings.migration, db, path: path)
        }
        if finding != .ours(schema: Schema.known) {
            try db.inTransaction(.immediate) {
                // Another process may have done it in the meantime.
                finding = try Schema.inspect(db, path: path)
                try Schema.migrate(db, from: finding, migration: settings.migration)
                return .commit
            }
        }
        try Schema.requireMigration(settings.migration, db, path: path)
        try Schema.requireWhole(db, settings.file)
        guard try switchToLog(db, patience: settings.timeout) else {
            throw StoreError.withoutLocks(path: path, kind: settings.file.disk?.kind)
        }
        // The size in bytes to which the log is cut after a checkpoint, so that one long reader does not leave a large
        // file.
        try db.execute(sql: "PRAGMA journal_size_limit = 4194304")
    }

    /// Switches to the write-ahead log. Returns `false` where it is not possible.
    ///
    /// The switch needs the file exclusively, and SQLite does not wait for this as it does for other locks. When
    /// several programs create one store at once, they disturb each other for some milliseconds.
    private static func switchToLog(_ db: Database, patience: Double) throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(patience)
        while true {
            do {
                return try db.value("PRAGMA journal_mode") == "wal" || db.value("PRAGMA journal_mode = WAL") == "wal"
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline
            {
                usleep(10_000)
            }
        }
    }

    /// Runs `body` in one IMMEDIATE transaction and returns when it is committed. If `body` throws, nothing is written.
    func transaction<Value: Sendable>(
        _ doing: String, _ durability: Durability = .ordinary, _ body: (Database) throws -> Value
    ) throws(StoreError) -> Value {
        try state.withLock { (state) throws(StoreError) in
            try commit(doing, durability, &state, body)
        }
    }

    /// Writes ticks in one transaction; throws `fenced` when the lease has another token.
    func append(_ ticks: [Tick], token: Int64, otherwise fenced: StoreError) throws(StoreError) {
        let sources = Set(ticks.map(\.reading.source))
        let doing = "storing what \(sources.count == 1 ? ticks[0].reading.source.title : "the sources") told"
        let durability: Durability = ticks.allSatisfy(\.events.isEmpty) ? .ordinary : .durable
        try state.withLock { (state) throws(StoreError) in
            let before = state.written
            // The inserted ids are valid only after the commit.
            state.written = try commit(doing, durability, &state) { db in
                var written = before
                let newest = ticks.map(\.at).max() ?? Moment(milliseconds: 0)
                guard try LeaseTable(db).beat(token: token, at: newest) else { throw fenced }
                for tick in ticks { try TickWriter(db).write(tick, &written) }
                return written
            }
        }
    }

    private func commit<Value: Sendable>(
        _ doing: String, _ durability: Durability, _ state: inout State, _ body: (Database) throws -> Value
    ) throws(StoreError) -> Value {
        try settings.requireSameFile(identity)
        return try settings.explaining(doing) {
            try queue.writeWithoutTransaction { db in
                if !settings.isPassing, state.durability != durability {
                    try db.execute(sql: "PRAGMA synchronous = \(durability == .durable ? "FULL" : "NORMAL")")
                    state.durability = durability
                }
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    return .commit
                }
                guard let value else { throw DatabaseError(message: "the transaction was not run") }
                return value
            }
        }
    }
}
