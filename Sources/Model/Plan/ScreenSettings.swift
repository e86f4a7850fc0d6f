/// How a screen of this migration behaves. It says nothing of what is moved, so it is in no digest.
package struct ScreenSettings: Sendable, Equatable {
    /// What tells of a turn to the worse, apart from the picture.
    package enum Notice: String, Sendable, CaseIterable {
        case bell
        /// The title of the terminal's window.
        case title
        /// A message of the desktop.
        case desktop
    }

    /// Whether the screen listens to the mouse.
    package var usesMouse = true
    package var notify: Set<Notice> = []

    package init() {}
}
