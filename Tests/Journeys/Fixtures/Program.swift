import Foundation

/// The built program, run to its end or in the background.
enum Program {
    /// The executable that the tests' own build has put beside them.
    static let path: String = {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        return root.appendingPathComponent(".build/debug/abreast").path
    }()

    struct Output: Sendable {
        var status: Int32
        var text: String
        var errors: String
    }

    /// Runs `abreast ARGUMENTS`.
    static func run(_ arguments: String..., environment: [String: String]) throws -> Output {
        try output(of: path, arguments, environment: environment)
    }

    /// Runs any program to its end; no variable of AWS is inherited.
    static func output(of executable: String, _ arguments: [String], environment: [String: String]) throws -> Output {
        let (output, errors) = (try Channel(), try Channel())
        let spawned = try Spawned(
            executable, arguments, environment: environment, output: output.writing, errors: errors.writing)
        // What is said on stderr fits into its pipe while stdout is read: it is short in every journey.
        let (text, said) = (output.readAll(), errors.readAll())
        return Output(status: spawned.wait(), text: text, errors: said)
    }

    /// Starts `abreast ARGUMENTS` in the background; what it says is dropped.
    static func start(_ arguments: String..., environment: [String: String]) throws -> Spawned {
        try Spawned(path, arguments, environment: environment, output: nil, errors: nil)
    }
}

/// A pipe that children do not inherit but for the end they are given.
private final class Channel {
    private(set) var writing: Int32
    private let reading: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw JourneyEnded(what: "a pipe: \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }

    /// Everything until the last writer is gone; this process gives its own end up first.
    func readAll() -> String {
        close(writing)
        writing = -1
        let data = FileHandle(fileDescriptor: reading, closeOnDealloc: true).readDataToEndOfFile()
        return String(decoding: data, as: UTF8.self)
    }
}

/// A child process.
///
/// Not Foundation's `Process`: that one takes a child for alive as long as anything it has left behind is, as tmux's server.
struct Spawned: Sendable {
    let pid: pid_t

    init(
        _ executable: String, _ arguments: [String], environment: [String: String], output: Int32?, errors: Int32?
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (number, descriptor) in [(Int32(1), output), (2, errors)] {
            if let descriptor {
                posix_spawn_file_actions_adddup2(&actions, descriptor, number)
            } else {
                posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_WRONLY, 0)
            }
        }
        // Threads of libdispatch block signals, and a child would inherit that: it could not be ended.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("AWS_") }
            .merging(["AWS_EC2_METADATA_DISABLED": "true"]) { _, new in new }
            .merging(environment) { _, new in new }
        var words = ([executable] + arguments).map { strdup($0) } + [nil]
        var settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + settings { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, executable, &actions, &attributes, &words, &settings)
        guard code == 0 else { throw JourneyEnded(what: "\(executable): \(String(cString: strerror(code)))") }
        self.pid = pid
    }

    /// The exit status once it has ended, or 128 + the signal that ended it.
    @discardableResult
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    }

    /// Lets it hang, as a process does whose machine stands still, or go on.
    func hang(_ hangs: Bool) { kill(pid, hangs ? SIGSTOP : SIGCONT) }

    /// Ends it without a chance to say anything.
    func killAtOnce() {
        kill(pid, SIGKILL)
        wait()
    }
}
