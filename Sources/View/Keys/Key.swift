/// One key press, as the terminal passes it to the screen.
package enum Key: Hashable, Sendable {
    case character(Character)
    case up, down, left, right
    /// Return or Enter.
    case enter
    /// The Escape key itself, not the start of an escape sequence.
    case escape
    /// Tab and Shift+Tab.
    case tab, backTab
    /// The key that removes the character before the cursor.
    case backspace
    /// The key that removes the character under the cursor.
    case delete
    /// Go to the first or the last row.
    case home, end
    case pageUp, pageDown
    /// Control with a lower-case letter: `.ctrl("c")`.
    case ctrl(Character)

    /// As messages name it.
    var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .enter: "⏎"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift+Tab"
        case .backspace: "Backspace"
        case .delete: "Delete"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .ctrl(let letter): "Ctrl+\(letter.uppercased())"
        }
    }
}
