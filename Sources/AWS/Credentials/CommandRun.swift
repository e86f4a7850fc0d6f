import Glibc
import Subprocess
import SystemPackage

/// Runs a command and collects its output.
struct CommandRun: Sendable {
    var path: String
    var arguments: [String]
    /// The whole environment of the command.
    var environment: [String: String]

    /// The time to clean up between SIGTERM and SIGKILL.
    private static let grace = Duration.milliseconds(500)

    /// Runs the command to its end. Returns its exit status, or 128 + the signal that ended it, and its output on
    /// stdout. The output is at most 64 KiB, the size of a pipe. Throws the reason why it did not start, or
    /// `CancellationError`.
    ///
    /// Waits for the command to exit, not for the pipe to close, because a child that it leaves behind may keep the
    /// pipe open. If the task is cancelled, the command and its children get SIGTERM, and SIGKILL after ``grace``.
    func output() async throws -> (status: Int32, bytes: [UInt8]) {
        let (reading, writing) = try Self.pipe()
        defer { try? reading.close() }
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace)]
        let variables = environment.map { Array("\($0.key)=\($0.value)".utf8) }
        // Discard stderr, because the screen is drawn on the same terminal.
        let ended = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments), environment: .custom(variables),
            platformOptions: options, input: .none,
            output: .fileDescriptor(writing, closeAfterSpawningProcess: true), error: .discarded)
        try Task.checkCancellation()
        let status =
            switch ended.terminationStatus {
            case .exited(let code): code
            case .signaled(let signal): 128 + signal
            }
        return (status, try Self.drain(reading))
    }

    /// Makes a pipe that no other child of this process inherits.
    private static func pipe() throws -> (reading: FileDescriptor, writing: FileDescriptor) {
        let (reading, writing) = try FileDescriptor.pipe()
        for end in [reading, writing] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
        return (reading, writing)
    }

    /// Reads what the pipe holds now, without waiting.
    private static func drain(_ pipe: FileDescriptor) throws -> [UInt8] {
        _ = fcntl(pipe.rawValue, F_SETFL, O_NONBLOCK)
        var bytes: [UInt8] = []
        while true {
            do {
                let chunk = try [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                    count = try pipe.read(into: UnsafeMutableRawBufferPointer(buffer))
                }
                if chunk.isEmpty { return bytes }
                bytes += chunk
            } catch Errno.wouldBlock {
                return bytes
            }
        }
    }
}
