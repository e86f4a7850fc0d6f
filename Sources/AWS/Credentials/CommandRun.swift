import Foundation
import Glibc
import Synchronization

/// One run of a command whose whole output is wanted.
final class CommandRun: Sendable {
    typealias Output = (status: Int32, bytes: [UInt8])

    private enum Stage {
        case ready
        case running(CheckedContinuation<Output, any Error>)
        case over
    }

    private let process = Process()
    private let pipe = Pipe()
    private let stage = Mutex(Stage.ready)

    init(_ path: String, _ arguments: [String], _ environment: [String: String]) {
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        // The screen is drawn on the same terminal: what the command says there must not reach it.
        process.standardError = FileHandle.nullDevice
    }

    /// Starts the command and waits for its end; throws what kept it from starting, or a cancellation.
    func output() async throws -> Output {
        try await withCheckedThrowingContinuation { continuation in
            let isFirst = stage.withLock { stage in
                guard case .ready = stage else { return false }
                stage = .running(continuation)
                return true
            }
            guard isFirst else { return continuation.resume(throwing: CancellationError()) }
            do {
                try process.run()
            } catch {
                return finish(.failure(error))
            }
            Thread.detachNewThread { [self] in
                let bytes = collect()
                process.waitUntilExit()
                finish(.success((process.terminationStatus, bytes)))
            }
        }
    }

    /// What the command writes until its end. Whoever inherited the pipe may keep it open for longer.
    private func collect() -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        var waiting = pollfd(fd: pipe.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let isRunning = process.isRunning
            let ready = poll(&waiting, 1, isRunning ? 50 : 0)
            if ready > 0 {
                let count = read(waiting.fd, &chunk, chunk.count)
                if count <= 0 { return bytes }
                bytes += chunk[..<count]
            } else if !isRunning {
                return bytes
            }
        }
    }

    /// Gives the command up. A grandchild may hold the pipe open, so its end is not waited for.
    func end() {
        finish(.failure(CancellationError()))
        if process.isRunning { process.terminate() }
    }

    private func finish(_ result: Result<Output, any Error>) {
        let waiting = stage.withLock { stage -> CheckedContinuation<Output, any Error>? in
            defer { stage = .over }
            guard case .running(let continuation) = stage else { return nil }
            return continuation
        }
        waiting?.resume(with: result)
    }
}
