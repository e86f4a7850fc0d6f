/// How each role looks: the built-in theme, or one from a file in btop's `.theme` format.
package struct Theme: Sendable, Equatable {
    /// Its name, for messages.
    package var name: String
    /// By the raw value of the role.
    private var styles: [Style]

    /// A theme in which every role has a style.
    package init(name: String, style: (Role) -> Style) {
        self.name = name
        self.styles = Role.allCases.map(style)
    }

    package func style(_ role: Role) -> Style { styles[Int(role.rawValue)] }

    /// Whether each role has the same style.
    package func looks(like other: Theme) -> Bool { styles == other.styles }

    /// The theme with another colour for a role.
    func with(_ foreground: RGB, for role: Role) -> Theme {
        var theme = self
        theme.styles[Int(role.rawValue)].foreground = foreground
        return theme
    }

    /// The theme on another background.
    func drawn(on background: RGB) -> Theme {
        var theme = self
        for role in Role.allCases { theme.styles[Int(role.rawValue)].background = background }
        return theme
    }

    /// Dark and calm: text in greys, and colour only where it means something.
    ///
    /// The hues are near Okabe and Ito's palette, which people with any of the common colour blindnesses can
    /// distinguish. They differ in brightness too, and sign and word also show every state. The theme sets a
    /// background, because greys on an unknown one may be unreadable.
    package static let builtIn = Theme(name: "built-in") { role in
        var style = builtInStyle(role)
        style.background = RGB(0x10, 0x13, 0x18)
        return style
    }

    private static func builtInStyle(_ role: Role) -> Style {
        switch role {
        case .text: Style(foreground: grey(0xD0))
        case .dim: Style(foreground: grey(0x80))
        case .title: Style(foreground: grey(0xFF), bold: true)
        case .header: Style(foreground: grey(0x9A))
        case .focus: Style(foreground: grey(0xFF), bold: true)
        case .old: Style(foreground: RGB(0xCC, 0x8E, 0x24))
        case .new: Style(foreground: RGB(0x50, 0xA4, 0xD6))
        case .pass: Style(foreground: RGB(0x3F, 0xBF, 0x97))
        case .warn: Style(foreground: RGB(0xF0, 0xE4, 0x42))
        case .worse: Style(foreground: RGB(0xFF, 0x6B, 0x3D), bold: true)
        case .blind: Style(foreground: RGB(0xD9, 0x8C, 0xC0))
        case .paused: Style(foreground: RGB(0xF0, 0xE4, 0x42), bold: true, reverse: true)
        case .frozen: Style(foreground: RGB(0x9E, 0xC9, 0xFF), bold: true, reverse: true)
        // White on dark, reversed: more visible than any state, and the colour of none.
        case .simulated: Style(foreground: grey(0xFF), bold: true, reverse: true)
        case .rule: Style(foreground: grey(0x4A))
        case .key: Style(foreground: grey(0xFF), bold: true)
        case .disabled: Style(foreground: grey(0x64))
        case .input: Style(foreground: grey(0xFF), underline: true)
        }
    }

    private static func grey(_ level: UInt8) -> RGB { RGB(level, level, level) }
}
