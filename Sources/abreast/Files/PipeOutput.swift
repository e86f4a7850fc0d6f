import Glibc

/// Stdout of a command that goes on: what it prints is there at once, and a reader that has seen enough ends it.
enum PipeOutput {
    /// Lets a closed pipe be an answer of `write`, and no signal.
    static func prepare() { signal(SIGPIPE, SIG_IGN) }

    /// Writes all of it. Returns `false` when the reader has closed the pipe. Throws when it cannot be written, as on a
    /// full disk.
    static func write(_ text: String) throws -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno != EPIPE {
                throw Failure("the output could not be written (\(String(cString: strerror(errno)))).")
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Whether a reader is still there. A pipe reports this without a write.
    static var isRead: Bool {
        var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        return poll(&output, 1, 0) <= 0 || output.revents & Int16(POLLERR | POLLNVAL) == 0
    }
}
