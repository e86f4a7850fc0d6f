package import Model

/// A state as every pane draws it: sign, word and role together, so that colour is never the only difference.
package struct Sign {
    package var sign: String
    package var word: String
    package var role: Role

    package init(_ sign: String, _ word: String, _ role: Role) {
        self.sign = sign
        self.word = word
        self.role = role
    }

    package init(_ level: Headline.Level) {
        switch level {
        case .back: self.init("■", "BACK", .worse)
        case .outage: self.init("‼", "OUTAGE", .worse)
        case .hold: self.init("▲", "HOLD", .worse)
        case .blind: self.init("?", "BLIND", .blind)
        case .care: self.init("◆", "CARE", .warn)
        case .held: self.init("‖", "HELD", .paused)
        case .goingBack: self.init("↩", "GOING BACK", .paused)
        case .wait: self.init("·", "WAIT", .dim)
        case .go: self.init("✓", "GO", .pass)
        }
    }

    package init(_ state: Verdict.State) {
        switch state {
        case .pass: self.init("✓", "pass", .pass)
        case .worse: self.init("▲", "worse", .worse)
        case .unsure: self.init("·", "unsure", .dim)
        case .blind: self.init("?", "blind", .blind)
        }
    }

    package var text: String { "\(sign) \(word)" }

    /// The same for a terminal without UTF-8, where two signs would look alike, or a dot like a separator.
    package func text(isUTF8: Bool) -> String { "\(sign(isUTF8: isUTF8)) \(word)" }

    /// The sign alone.
    func sign(isUTF8: Bool) -> String {
        guard !isUTF8 else { return sign }
        return sign == "‼" ? "!!" : sign == "·" ? "." : Glyphs.ascii(sign)
    }
}
