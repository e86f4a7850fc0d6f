import GRDB

/// The common settings of a store's connections.
struct ConnectionSettings: Sendable {
    var file: StoreFile
    var migration: String
    /// Seconds to wait for another process's lock.
    var timeout: Double
    /// Whether the data need not survive a power failure.
    var isPassing = false

    /// Opens a connection. A `readOnly` connection never writes to the file, though SQLite may create its write-ahead
    /// log beside it.
    func open(readOnly: Bool, uri: String? = nil) throws -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(timeout)
        configuration.label = readOnly ? "store.read" : "store.write"
        configuration.prepareDatabase { db in
            // In KiB: the page cache for a board's whole window of six hours.
            try db.execute(sql: "PRAGMA cache_size = -2048")
            // Detects corrupt pages when they are read.
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            if isPassing { try db.execute(sql: "PRAGMA synchronous = OFF") }
        }
        return try DatabaseQueue(path: uri ?? file.path, configuration: configuration)
    }

    /// Throws when the path leads to another file than the opened one: nobody would read what is written to the old
    /// one.
    func requireSameFile(_ identity: StoreFile.Identity?) throws(StoreError) {
        guard file.identity == identity else { throw .replaced(path: file.path) }
    }

    /// Calls `body`, and turns an error of SQLite into a `StoreError`.
    func explaining<Value>(_ doing: String, _ body: () throws -> Value) throws(StoreError) -> Value {
        do {
            return try body()
        } catch {
            throw StoreError(error, of: self, doing: doing)
        }
    }
}

extension Database {
    /// Runs one statement, prepared once for each connection.
    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The first value of the first row, or `nil` without a row.
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ sql: String, _ arguments: StatementArguments = StatementArguments()
    ) throws -> Value? {
        try Value.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }

    /// Transforms each row. `transform` must not keep the row.
    func rows<Value>(
        _ sql: String, _ arguments: StatementArguments = StatementArguments(), _ transform: (Row) throws -> Value
    ) throws -> [Value] {
        let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        var values: [Value] = []
        while let row = try cursor.next() { values.append(try transform(row)) }
        return values
    }
}
