/// What a cell stands on: the screen itself, or a bar across it. Roles keep their meaning on each.
package enum Ground: UInt8, CaseIterable, Sendable {
    /// The screen itself.
    case plain
    /// The row on which keys act.
    case selection
    /// The band of the headline: nothing to do, the next step may come, a decision is needed, new is worse or both fail,
    /// not seen, held.
    case calm, good, care, alarm, blind, held

    /// The role whose colour is mixed into the background, and how much of it at most; `nil` for the screen itself.
    var tint: (role: Role, most: Double)? {
        switch self {
        case .plain: nil
        case .selection: (.title, 0.14)
        case .calm: (.text, 0.09)
        case .good: (.pass, 0.26)
        case .care: (.warn, 0.26)
        case .alarm: (.worse, 0.34)
        case .blind: (.blind, 0.30)
        case .held: (.paused, 0.20)
        }
    }
}

extension Theme {
    /// The colour of a ground; `nil` for the screen's own. It is mixed as strongly as leaves all text readable on it.
    package func ground(_ ground: Ground) -> RGB? {
        guard let tint = ground.tint else { return nil }
        let colour = foreground(tint.role)
        var part = tint.most
        var mixed = background.mixed(with: colour, part)
        while part > 0.05, !isReadable(on: mixed, all: ground == .selection, of: tint.role) {
            part -= 0.02
            mixed = background.mixed(with: colour, part)
        }
        return mixed
    }

    /// Whether text is readable on another background: all roles of a row, and on a band those that stand there. A colour
    /// that just holds its contrast (``ThemeRules``) may lose a sixth; text may not.
    private func isReadable(on ground: RGB, all: Bool, of tint: Role) -> Bool {
        let text: Set<Role> = [.text, .title, .key]
        return Role.allCases.allSatisfy { role in
            guard all || text.contains(role) || role == tint, !style(role).reverse,
                let least = ThemeRules.contrast(of: role)
            else { return true }
            let wanted = text.contains(role) ? least : all ? least / 1.2 : 3
            return foreground(role).contrast(ground) >= wanted
        }
    }
}

extension RGB {
    /// The colour with so much of another one, from 0 to 1.
    func mixed(with other: RGB, _ part: Double) -> RGB {
        func channel(_ own: UInt8, _ other: UInt8) -> UInt8 {
            UInt8((Double(own) + (Double(other) - Double(own)) * part).rounded())
        }
        return RGB(channel(red, other.red), channel(green, other.green), channel(blue, other.blue))
    }
}
