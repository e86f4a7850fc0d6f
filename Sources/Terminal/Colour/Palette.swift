package import View

/// The ink of each role: a theme, as the screen needs it.
package struct Palette: Equatable, Sendable {
    /// By the role's raw value.
    private let inks: [Ink]

    /// Asks once for each role.
    package init(_ ink: (Role) -> Ink) {
        inks = Role.allCases.map(ink)
    }

    package subscript(role: Role) -> Ink { inks[Int(role.rawValue)] }
}
