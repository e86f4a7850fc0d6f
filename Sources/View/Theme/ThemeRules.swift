/// What every theme must hold, so that a screen can be read and its colours mean what they say.
package enum ThemeRules {
    /// What is wrong with a theme.
    package enum Fault: Hashable, Sendable {
        /// Neither light nor dark text can be read well on it.
        case background
        /// Too near to the background.
        case faint(Role)
        /// Too near to each other, for everybody or for somebody who sees colours otherwise.
        case alike(Role, Role)
        /// The colour of the opposite: green for worse, or red for pass.
        case opposite(Role)
    }

    /// Those that must be told apart.
    static let groups: [[Role]] = [[.old, .new], [.worse, .warn, .pass]]

    /// The least CIEDE2000 difference in a group, and the least for people who see colours otherwise.
    static let difference = 20.0
    static let impairedDifference = 10.0
    /// What the background must make possible with black or with white.
    static let room = 10.0
    /// The background where a theme leaves the terminal's own.
    static let assumedBackground = RGB(0, 0, 0)
    static let assumedForeground = RGB(0xD0, 0xD0, 0xD0)

    /// The least contrast with the background (WCAG 2.1: 4.5 for text, 3 for what is large or lesser); `nil` for lines.
    static func contrast(of role: Role) -> Double? {
        switch role {
        case .rule: nil
        case .dim, .header, .disabled: 3
        default: 4.5
        }
    }

    /// Everything that is wrong.
    static func faults(of theme: Theme) -> [Fault] {
        let background = theme.background
        var faults: [Fault] = isUsable(background) ? [] : [.background]
        for role in Role.allCases {
            if let least = contrast(of: role), theme.foreground(role).contrast(background) < least {
                faults.append(.faint(role))
            }
            if isOpposite(theme.foreground(role), for: role) { faults.append(.opposite(role)) }
        }
        for group in groups {
            for (index, one) in group.enumerated() {
                for other in group[(index + 1)...] where !areApart(theme.foreground(one), theme.foreground(other)) {
                    faults.append(.alike(one, other))
                }
            }
        }
        return faults
    }

    static func isUsable(_ background: RGB) -> Bool {
        max(background.contrast(RGB(0, 0, 0)), background.contrast(RGB(255, 255, 255))) >= room
    }

    static func areApart(_ one: RGB, _ other: RGB) -> Bool {
        ColourVision.allCases.allSatisfy { vision in
            vision.seen(one).difference(vision.seen(other))
                >= (vision == .full ? difference : impairedDifference)
        }
    }

    /// Whether a colour says the opposite of what the role means.
    static func isOpposite(_ colour: RGB, for role: Role) -> Bool {
        let lab = Lab(colour)
        return switch role {
        case .worse: lab.chroma > 12 && (105..<205).contains(lab.hue)
        case .pass: lab.chroma > 12 && (lab.hue < 62 || lab.hue > 340)
        default: false
        }
    }
}

extension Theme {
    /// What it draws on; where the terminal's own is left, a dark one.
    var background: RGB { style(.text).background ?? ThemeRules.assumedBackground }

    func foreground(_ role: Role) -> RGB { style(role).foreground ?? ThemeRules.assumedForeground }
}
