import CNCurses
import Glibc

/// Any thread may notify it, and `Screen.wait` then returns, as it does for a key. Several notifications count as one.
package final class WakeUp: Sendable {
    /// Readable while a notification is pending.
    let descriptor: Int32

    /// Throws when the process has no free descriptor.
    package init() throws(TerminalError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        if descriptor < 0 { throw .refused("cannot make a wake-up", reason: reasonOfErrno()) }
    }

    deinit { close(descriptor) }

    /// Wakes the thread that waits now or next.
    package func ring() {
        // Fails only after 2^64 - 2 pending notifications. Then the descriptor is readable anyway.
        _ = eventfd_write(descriptor, 1)
    }

    /// Clears all pending notifications.
    func silence() {
        var rings: eventfd_t = 0
        _ = unsafe eventfd_read(descriptor, &rings)
    }
}

/// The operating system's message for the last error.
func reasonOfErrno() -> String {
    let number = errno
    guard let words = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: words)
}
