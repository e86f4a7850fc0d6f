import Glibc

/// The file of a store, checked without opening it: whether it exists, who owns it, and what is permitted.
///
/// It never opens the file. Closing any descriptor of a file releases all POSIX locks of this process on it, also those
/// of SQLite (sqlite.org/howtocorrupt.html, 2.2).
struct StoreFile: Sendable {
    /// Absolute, so that it stays valid when the process changes its directory.
    let path: String

    init(path: String) {
        if path.hasPrefix("/") {
            self.path = path
        } else {
            self.path = Self.workingDirectory + "/" + path
        }
    }

    var writeAheadLog: String { path + "-wal" }
    var sharedMemory: String { path + "-shm" }

    var directory: String {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        return end == path.startIndex ? "/" : String(path[..<end])
    }

    /// Creates an empty file that only its owner may read, in directories that only their owner may enter.
    ///
    /// In a directory that its group may write and that passes its group on (mode 2770), the group may read and write
    /// the file too, whatever the umask: such a directory exists for this purpose. SQLite gives its other files the
    /// file's mode.
    func create() throws(StoreError) {
        guard Self.status(of: path) == nil else { return }
        try Self.createDirectory(directory, for: path)
        // mknod creates a file without opening it.
        guard mknod(path, S_IFREG | 0o600, 0) == 0 else {
            if errno == EEXIST { return }
            throw refusal()
        }
        if isInSharedDirectory, chmod(path, 0o660) != 0 { throw refusal() }
    }

    private var isInSharedDirectory: Bool {
        guard let mode = Self.status(of: directory)?.st_mode else { return false }
        return mode & S_ISGID != 0 && mode & S_IWGRP != 0
    }

    /// Throws `.absent` or `.unreadable` when the path has no readable file.
    func requireReadable() throws(StoreError) {
        guard let status = Self.status(of: path) else {
            if errno == ENOENT { throw .absent(path: path) }
            throw refusal()
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, why: "it is not a regular file") }
        if !Self.permits(R_OK, path) { throw refusal() }
    }

    /// Whether this user may write the file and SQLite's files beside it.
    var isWritable: Bool {
        guard Self.permits(W_OK, path) else { return false }
        return Self.permits(W_OK | X_OK, directory)
            || (Self.permits(W_OK, writeAheadLog) && Self.permits(W_OK, sharedMemory))
    }

    /// Whether the write-ahead log has commits that are not yet in the file.
    var hasWriteAheadLog: Bool { (Self.status(of: writeAheadLog)?.st_size ?? 0) > 0 }

    /// The file's size in bytes; 0 when it does not exist.
    var size: Int64 { Int64(Self.status(of: path)?.st_size ?? 0) }

    /// Whether the file system has no free byte.
    var isOnFullDisk: Bool {
        var system = statvfs()
        return statvfs(directory, &system) == 0 && system.f_bavail == 0
    }

    /// The identity of the file, independent of its path; `nil` when there is none.
    var identity: Identity? {
        Self.status(of: path).map { Identity(device: UInt64($0.st_dev), node: UInt64($0.st_ino)) }
    }

    /// Changes whenever the file or its log changes.
    var stamp: Stamp {
        let main = Self.status(of: path)
        let log = Self.status(of: writeAheadLog)
        return Stamp(
            identity: identity, size: Int64(main?.st_size ?? 0), seconds: Int64(main?.st_mtim.tv_sec ?? 0),
            nanoseconds: Int64(main?.st_mtim.tv_nsec ?? 0), logSize: log.map { Int64($0.st_size) })
    }

    struct Identity: Equatable, Sendable {
        var device: UInt64
        var node: UInt64
    }

    struct Stamp: Equatable, Sendable {
        var identity: Identity?
        var size: Int64
        var seconds: Int64
        var nanoseconds: Int64
        /// `nil` without a log.
        var logSize: Int64?
    }

    /// The error of the system, from `errno`.
    private func refusal() -> StoreError { Self.refusal(path) }

    private static func refusal(_ path: String) -> StoreError {
        switch errno {
        case ENOSPC, EDQUOT: .full(path: path)
        case let code: .unreadable(path: path, why: String(cString: strerror(code)))
        }
    }

    /// Checks with the effective user, as opening the file does. Sets `errno` when it is not permitted.
    private static func permits(_ what: Int32, _ path: String) -> Bool {
        faccessat(AT_FDCWD, path, what, AT_EACCESS) == 0
    }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private static func createDirectory(_ directory: String, for path: String) throws(StoreError) {
        guard status(of: directory) == nil else { return }
        if let end = directory.lastIndex(of: "/"), end != directory.startIndex {
            try createDirectory(String(directory[..<end]), for: path)
        }
        if mkdir(directory, 0o700) != 0, errno != EEXIST { throw refusal(path) }
    }

    private static var workingDirectory: String {
        guard let text = getcwd(nil, 0) else { return "." }
        defer { free(text) }
        return String(cString: text)
    }
}
