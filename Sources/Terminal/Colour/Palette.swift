package import View

/// The style of each role and the colour of each ground: a theme in the form that the screen needs.
package struct Palette: Equatable, Sendable {
    /// By the role's raw value.
    private let styles: [Style]
    /// By the ground's raw value; `nil` for the screen's own background.
    private let grounds: [RGB?]

    package init(_ theme: Theme) {
        self.init(ground: theme.ground) { theme.style($0) }
    }

    /// Calls `style` once for each role and `ground` once for each ground.
    init(ground: (Ground) -> RGB? = { _ in nil }, _ style: (Role) -> Style) {
        styles = Role.allCases.map(style)
        grounds = Ground.allCases.map(ground)
    }

    package subscript(role: Role) -> Style { styles[Int(role.rawValue)] }

    package subscript(ground: Ground) -> RGB? { grounds[Int(ground.rawValue)] }
}
