import Glibc

/// Holds back the signals that ask the program to end, while there is something to clear away and nobody yet who hears.
enum SignalHold {
    private static let all = [SIGTERM, SIGINT, SIGHUP]

    private static var set: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in all { sigaddset(&set, signal) }
        return set
    }

    /// From here on they wait. Call it before any other thread is made, so that all of them leave the signals alone.
    static func hold() {
        var held = set
        pthread_sigmask(SIG_BLOCK, &held, nil)
    }

    /// Lets the waiting ones through to whoever handles them now.
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
