import GRDB
package import Model

/// The state of a store's file, read without writing to it.
package struct StoreHealth: Sendable, Equatable {
    /// The absolute path of the file.
    package let path: String
    /// Bytes of the file and of its write-ahead log.
    package let bytes: Int64
    /// The number of its schema. It equals the number that this program knows, otherwise reading would have failed.
    package let schema: Int
    /// The findings of SQLite's `quick_check`, at most ten lines; empty when the file is sound.
    package let faults: [String]
    /// Whether this user may write it, and so post orders.
    package let isWritable: Bool
    /// The lease, whether its holder is alive or not; `nil` when it was released.
    package let lease: Lease?
    /// What it is for; `nil` before the first poll.
    package let identity: MigrationIdentity?

    /// Reads the whole file, which takes seconds for a large one. Throws the same error that a command would get when
    /// it opens the file.
    package init(path: String, migration: String) throws(StoreError) {
        let file = StoreFile(path: path)
        try file.requireReadable()
        let settings = ConnectionSettings(file: file, migration: migration, timeout: 5)
        let reader = try ReadConnection(settings, checks: true)
        let found = try reader.transaction("looking after the store") { db, _ in
            try (
                check: String.fetchAll(db, sql: "PRAGMA quick_check(10)"), lease: LeaseTable(db).current(),
                identity: IdentityTable(db).ofStore()
            )
        }
        self.path = file.path
        bytes = file.sizeWithLog
        schema = Schema.known
        faults = found.check == ["ok"] ? [] : found.check
        isWritable = file.isWritable
        lease = found.lease
        identity = found.identity
    }
}

extension StoreFile {
    fileprivate var sizeWithLog: Int64 { size + (stamp.logSize ?? 0) }
}
