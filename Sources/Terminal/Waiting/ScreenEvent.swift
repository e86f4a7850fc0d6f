package import View

/// The events that wake the loop.
package enum ScreenEvent: Hashable, Sendable {
    /// A key was pressed.
    case key(Key)
    /// Text was pasted. It is not read as keys, so that a paste runs no command by accident. Control characters are
    /// removed.
    case paste(String)
    /// The mouse was used, while the screen listens to it.
    case mouse(MouseEvent)
    /// The terminal answered a question. `Screen.wait` returns only what is not the screen's own matter: its background.
    case answer(TerminalAnswer)
    /// The wake-up was notified: a mailbox may have a new value.
    case woken
    /// Redraw at the screen's `size`: the size changed, the program was stopped, or the user pressed Ctrl-L.
    case redraw
    /// A signal asks the program to end (its number, such as `SIGTERM`).
    case terminate(signal: Int32)
    /// The terminal is gone. Nobody will see further output.
    case hangUp
}
