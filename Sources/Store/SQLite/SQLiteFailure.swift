import GRDB

/// A row that the schema does not allow: corrupt, or written by another program.
struct MalformedRow: Error {
    var table: String
    var why: String
}

extension StoreError {
    /// Maps an error of a connection to a store error (sqlite.org/rescode.html).
    init(_ error: any Error, of settings: ConnectionSettings, doing: String) {
        let path = settings.file.path
        switch error {
        case let error as StoreError: self = error
        case let error as MalformedRow: self = .damaged(path: path, why: "table \(error.table): \(error.why)")
        case let error as DatabaseError: self.init(error, of: settings, doing: doing)
        default: self = .failed(path: path, doing: doing, why: String(describing: error))
        }
    }

    private init(_ error: DatabaseError, of settings: ConnectionSettings, doing: String) {
        let path = settings.file.path
        let why = error.message ?? error.extendedResultCode.description
        switch error.resultCode {
        // SQLite takes ENOLCK for a lock of somebody else (unix.c, sqliteErrorFromPosixError).
        case .SQLITE_BUSY where settings.file.givesNoLocks, .SQLITE_PROTOCOL:
            self = .withoutLocks(path: path, kind: settings.file.disk?.kind)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path, seconds: settings.timeout)
        case .SQLITE_FULL: self = .full(path: path)
        // When the disk is full, the log's shared memory and a sync report an I/O error.
        case .SQLITE_IOERR where settings.file.isOnFullDisk: self = .full(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, why: why)
        case .SQLITE_CANTOPEN, .SQLITE_PERM:
            self = .unreadable(path: path, why: settings.file.hasWriteAheadLog ? why + Self.logRemark : why)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        default: self = .failed(path: path, doing: doing, why: why)
        }
    }

    private static let logRemark =
        "; commits stand in the -wal file beside it: it can be read after a user who may write it has opened it"
}
