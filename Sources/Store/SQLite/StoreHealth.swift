import GRDB
package import Model

/// How the file of a store fares, read without writing to it.
package struct StoreHealth: Sendable, Equatable {
    /// The absolute path of the file.
    package let path: String
    /// Bytes of the file, and of what was committed beside it and is not in it yet.
    package let bytes: Int64
    /// The number of its schema; it is the one that this program knows, or reading it would have failed.
    package let schema: Int
    /// What SQLite's `quick_check` found, at most ten lines; empty when the file is sound.
    package let faults: [String]
    /// Whether this user may write it, and so give orders.
    package let isWritable: Bool
    /// Who polls, whether alive or not; `nil` when the lease was given back.
    package let lease: Lease?

    /// Reads the whole file, which takes seconds where it is large; throws what hinders opening it, as a command would
    /// be told.
    package init(path: String, migration: String) throws(StoreError) {
        let file = StoreFile(path: path)
        try file.requireReadable()
        let settings = ConnectionSettings(file: file, migration: migration, timeout: 5)
        let reader = try ReadConnection(settings, checks: true)
        let found = try reader.transaction("looking after the store") { db, _ in
            try (
                check: String.fetchAll(db, sql: "PRAGMA quick_check(10)"), lease: LeaseTable(db).current()
            )
        }
        self.path = file.path
        bytes = file.sizeWithLog
        schema = Schema.known
        faults = found.check == ["ok"] ? [] : found.check
        isWritable = file.isWritable
        lease = found.lease
    }
}

extension StoreFile {
    fileprivate var sizeWithLog: Int64 { size + (stamp.logSize ?? 0) }
}
