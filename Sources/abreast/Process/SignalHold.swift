import Glibc

/// Blocks the signals that end the program, while there is something to clean up and no handler yet.
enum SignalHold {
    private static let all = [SIGTERM, SIGINT, SIGHUP]

    private static var set: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in all { sigaddset(&set, signal) }
        return set
    }

    /// Blocks them from now on. Call it before any other thread is created, so that all threads block the signals.
    static func hold() {
        var held = set
        pthread_sigmask(SIG_BLOCK, &held, nil)
    }

    /// Delivers the pending signals to their present handler.
    static func release() {
        var held = set
        pthread_sigmask(SIG_UNBLOCK, &held, nil)
    }

    /// Waits for one of them, at most so long; `nil` when none came.
    static func wait(milliseconds: Int) -> Int32? {
        var held = set
        var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        let signal = sigtimedwait(&held, nil, &time)
        return signal > 0 ? signal : nil
    }
}
