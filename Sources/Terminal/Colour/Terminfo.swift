import CNCurses

/// Reads a terminal's entry in terminfo, before curses is started.
enum Terminfo {
    /// Loads the terminal's entry and returns its name. Throws when `TERM` is not set, when there is no entry of that
    /// name, or when the entry does not suffice for a screen. `output` is the descriptor of the terminal.
    static func load(_ term: String?, output: Int32) throws(TerminalError) -> String {
        guard let term, !term.isEmpty else { throw .termUnset }
        var reason: Int32 = 0
        guard unsafe setupterm(term, output, &reason) == OK else { throw .termUnknown(term) }
        guard unsafe curses_capability("cup") != nil else { throw .termTooPoor(term) }
        return term
    }
}
