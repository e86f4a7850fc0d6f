import ArgumentParser
import Glibc
import View

/// What ends a command: sentences for stderr and an exit status.
struct Failure: Error {
    var sentences: [String]
    var status: Int32
    /// What to type next.
    var next: String?

    init(_ sentences: [String], status: Int32 = 1) {
        self.sentences = sentences
        self.status = status
    }

    init(_ sentence: String, status: Int32 = 1) { self.init([sentence], status: status) }

    /// All sentences in one line.
    var line: String { sentences.joined(separator: " ") }
}

/// Runs a command's body: a failure is said on stderr, each sentence on its line, and becomes the exit status.
func speaking(_ body: () throws -> Void) throws {
    do {
        try body()
    } catch let failure as Failure {
        for sentence in failure.sentences { say("abreast: \(sentence)") }
        if let next = failure.next { say("next: \(next)") }
        throw ExitCode(failure.status)
    }
    // What was printed may still wait in a buffer; a full disk must not look like success.
    guard fflush(nil) == 0 else {
        say("abreast: the output could not be written (\(String(cString: strerror(errno)))).")
        throw ExitCode(1)
    }
}

/// One line on stdout; what came from outside in it, a reason or a name, cannot break it or reach the terminal's controls.
func tell(_ line: String) { print(Sanitizer.text(line)) }

/// One line on stderr, cleaned likewise.
func say(_ line: String) {
    // Not `stderr`: C's variable may be set anew by anyone, and Swift refuses it.
    let bytes = Array((Sanitizer.text(line) + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
