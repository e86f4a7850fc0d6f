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
    /// Why the disk takes no more bytes, as the system says it; `nil` when it does, or when this user may not write.
    package let writeFault: String?
    /// Whether nothing has ever been stored in it: no lease, no order, no event.
    package let isEmpty: Bool
    /// The file system that it is on; `nil` when that cannot be told.
    package let disk: StoreDisk?
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
                identity: IdentityTable(db).ofStore(),
                isEmpty: Self.isEmpty(db)
            )
        }
        self.path = file.path
        bytes = file.sizeWithLog
        schema = Schema.known
        faults = found.check == ["ok"] ? [] : found.check
        isWritable = file.isWritable
        writeFault = file.isWritable ? file.writeFault : nil
        isEmpty = found.isEmpty
        disk = file.disk
        lease = found.lease
        identity = found.identity
    }

    private static func isEmpty(_ db: Database) throws -> Bool {
        let sql = """
            SELECT NOT EXISTS (SELECT 1 FROM lease WHERE token > 0) AND NOT EXISTS (SELECT 1 FROM order_)
                AND NOT EXISTS (SELECT 1 FROM event) AND NOT EXISTS (SELECT 1 FROM reading)
            """
        return try db.value(sql) ?? false
    }

    /// The findings of `quick_check` in a store of at most `size` bytes, at most ten lines; empty when it is sound or
    /// larger. Reads the whole file. Throws the same error as a command that opens it.
    package static func faults(path: String, migration: String, upTo size: Int64) throws(StoreError) -> [String] {
        guard StoreFile(path: path).sizeWithLog <= size else { return [] }
        return try StoreHealth(path: path, migration: migration).faults
    }
}

extension StoreFile {
    fileprivate var sizeWithLog: Int64 { size + (stamp.logSize ?? 0) }
}
