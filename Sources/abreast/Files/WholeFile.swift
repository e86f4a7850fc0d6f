import Glibc

/// Writes files whole or not at all: beside their place under another name, flushed, and only then given their own.
///
/// So neither a full disk nor a kill leaves half a file under a name that somebody reads.
enum WholeFile {
    /// What the system answered, as `errno` has it.
    struct Refusal: Error { let code: Int32 }

    /// Writes and flushes a file that nobody else has, beside its future place, and returns its path.
    static func writePart(_ text: String, for path: String, mode: mode_t) throws(Refusal) -> String {
        try writePart(for: path, mode: mode) { put throws(Refusal) in try put(text) }
    }

    /// The same for a text that comes in pieces.
    static func writePart(
        for path: String, mode: mode_t, _ text: ((String) throws(Refusal) -> Void) throws(Refusal) -> Void
    ) throws(Refusal) -> String {
        let part = "\(path).\(getpid()).part"
        // What a killed process of the same number left behind is nobody's.
        unlink(part)
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw Refusal(code: errno) }
        var code: Int32 = 0
        do throws(Refusal) {
            try text { piece throws(Refusal) in
                let code = write(Array(piece.utf8), to: file)
                if code != 0 { throw Refusal(code: code) }
            }
        } catch {
            code = error.code
        }
        if code == 0, fsync(file) != 0 { code = errno }
        if close(file) != 0, code == 0 { code = errno }
        guard code == 0 else {
            unlink(part)
            throw Refusal(code: code)
        }
        return part
    }

    /// 0, or the error's number.
    private static func write(_ bytes: [UInt8], to file: Int32) -> Int32 {
        var at = 0
        while at < bytes.count {
            let count = bytes[at...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 {
                at += count
            } else if count == 0 || errno != EINTR {
                return count == 0 ? ENOSPC : errno
            }
        }
        return 0
    }

    /// Gives a part its own name. Throws `EEXIST` when somebody else has it, unless it may be taken the place of; `link`
    /// refuses where `rename` would write over.
    static func name(_ part: String, _ path: String, over: Bool = false) throws(Refusal) {
        if !over {
            if link(part, path) == 0 {
                unlink(part)
                return
            }
            let code = errno
            // Some file systems have no hard links.
            guard [EPERM, ENOTSUP, ENOSYS].contains(code) else { throw Refusal(code: code) }
            guard access(path, F_OK) != 0 else { throw Refusal(code: EEXIST) }
        }
        guard rename(part, path) == 0 else { throw Refusal(code: errno) }
    }

    /// Makes the names in a directory last through a power cut.
    static func flush(directory: String) throws(Refusal) {
        let file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw Refusal(code: errno) }
        defer { close(file) }
        // Not every file system can flush a directory; the files themselves are safe by then.
        guard fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP else { throw Refusal(code: errno) }
    }
}
