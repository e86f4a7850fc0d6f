import GRDB
import Synchronization

/// The one connection for reading. Each read is one transaction with a consistent state.
///
/// A user who may write neither the file nor its directory can still read the file with `immutable`, if it has no
/// write-ahead log. SQLite then notices no change at all. So this class checks the file's size and times, and opens it
/// again when they change.
final class ReadConnection: Sendable {
    private struct State {
        var queue: DatabaseQueue
        /// The file's stamp when it was opened as immutable; `nil` for an ordinary connection, which sees all commits.
        var stamp: StoreFile.Stamp?
        /// Increases each time the file is opened.
        var generation: Int64
    }

    /// How often an immutable file is read again because it changed during the read.
    private static let tries = 20

    private let settings: ConnectionSettings
    private let identity: StoreFile.Identity?
    private let state: Mutex<State>

    /// With `checks`, verifies whose file it is, because no writer has done so.
    init(_ settings: ConnectionSettings, checks: Bool) throws(StoreError) {
        self.settings = settings
        self.identity = settings.file.identity
        let opened = try settings.explaining("opening") {
            let opened = try Self.open(settings, generation: 1)
            if checks { try opened.queue.writeWithoutTransaction { try Self.check($0, settings) } }
            return opened
        }
        self.state = Mutex(opened)
    }

    /// Runs `body` in one read-only transaction. Also passes the connection's generation.
    func transaction<Value: Sendable>(
        _ doing: String, _ body: (Database, Int64) throws -> Value
    ) throws(StoreError) -> Value {
        try state.withLock { (state) throws(StoreError) in
            try settings.requireSameFile(identity)
            return try settings.explaining(doing) {
                for _ in 0..<Self.tries {
                    try refresh(&state)
                    let value = Result { try Self.read(state, body) }
                    // If somebody wrote to an immutable file during the read, the result may be wrong, even an error.
                    if state.stamp == nil || state.stamp == settings.file.stamp { return try value.get() }
                }
                throw DatabaseError(message: "the file changed each time it was read")
            }
        }
    }

    /// Changes whenever any process has committed something. Own commits count too, as they come through the other
    /// connection.
    func version() throws(StoreError) -> Int64 {
        try state.withLock { (state) throws(StoreError) in
            try settings.requireSameFile(identity)
            return try settings.explaining("watching") {
                try refresh(&state)
                let version: Int64? = try state.queue.writeWithoutTransaction { try $0.value("PRAGMA data_version") }
                return state.generation << 32 + (version ?? 0)
            }
        }
    }

    private static func read<Value: Sendable>(_ state: State, _ body: (Database, Int64) throws -> Value) throws -> Value
    {
        try state.queue.writeWithoutTransaction { db in
            var value: Value?
            try db.inTransaction(.deferred) {
                value = try body(db, state.generation)
                return .commit
            }
            guard let value else { throw DatabaseError(message: "the transaction was not run") }
            return value
        }
    }

    private func refresh(_ state: inout State) throws {
        guard let stamp = state.stamp, stamp != settings.file.stamp else { return }
        state = try Self.open(settings, generation: state.generation + 1)
    }

    private static func open(_ settings: ConnectionSettings, generation: Int64) throws -> State {
        do {
            return State(queue: try settings.open(readOnly: true), stamp: nil, generation: generation)
        } catch let error as DatabaseError where isForWantOfSharedMemory(error) {
            let stamp = settings.file.stamp
            guard stamp.logSize ?? 0 == 0 else { throw error }
            let queue = try settings.open(readOnly: true, uri: immutableAddress(of: settings.file.path))
            return State(queue: queue, stamp: stamp, generation: generation)
        }
    }

    /// Without write permission on the directory, or without free disk space, the shared memory of the write-ahead log
    /// cannot be created.
    private static func isForWantOfSharedMemory(_ error: DatabaseError) -> Bool {
        [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR].contains(error.resultCode)
    }

    /// sqlite.org/uri.html, 3: `?` and `#` end the path, `%` starts an escape.
    private static func immutableAddress(of path: String) -> String {
        let escapes: [Character: String] = ["%": "%25", "?": "%3f", "#": "%23"]
        return "file:" + path.map { escapes[$0] ?? String($0) }.joined() + "?immutable=1"
    }

    private static func check(_ db: Database, _ settings: ConnectionSettings) throws {
        let path = settings.file.path
        switch try Schema.inspect(db, path: path) {
        case .empty: throw StoreError.absent(path: path)
        case .ours(Schema.known): break
        case .ours(let schema):
            throw StoreError.failed(
                path: path, doing: "opening",
                why: "it has schema \(schema) and needs \(Schema.known); open it once with permission to write")
        }
        try Schema.requireMigration(settings.migration, db, path: path)
        try Schema.requireWhole(db, settings.file)
    }
}
