/// Why no screen is possible. Each message says what to do.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
    /// A stream that should be a terminal is a file, a pipe or closed.
    case notATerminal(String)
    /// The environment variable `TERM` is not set.
    case termUnset
    /// Terminfo has no entry of this name.
    case termUnknown(String)
    /// The entry lacks a capability that a screen needs: to move the cursor.
    case termTooPoor(String)
    /// The operating system refused something: what, and its reason.
    case refused(String, reason: String)

    package var description: String {
        switch self {
        case .notATerminal(let what):
            "\(what) is not a terminal, so there is no screen to draw on; `abreast status` prints the board"
        case .termUnset: "TERM is not set: try TERM=xterm-256color"
        case .termUnknown(let name): "TERM=\(name) is not known to this machine: try TERM=xterm-256color"
        case .termTooPoor(let name): "TERM=\(name) cannot place the cursor: try TERM=xterm-256color"
        case .refused(let what, let reason): "\(what): \(reason)"
        }
    }
}
