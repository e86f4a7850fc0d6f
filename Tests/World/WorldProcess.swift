import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A running `world.py`; it ends when its standard input closes, so also when this process ends in any way.
final class WorldProcess: Sendable {
    /// The folder of world.py.
    static let directory = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().path

    /// Where world.py keeps its logs, and clears them after a day.
    private static let logs = URL(fileURLWithPath: directory + "/../../.build/world/logs").standardized

    private let process: Process
    private let input: FileHandle
    private let output: Lines
    private let log: URL
    private let stopped = Mutex(false)

    /// Throws ``WorldError`` when python3 cannot be started.
    init(arguments: [String]) throws {
        let input = Pipe()
        let output = Pipe()
        // Another child of this process must not hold the world open.
        for handle in [input.fileHandleForWriting, output.fileHandleForReading] {
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        log = Self.logs.appendingPathComponent("serve-\(UUID().uuidString).log")
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Self.directory + "/world.py"] + arguments
        process.standardInput = input
        process.standardOutput = output
        self.input = input.fileHandleForWriting
        self.output = Lines(output.fileHandleForReading)
        do {
            try FileManager.default.createDirectory(at: Self.logs, withIntermediateDirectories: true)
            try Data().write(to: log)
            process.standardError = try FileHandle(forWritingTo: log)
            try process.run()
        } catch {
            throw WorldError(what: "python3 could not be started (\(error)); on Debian: apt-get install python3-venv")
        }
    }

    deinit { stop() }

    /// The first line of its output. Throws ``WorldError`` with its error output when it ends or `seconds` pass first.
    func firstLine(within seconds: Double) async throws -> String {
        // Neither closure holds `self`: the world must end with its last owner, not when a thread has wound up.
        let watchdog = Task { [identifier = process.processIdentifier] in
            try await Task.sleep(for: .seconds(seconds))
            kill(identifier, SIGTERM)
        }
        defer { watchdog.cancel() }
        let line = await withCheckedContinuation { continuation in
            Thread.detachNewThread { [output] in continuation.resume(returning: output.next { true }) }
        }
        guard let line else {
            let said = said
            stop()
            throw WorldError(what: "world.py ended before its world was ready. It said:\n\(said)")
        }
        return line
    }

    /// Writes one line and returns the one that answers it. Throws ``WorldError`` when the world has ended.
    func answer(to request: String) throws -> String {
        let line = output.next {
            // Writing to a process that has ended would end this one, by SIGPIPE.
            process.isRunning && (try? input.write(contentsOf: Data((request + "\n").utf8))) != nil
        }
        guard let line else { throw WorldError(what: "world.py has ended. It said:\n\(said)") }
        return line
    }

    private var said: String { String(((try? String(contentsOf: log, encoding: .utf8)) ?? "").suffix(4000)) }

    /// Closes its standard input and waits for its end.
    func stop() {
        let first = stopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        guard first else { return }
        try? input.close()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: log)
    }

    /// The lines of its output, one after the other.
    private final class Lines: Sendable {
        private let handle: FileHandle
        /// What has been read and not taken yet. Held from a request to its answer.
        private let unread = Mutex(Data())

        init(_ handle: FileHandle) { self.handle = handle }

        /// Asks, and waits for the next line; `nil` when it could not be asked or when the output is over.
        func next(asking ask: () -> Bool) -> String? {
            unread.withLock { unread in
                guard ask() else { return nil }
                while true {
                    if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                        let line = String(decoding: unread[..<end], as: UTF8.self)
                        unread = Data(unread[unread.index(after: end)...])
                        return line
                    }
                    let chunk = handle.availableData
                    if chunk.isEmpty { return nil }
                    unread.append(chunk)
                }
            }
        }
    }
}
