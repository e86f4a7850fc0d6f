import CNCurses

/// What terminfo says of a terminal, asked for before curses is started.
enum Terminfo {
    /// Loads the terminal's entry; throws when nobody named one, when none has that name, or when no screen could be
    /// drawn on it. `output` is the descriptor of the terminal.
    static func load(_ term: String?, output: Int32) throws(TerminalError) -> String {
        guard let term, !term.isEmpty else { throw .termUnset }
        var reason: Int32 = 0
        guard unsafe setupterm(term, output, &reason) == OK else { throw .termUnknown(term) }
        guard unsafe curses_capability("cup") != nil else { throw .termTooPoor(term) }
        return term
    }
}
