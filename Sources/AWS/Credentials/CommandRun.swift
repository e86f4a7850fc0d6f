import Glibc
import Subprocess
import SystemPackage

/// One run of a command whose whole output is wanted.
struct CommandRun: Sendable {
    /// Absolute path of the program.
    var path: String
    var arguments: [String]
    /// All variables that the command has.
    var environment: [String: String]

    /// The time for clean-up after SIGTERM.
    private static let grace = Duration.milliseconds(500)

    /// Runs the command to its end; returns its exit status, or 128 + the signal that ended it, and what it wrote on
    /// stdout: at most what a pipe holds, 64 KiB. Throws what kept it from starting, or `CancellationError`.
    ///
    /// Its own end counts, not that of the pipe: a command may leave a child behind that keeps the pipe open. When the task is
    /// cancelled, the command and its children get SIGTERM, and SIGKILL after ``grace``.
    func output() async throws -> (status: Int32, bytes: [UInt8]) {
        let (reading, writing) = try Self.pipe()
        defer { try? reading.close() }
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace)]
        let variables = environment.map { Array("\($0.key)=\($0.value)".utf8) }
        // The screen is drawn on the same terminal: what the command says on stderr must not reach it.
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

    /// A pipe that no other child of this process inherits.
    private static func pipe() throws -> (reading: FileDescriptor, writing: FileDescriptor) {
        let (reading, writing) = try FileDescriptor.pipe()
        for end in [reading, writing] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
        return (reading, writing)
    }

    /// What stands in the pipe now.
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
