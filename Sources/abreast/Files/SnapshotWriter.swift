import Glibc

/// Writes the two files of a snapshot: both or none, completely or not at all, readable by their owner only.
///
/// A name that exists is never written over.
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
            case ENOTDIR, EEXIST: "there is something there that is not a directory; name another folder with -o"
            case ENOENT: "it does not exist; name another folder with -o"
            case ENAMETOOLONG: "the name is too long; name another folder with -o"
            default: String(cString: strerror(code))
            }
        }
    }

    /// A text that is handed over in pieces.
    typealias Pieces = ((String) throws(WholeFile.Refusal) -> Void) throws(WholeFile.Refusal) -> Void

    /// Writes `<id>.json` and `<id>.md`.
    func write(id: String, json: String, markdown: String) throws(Failure) -> Written {
        try write(id: id, json: { put throws(WholeFile.Refusal) in try put(json) }, markdown: markdown)
    }

    /// The same, with a JSON that need not be in memory at once.
    func write(id: String, json: Pieces, markdown: String) throws(Failure) -> Written {
        try makeDirectory()
        let written = Written(json: path("\(id).json"), markdown: path("\(id).md"))
        let jsonPart = try writePart(for: written.json, json)
        do throws(Failure) {
            let markdownPart = try writePart(for: written.markdown) { put throws(WholeFile.Refusal) in
                try put(markdown)
            }
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

    private func writePart(for path: String, _ text: Pieces) throws(Failure) -> String {
        do {
            return try WholeFile.writePart(for: path, mode: 0o600, text)
        } catch {
            throw .system(doing: "write", path: path, code: error.code)
        }
    }

    private func name(_ part: String, _ path: String) throws(Failure) {
        do {
            try WholeFile.name(part, path)
        } catch {
            throw error.code == EEXIST ? .exists(path: path) : .system(doing: "write", path: path, code: error.code)
        }
    }

    private func flushDirectory() throws(Failure) {
        do {
            try WholeFile.flush(directory: directory)
        } catch {
            throw .system(doing: "flush", path: directory, code: error.code)
        }
    }
}
