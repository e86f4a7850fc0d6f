import Glibc

/// The lines of a file or of stdin, read in large chunks. A line is valid until the next call.
final class FileChunks {
    private let file: Int32
    private let name: String
    private let buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private var isAtEnd = false

    /// More bytes than any row may have.
    private static let size = 1 << 20

    init(path: String, name: String) throws(JudgeCSVError) {
        self.name = name
        file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        buffer = .allocate(byteCount: Self.size, alignment: 16)
        guard file >= 0 else {
            let problem = String(cString: strerror(errno))
            throw JudgeCSVError(
                file: name, line: nil, problem: "cannot be read: \(problem); name a file, or - for stdin")
        }
    }

    deinit {
        if file > STDIN_FILENO { close(file) }
        buffer.deallocate()
    }

    /// The next line without its newline; `nil` at the end.
    func line() throws(JudgeCSVError) -> UnsafeRawBufferPointer? {
        var searched = start
        while true {
            if let base = buffer.baseAddress, searched < end,
                let found = memchr(base + searched, 0x0A, end - searched)
            {
                let at = base.distance(to: found)
                defer { start = at + 1 }
                return UnsafeRawBufferPointer(rebasing: buffer[start..<at])
            }
            if isAtEnd {
                guard start < end else { return nil }
                defer { start = end }
                return UnsafeRawBufferPointer(rebasing: buffer[start..<end])
            }
            let left = end - start
            try fill()
            searched = left
        }
    }

    /// Moves the remaining bytes to the front and reads more behind them.
    private func fill() throws(JudgeCSVError) {
        guard let base = buffer.baseAddress else { return }
        if start > 0 { memmove(base, base + start, end - start) }
        (start, end) = (0, end - start)
        guard end < buffer.count else {
            throw JudgeCSVError(file: name, line: nil, problem: "a line is longer than \(buffer.count) bytes")
        }
        var count = read(file, base + end, buffer.count - end)
        while count < 0, errno == EINTR { count = read(file, base + end, buffer.count - end) }
        guard count >= 0 else {
            let problem = String(cString: strerror(errno))
            throw JudgeCSVError(file: name, line: nil, problem: "cannot be read: \(problem)")
        }
        if count == 0 { isAtEnd = true }
        end += count
    }
}
