import GRDB
import Synchronization

/// The one connection that reads, each time in one transaction: one consistent picture.
///
/// A file of a user who may neither write it nor its directory can be read as it stands (`immutable`) as long as it has
/// no write-ahead log. SQLite then sees no change at all, so the file's stamp is watched and it is opened anew.
final class ReadConnection: Sendable {
    private struct State {
        var queue: DatabaseQueue
        /// The file's stamp when it was opened as immutable; `nil` for an ordinary connection, which sees all commits.
        var stamp: StoreFile.Stamp?
        /// Rises each time the file is opened.
        var generation: Int64
    }

    /// How often an immutable file is read anew because it changed meanwhile.
    private static let tries = 20

    private let settings: ConnectionSettings
    private let identity: StoreFile.Identity?
    private let state: Mutex<State>

    /// `checks` looks at whose file it is, for want of a writer that has done so.
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

    /// Runs `body` in one transaction that can't write; it is given the generation of the connection as well.
    func transaction<Value: Sendable>(
        _ doing: String, _ body: (Database, Int64) throws -> Value
    ) throws(StoreError) -> Value {
        try state.withLock { (state) throws(StoreError) in
            try settings.requireSameFile(identity, doing)
            return try settings.explaining(doing) {
                for _ in 0..<Self.tries {
                    try refresh(&state)
                    let value = Result { try Self.read(state, body) }
                    // What was read while somebody wrote to an immutable file may be anything, an error included.
                    if state.stamp == nil || state.stamp == settings.file.stamp { return try value.get() }
                }
                throw DatabaseError(message: "the file changed each time it was read")
            }
        }
    }

    /// Differs whenever anyone has committed something: own commits come through the other connection, so they count.
    func version() throws(StoreError) -> Int64 {
        try state.withLock { (state) throws(StoreError) in
            try settings.requireSameFile(identity, "watching")
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

    /// Without write permission on the directory, or without room on the disk, the log's shared memory can't be made.
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
