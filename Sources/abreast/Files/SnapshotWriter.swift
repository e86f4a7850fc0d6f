import Glibc

/// Writes the two files of a snapshot: both or none, completely or not at all, readable by their owner only.
///
/// Each file is written under another name in the same directory, flushed, and then renamed. An existing file is never
/// replaced. So neither a full disk nor a kill leaves a partial file under a snapshot's name.
struct SnapshotWriter {
    /// The directory of the files. It is created if absent, with its parents.
    let directory: String

    init(directory: String) {
        self.directory = directory.isEmpty ? "." : directory
    }

    /// The paths of the two files.
    struct Written: Equatable {
        var json: String
        var markdown: String
    }

    /// Why no file was written, in words.
    enum Failure: Error, Equatable, CustomStringConvertible {
        /// A snapshot with this id exists: another id is needed.
        case exists(path: String)
        case system(doing: String, path: String, code: Int32)

        var description: String {
            switch self {
            case .exists(let path): return "a snapshot of that name exists already: \(path)"
            case .system(let doing, let path, let code):
                return "no snapshot was written: cannot \(doing) \(path): \(Self.sentence(code))"
            }
        }

        private static func sentence(_ code: Int32) -> String {
            switch code {
            case ENOSPC, EDQUOT: "the disk is full; give another directory with -o"
            case EACCES, EPERM: "permission denied; give a directory that you may write to with -o"
            case EROFS: "the file system is read-only; give another directory with -o"
            case ENOTDIR, EEXIST: "there is something there that is not a directory"
            case ENOENT: "it does not exist"
            case ENAMETOOLONG: "the name is too long"
            default: String(cString: strerror(code))
            }
        }
    }

    /// Writes `<id>.json` and `<id>.md`.
    func write(id: String, json: String, markdown: String) throws(Failure) -> Written {
        try makeDirectory()
        let written = Written(json: path("\(id).json"), markdown: path("\(id).md"))
        let jsonPart = try writePart(json, for: written.json)
        do throws(Failure) {
            let markdownPart = try writePart(markdown, for: written.markdown)
            do throws(Failure) {
                try name(jsonPart, written.json)
                do throws(Failure) {
                    try name(markdownPart, written.markdown)
                } catch {
                    unlink(written.json)
                    throw error
                }
            } catch {
                unlink(markdownPart)
                throw error
            }
        } catch {
            unlink(jsonPart)
            throw error
        }
        try flushDirectory()
        return written
    }

    private func path(_ name: String) -> String { directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)" }

    /// Like `mkdir -p`. New directories are accessible by their owner only.
    private func makeDirectory() throws(Failure) {
        var status = stat()
        if stat(directory, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw .system(doing: "write into", path: directory, code: ENOTDIR)
            }
            return
        }
        var path = directory.hasPrefix("/") ? "" : "."
        for part in directory.split(separator: "/") {
            path += "/\(part)"
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw .system(doing: "make the directory", path: path, code: errno)
            }
        }
        guard stat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .system(doing: "write into", path: directory, code: ENOTDIR)
        }
    }

    /// Writes and flushes a temporary file in the same directory. Returns its path.
    private func writePart(_ text: String, for path: String) throws(Failure) -> String {
        let part = "\(path).\(getpid()).part"
        // A killed process with the same number may have left this file.
        unlink(part)
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .system(doing: "write", path: path, code: errno) }
        var code = Self.write(Array(text.utf8), to: file)
        if code == 0, fsync(file) != 0 { code = errno }
        if close(file) != 0, code == 0 { code = errno }
        guard code == 0 else {
            unlink(part)
            throw .system(doing: "write", path: path, code: code)
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

    /// Gives a file its final name unless it exists: `link` fails where `rename` would replace.
    private func name(_ part: String, _ path: String) throws(Failure) {
        if link(part, path) == 0 {
            unlink(part)
            return
        }
        let code = errno
        if code == EEXIST { throw .exists(path: path) }
        // Some file systems have no hard links.
        guard code == EPERM || code == ENOTSUP || code == ENOSYS else {
            throw .system(doing: "write", path: path, code: code)
        }
        guard access(path, F_OK) != 0 else { throw .exists(path: path) }
        guard rename(part, path) == 0 else { throw .system(doing: "write", path: path, code: errno) }
    }

    /// Makes the names survive a power failure.
    private func flushDirectory() throws(Failure) {
        let file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw .system(doing: "flush", path: directory, code: errno) }
        defer { close(file) }
        // Some file systems cannot flush a directory. The files themselves are safe by then.
        guard fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw .system(doing: "flush", path: directory, code: errno)
        }
    }
}
