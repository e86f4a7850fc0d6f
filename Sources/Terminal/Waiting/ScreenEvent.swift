package import View

/// What the loop is woken by.
package enum ScreenEvent: Hashable, Sendable {
    /// A key was pressed.
    case key(Key)
    /// Text was pasted as a whole: no key, so that no command runs by accident; controls are taken out.
    case paste(String)
    /// The wake-up rang: a mailbox may hold something new.
    case woken
    /// Draw anew at the screen's `size`: it changed, the program was stopped meanwhile, or the user asked for it.
    case redraw
    /// A signal asks the program to end (its number, as `SIGTERM`).
    case terminate(signal: Int32)
    /// The terminal is gone; nothing that is drawn from now on will be seen.
    case hangUp
}
