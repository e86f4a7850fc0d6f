/// Why no screen can be had, each with what to do about it.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
    /// What should be a terminal is a file, a pipe or closed.
    case notATerminal(String)
    /// The environment does not say which terminal this is.
    case termUnset
    /// Terminfo has no entry of this name.
    case termUnknown(String)
    /// The entry lacks what a screen needs: placing the cursor.
    case termTooPoor(String)
    /// The operating system refused something: what, and its reason.
    case refused(String, reason: String)

    package var description: String {
        switch self {
        case .notATerminal(let what): "\(what) is not a terminal, so there is no screen to draw on"
        case .termUnset: "TERM is not set: try TERM=xterm-256color"
        case .termUnknown(let name): "TERM=\(name) is not known to this machine: try TERM=xterm-256color"
        case .termTooPoor(let name): "TERM=\(name) cannot place the cursor: try TERM=xterm-256color"
        case .refused(let what, let reason): "\(what): \(reason)"
        }
    }
}
