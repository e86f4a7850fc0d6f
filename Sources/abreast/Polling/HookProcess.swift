import FoundationEssentials
import Glibc
import Model
import Synchronization

/// One run of a hook, in its own process group, with the event on stdin and its output discarded.
///
/// Foundation's `Process` cannot create a process group. When a hook exceeds its time, this must end it with all its
/// child processes.
struct HookProcess: Sendable {
    private let hook: Hook
    private let input: [UInt8]
    private let variables: [String: String]

    /// The time for clean-up after SIGTERM.
    private static let grace = Duration.seconds(2)
    private static let pace = Duration.milliseconds(20)

    /// - Parameter variables: Environment variables in addition to those that the hook inherits.
    init(_ hook: Hook, input: [UInt8], variables: [String: String]) {
        self.hook = hook
        self.input = input
        self.variables = variables
    }

    /// Runs it to its end. Returns what went wrong, in words. When `ending` is raised, it ends at once.
    func run(until ending: RaisedFlag) async -> String? {
        let pid: pid_t
        switch start() {
        case .failure(let fault): return fault.words
        case .success(let started): pid = started
        }
        let last = ContinuousClock.now + .seconds(hook.timeout)
        while !Self.hasEnded(pid) {
            if ending.isRaised || ContinuousClock.now >= last {
                await Self.end(pid, ending)
                let time = NumberWords.duration(hook.timeout)
                return ending.isRaised ? "was ended with abreast" : "was not done within \(time) and was ended"
            }
            try? await Task.sleep(for: Self.pace)
        }
        return Self.fault(of: Self.reap(pid))
    }

    // MARK: Start

    private struct Fault: Error {
        var words: String

        init(_ what: String, _ code: Int32) { words = "\(what) (\(String(cString: strerror(code))))" }
    }

    /// One start at a time: a start between the creation of a pipe and its close-on-exec flag would inherit the pipe.
    private static let starting = Mutex(())

    private func start() -> Result<pid_t, Fault> { Self.starting.withLock { _ in spawn() } }

    private func spawn() -> Result<pid_t, Fault> {
        let stdin: Int32
        switch filledPipe() {
        case .failure(let fault): return .failure(fault)
        case .success(let reading): stdin = reading
        }
        defer { close(stdin) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, stdin, STDIN_FILENO)
        // The screen uses the same terminal, so the command's output must not reach it.
        for output in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
        }
        // Other programs must not inherit sockets to AWS or the store's files.
        for descriptor in Self.openDescriptors() where descriptor > STDERR_FILENO {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.settle(&attributes)
        let environment = hook.inherited(of: ProcessInfo.processInfo.environment).merging(variables) { _, own in own }
        var words = hook.run.map { strdup($0) } + [nil]
        var settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + settings { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, hook.run.first ?? "", &actions, &attributes, &words, &settings)
        return code == 0 ? .success(pid) : .failure(Fault("could not be started", code))
    }

    /// All descriptors of this process; without `/proc`, all numbers that it may have.
    private static func openDescriptors() -> [Int32] {
        if let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            return names.compactMap { Int32($0) }
        }
        return (0..<Int32(clamping: sysconf(Int32(_SC_OPEN_MAX)))).filter { fcntl($0, F_GETFD) >= 0 }
    }

    /// A pipe that contains the event and whose writing end is closed. Writing to a hook that does not read would
    /// block, or end this process.
    private func filledPipe() -> Result<Int32, Fault> {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return .failure(Fault("could not be given the event", errno)) }
        defer { close(ends[1]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let count = input.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
        guard count == input.count else {
            let code = count < 0 ? errno : ENOSPC
            close(ends[0])
            return .failure(Fault("could not be given the event", code))
        }
        return .success(ends[0])
    }

    /// Sets its own process group, and default signals: threads of this process block some.
    private static func settle(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCHLD] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }

    // MARK: End

    /// It stays a zombie until it is reaped, so its process id is not reused.
    private static func hasEnded(_ pid: pid_t) -> Bool {
        var info = siginfo_t()
        let code = waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT)
        return code != 0 ? errno != EINTR : info.si_signo != 0
    }

    /// Ends it and all its child processes.
    private static func end(_ pid: pid_t, _ ending: RaisedFlag) async {
        kill(-pid, SIGTERM)
        let last = ContinuousClock.now + grace
        while !hasEnded(pid), ContinuousClock.now < last, !ending.isRaised { try? await Task.sleep(for: pace) }
        kill(-pid, SIGKILL)
        _ = reap(pid)
    }

    private static func reap(_ pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            if errno != EINTR { return 0 }
        }
        return status
    }

    private static func fault(of status: Int32) -> String? {
        if status & 0x7f != 0 { return "was ended by signal \(status & 0x7f)" }
        let code = status >> 8 & 0xff
        return code == 0 ? nil : "ended with exit status \(code)"
    }
}
