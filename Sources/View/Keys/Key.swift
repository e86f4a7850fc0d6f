/// One key press, as the terminal's reader hands it to the screen.
package enum Key: Hashable, Sendable {
    /// A printable character, as typed.
    case character(Character)
    /// An arrow.
    case up, down, left, right
    /// Return or Enter.
    case enter
    /// Escape, alone.
    case escape
    /// Tab, and Shift+Tab.
    case tab, backTab
    /// The key that removes the character before the cursor.
    case backspace
    /// The key that removes the character under the cursor.
    case delete
    /// To the first or the last row.
    case home, end
    /// One page up or down.
    case pageUp, pageDown
    /// Control and a lower-case letter: `.ctrl("c")`.
    case ctrl(Character)
}
