import ArgumentParser
import CStamp
import Glibc
import Store
import View

/// The end of a command with an error: sentences for stderr and an exit status.
struct Failure: Error {
    var sentences: [String]
    var status: Int32
    /// What to type next.
    var next: String?
    /// The store's error behind it.
    var store: StoreError?

    init(_ sentences: [String], status: Int32 = 1) {
        self.sentences = sentences
        self.status = status
    }

    init(_ sentence: String, status: Int32 = 1) { self.init([sentence], status: status) }

    /// The store's own sentence.
    init(_ error: StoreError) {
        self.init(error.sentence, status: 3)
        store = error
    }

    /// All sentences in one line.
    var line: String { sentences.joined(separator: " ") }
}

/// Runs a command's body. A failure is printed on stderr, one sentence a line, and sets the exit status.
func speaking(_ body: () throws -> Void) throws {
    do {
        try body()
    } catch let failure as Failure {
        for sentence in failure.sentences { say("abreast: \(sentence)") }
        if let next = failure.next { say("next: \(next)") }
        throw ExitCode(failure.status)
    }
}

/// Writes what is still in a buffer. Ends the program with status 1 where that cannot be done: a full disk must not look
/// like success.
func flushed() {
    guard output_is_lost() != 0 else { return }
    say("abreast: the output could not be written; is the disk full?")
    exit(1)
}

/// Prints one line on stdout. Foreign text in it, a reason or a name, cannot break the line or control the terminal.
func tell(_ line: String) { print(Sanitizer.text(line)) }

/// Prints one line on stderr, sanitized in the same way.
func say(_ line: String) {
    // Not `stderr`: C's variable can be changed by any code, and Swift refuses it.
    let bytes = Array((Sanitizer.text(line) + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
