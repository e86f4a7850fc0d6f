import Glibc
import Model

/// Collects lines for stdout into large writes.
struct JudgeOutput: ~Copyable {
    /// The text that is not written yet.
    var line = LineBytes(capacity: Self.size + 4096)
    private let file: Int32
    /// The error number of a failed write. Nothing is written after it.
    private(set) var failure: Int32 = 0

    private static let size = 1 << 16

    init(file: Int32 = STDOUT_FILENO) { self.file = file }

    mutating func put(_ text: String) { line.putText(text) }

    /// Ends a line, and writes when enough is collected.
    mutating func endLine() {
        line.put("\n")
        if line.bytes.count >= Self.size { flush() }
    }

    mutating func flush() {
        var at = 0
        while failure == 0, at < line.bytes.count {
            let count = line.bytes[at...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count > 0 {
                at += count
            } else if errno != EINTR {
                failure = errno
            }
        }
        line.empty()
    }
}
