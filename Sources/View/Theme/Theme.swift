/// How each role looks; the built-in one, or one read from a file in btop's `.theme` format.
package struct Theme: Sendable, Equatable {
    /// Its name, for messages.
    package var name: String
    /// By the raw value of the role.
    private var inks: [Ink]

    /// A theme in which every role has an ink.
    package init(name: String, ink: (Role) -> Ink) {
        self.name = name
        self.inks = Role.allCases.map(ink)
    }

    package func ink(_ role: Role) -> Ink { inks[Int(role.rawValue)] }

    /// Dark and calm: text in greys, and colour only where something is said with it.
    ///
    /// The hues are near those of Okabe and Ito's palette, which people with any of the common colour blindnesses can tell
    /// apart; they differ in brightness too, and every state is also said by sign and word.
    /// It brings its background, since greys on an unknown one may be unreadable.
    package static let builtIn = Theme(name: "built-in") { role in
        var ink = builtInInk(role)
        ink.background = RGB(0x10, 0x13, 0x18)
        return ink
    }

    private static func builtInInk(_ role: Role) -> Ink {
        switch role {
        case .text: Ink(foreground: grey(0xD0))
        case .dim: Ink(foreground: grey(0x80))
        case .title: Ink(foreground: grey(0xFF), bold: true)
        case .header: Ink(foreground: grey(0x9A))
        case .focus: Ink(foreground: grey(0xFF), bold: true)
        case .old: Ink(foreground: RGB(0xCC, 0x8E, 0x24))
        case .new: Ink(foreground: RGB(0x50, 0xA4, 0xD6))
        case .pass: Ink(foreground: RGB(0x3F, 0xBF, 0x97))
        case .warn: Ink(foreground: RGB(0xF0, 0xE4, 0x42))
        case .worse: Ink(foreground: RGB(0xFF, 0x6B, 0x3D), bold: true)
        case .blind: Ink(foreground: RGB(0xD9, 0x8C, 0xC0))
        case .paused: Ink(foreground: RGB(0xF0, 0xE4, 0x42), bold: true, reverse: true)
        case .frozen: Ink(foreground: RGB(0x9E, 0xC9, 0xFF), bold: true, reverse: true)
        // White on dark turned round: louder than any state, and the colour of none.
        case .simulated: Ink(foreground: grey(0xFF), bold: true, reverse: true)
        case .rule: Ink(foreground: grey(0x4A))
        case .key: Ink(foreground: grey(0xFF), bold: true)
        case .disabled: Ink(foreground: grey(0x5C))
        case .input: Ink(foreground: grey(0xFF), underline: true)
        }
    }

    private static func grey(_ level: UInt8) -> RGB { RGB(level, level, level) }
}
