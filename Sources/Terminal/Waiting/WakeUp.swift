import CNCurses
import Glibc

/// A bell that any thread may ring and that `Screen.wait` hears beside the keyboard; many rings are heard as one.
package final class WakeUp: Sendable {
    /// Readable while a ring has not been heard.
    let descriptor: Int32

    /// Fails when the process has no descriptor left.
    package init() throws(TerminalError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        if descriptor < 0 { throw .refused("cannot make a wake-up", reason: reasonOfErrno()) }
    }

    deinit { close(descriptor) }

    /// Wakes whoever waits, now or next.
    package func ring() {
        // Fails only when 2^64 - 2 rings were not heard: then it is ringing already.
        _ = eventfd_write(descriptor, 1)
    }

    /// Takes note of all rings so far.
    func silence() {
        var rings: eventfd_t = 0
        _ = unsafe eventfd_read(descriptor, &rings)
    }
}

/// The operating system's words for what just failed.
func reasonOfErrno() -> String {
    let number = errno
    guard let words = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: words)
}
