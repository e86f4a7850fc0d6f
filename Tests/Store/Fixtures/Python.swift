import Foundation
import Glibc

/// Another process that opens the file: Python's sqlite3.
final class Python {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread: [UInt8] = []

    /// Runs `script`; the paths are its `sys.argv[1:]`.
    init(_ script: String, _ arguments: String...) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "import os, sqlite3, sys\n" + script] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    /// The next line that it prints, without its end; `nil` at the end of its output.
    func line() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeSubrange(...end) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            let bytes = output.fileHandleForReading.availableData
            if bytes.isEmpty { return nil }
            unread += bytes
        }
    }

    /// Continues a script that waits in `input()`.
    func goOn() { input.fileHandleForWriting.write(Data("\n".utf8)) }

    /// Kills it with SIGKILL and waits until it is gone.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Runs a script to its end and returns all that it printed.
    static func run(_ script: String, _ arguments: String...) throws -> String {
        let python = Process()
        let output = Pipe()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", "import os, sqlite3, sys\n" + script] + arguments
        python.standardOutput = output
        try python.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw Failure(status: python.terminationStatus) }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs one statement on a file.
    @discardableResult
    static func sql(_ statement: String, _ file: String) throws -> String {
        try run(
            """
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            for row in c.execute(sys.argv[2]): print(*row)
            """, file, statement)
    }

    struct Failure: Error {
        var status: Int32
    }
}
