import Glibc

/// Writes a file that the operator named: a configuration, an example.
enum NewFile {
    /// A file that is replaced keeps its own mode.
    ///
    /// - Parameters:
    ///   - over: Whether a plain file of that name may be replaced.
    ///   - hint: Said when one is there and may not be.
    static func write(_ text: String, to path: String, over: Bool, mode: mode_t, hint: String = "") throws {
        let ownMode = try Self.mode(ofPlain: path)
        do {
            let part = try WholeFile.writePart(text, for: path, mode: ownMode ?? mode)
            defer { unlink(part) }
            // What this process's mask takes from a new file's mode is not taken from one that was there.
            if let ownMode { chmod(part, ownMode) }
            try WholeFile.name(part, path, over: over)
        } catch {
            throw failure(path, error.code, hint)
        }
    }

    /// Throws what ``write`` would throw of the name alone, for a command that has much to do before it writes.
    static func mustBePossible(at path: String, over: Bool, hint: String = "") throws {
        guard try mode(ofPlain: path) == nil || over else { throw failure(path, EEXIST, hint) }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard access(folder, W_OK | X_OK) == 0 else { throw failure(path, errno, hint) }
    }

    private static func failure(_ path: String, _ code: Int32, _ hint: String) -> Failure {
        code == EEXIST
            ? Failure("\(path): is there already; nothing was written\(hint).")
            : Failure("\(path): cannot be written (\(String(cString: strerror(code))))\(remedy(code)).")
    }

    private static func remedy(_ code: Int32) -> String {
        switch code {
        case ENOENT, ENOTDIR: "; make the folder first, or name another"
        case EACCES, EPERM, EROFS: "; name a folder that you may write to"
        case ENOSPC, EDQUOT: "; make room, or name another folder"
        default: ""
        }
    }

    /// The mode of the plain file at `path`; `nil` when nothing is there. What leads elsewhere, or is no file at all, is
    /// never taken the place of.
    private static func mode(ofPlain path: String) throws -> mode_t? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return status.st_mode & 0o777
        case S_IFDIR: throw Failure("\(path): is a directory; name the file in it.")
        default: throw Failure("\(path): is not a plain file (a link, a device or a pipe); name another one.")
        }
    }
}
