package import Model

/// Why the store could not do what was asked, with the file's path.
package enum StoreError: Error, Sendable, Equatable {
    /// There is no file, and it may not be created.
    case absent(path: String)
    /// The file can't be opened: no permission, no directory.
    case unreadable(path: String, why: String)
    /// SQLite reports a malformed file, or the file is not a database of this program.
    case damaged(path: String, why: String)
    /// A newer program wrote it: its schema number is higher than the one this program knows.
    case newer(path: String, schema: Int, known: Int)
    /// Another process locked it for longer than the time-out.
    case locked(path: String, seconds: Double)
    /// The store may only be read.
    case readOnly(path: String)
    /// The disk is full.
    case full(path: String)
    /// Another process has the lease now: the write came too late.
    case fenced(path: String, token: Int64)
    /// What others have stored forbids the step; why, in words.
    case overruled(path: String, why: String)
    /// It belongs to another migration.
    case otherMigration(path: String, found: String, wanted: String)
    /// It belongs to a configuration that moves something else. The store's own is named first.
    case otherIdentity(path: String, MigrationIdentity.Conflict)
    /// A living process works by another configuration.
    case held(path: String, holder: String)
    /// The path leads to another file than the one that was opened, or to none.
    case replaced(path: String)
    /// Its file system gives no locks, or shares no memory between programs; `kind` is its name, where it is known.
    case withoutLocks(path: String, kind: String?)
    /// Any other error of SQLite.
    case failed(path: String, doing: String, why: String)

    /// One sentence with the file and with what to do.
    package var sentence: String {
        switch self {
        case .absent(let path): "\(path): there is no store yet; somebody has to watch or poll first."
        case .unreadable(let path, let why):
            "\(path): cannot be opened (\(why)); check the directory and its permissions, or name "
                + "another file with `store:`."
        case .damaged(let path, let why):
            "\(path): is damaged or not a store of abreast (\(why)); move it away to begin a new one, and keep it: "
                + "`sqlite3 FILE .recover` may still read its events; or name another file with `store:`."
        case .newer(let path, let schema, let known):
            "\(path): was written by a newer abreast (schema \(schema), this one knows \(known)); upgrade this program."
        case .locked(let path, let seconds):
            "\(path): was locked by another process for more than \(Int(seconds)) s; look who holds it with `fuser \(path)`."
        case .readOnly(let path): "\(path): may only be read by this user; nothing was written."
        case .full(let path): "\(path): the disk is full; nothing was written, and what was there is whole."
        case .fenced(let path, let token):
            "\(path): another process polls now (lease \(token) is over); this write was refused."
        case .overruled(let path, let why): "\(path): nothing was done: \(why)."
        case .otherMigration(let path, let found, let wanted):
            "\(path): belongs to the migration “\(found)”, not to “\(wanted)”; give each its own `migration:` or `store:`."
        case .otherIdentity(let path, let conflict):
            "\(path): is the store of another configuration: \(conflict.words). Nothing was ordered; give each its own "
                + "`migration:` or `store:`."
        case .held(let path, let holder):
            "\(path): \(holder) works by another configuration; end it first. Nothing was changed."
        case .replaced(let path):
            "\(path): the file was moved or replaced, and nobody would read what is written to the old one; start this "
                + "program again."
        case .withoutLocks(let path, let kind):
            "\(path): its file system\(kind.map { " (\($0))" } ?? "") gives no locks that SQLite can stand on; keep the store "
                + "on a local disk."
        case .failed(let path, let doing, let why): "\(path): \(doing) failed: \(why)."
        }
    }
}
