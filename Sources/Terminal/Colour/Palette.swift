package import View

/// The style of each role: a theme in the form that the screen needs.
package struct Palette: Equatable, Sendable {
    /// By the role's raw value.
    private let styles: [Style]

    /// Calls `style` once for each role.
    package init(_ style: (Role) -> Style) {
        styles = Role.allCases.map(style)
    }

    package subscript(role: Role) -> Style { styles[Int(role.rawValue)] }
}
