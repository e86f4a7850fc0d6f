import ArgumentParser
import Glibc
import MigrationFile
import Model

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write an example configuration to begin with.",
        discussion:
            "Every key stands in it with its comment. A file that is there already is left alone without --force.")

    @Argument(help: ArgumentHelp("Where to write it.", valueName: "file"))
    var file = "abreast.yaml"
    @Flag(help: "Write over a file that is there.")
    var force = false

    func run() throws {
        try speaking {
            try NewFile.write(
                Configuration.example, to: file, over: force, mode: 0o644, hint: " (--force writes over it)")
            tell("written: \(file)")
            let next = NextCommand(named: file == "abreast.yaml" ? nil : file)
            tell("next: put your services into it, then \(next.line("check"))")
        }
    }
}

/// Writes a small file completely or not at all.
enum NewFile {
    /// A replaced file keeps its own mode.
    ///
    /// - Parameters:
    ///   - over: Whether a plain file of that name may be replaced.
    ///   - hint: Added to the message when a file exists and may not be replaced.
    static func write(_ text: String, to path: String, over: Bool, mode: mode_t, hint: String = "") throws {
        func failure(_ code: Int32) -> Failure { Self.failure(path, code, hint) }
        let ownMode = try Self.mode(ofPlain: path)
        let part = "\(path).\(getpid()).part"
        unlink(part)
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { unlink(part) }
        if let ownMode { fchmod(descriptor, ownMode) }
        var bytes = Array(text.utf8)[...]
        var code: Int32 = 0
        while code == 0, !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { bytes = bytes.dropFirst(count) } else if errno != EINTR { code = errno }
        }
        if close(descriptor) != 0, code == 0 { code = errno }
        guard code == 0 else { throw failure(code) }
        // `link` fails when the name exists; `rename` would replace the file.
        guard (over ? rename(part, path) : link(part, path)) == 0 else { throw failure(errno) }
    }

    /// Throws the errors of ``write`` that depend only on the path, for a command with much to do before it writes.
    static func mustBePossible(at path: String, over: Bool, hint: String = "") throws {
        guard try mode(ofPlain: path) == nil || over else { throw failure(path, EEXIST, hint) }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard access(folder, W_OK | X_OK) == 0 else { throw failure(path, errno, hint) }
    }

    private static func failure(_ path: String, _ code: Int32, _ hint: String) -> Failure {
        code == EEXIST
            ? Failure("\(path): is there already; nothing was written\(hint).")
            : Failure("\(path): cannot be written (\(String(cString: strerror(code)))).")
    }

    /// The mode of the plain file at `path`; `nil` when nothing exists there. A symbolic link or anything but a file is
    /// never replaced.
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
