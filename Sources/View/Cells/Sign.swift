import Model

/// A state as it is drawn everywhere: sign, word and role together, so that colour never says anything alone.
struct Sign {
    var sign: String
    var word: String
    var role: Role

    init(_ sign: String, _ word: String, _ role: Role) {
        self.sign = sign
        self.word = word
        self.role = role
    }

    init(_ level: Headline.Level) {
        switch level {
        case .blind: self.init("◌", "BLIND", .blind)
        case .hold: self.init("▲", "HOLD", .worse)
        case .paused: self.init("‖", "PAUSED", .paused)
        case .watch: self.init("◆", "WATCH", .warn)
        case .go: self.init("✓", "GO", .pass)
        }
    }

    init(_ state: Verdict.State) {
        switch state {
        case .pass: self.init("✓", "pass", .pass)
        case .worse: self.init("▲", "worse", .worse)
        case .unsure: self.init("?", "unsure", .warn)
        case .blind: self.init("◌", "blind", .blind)
        }
    }

    var text: String { "\(sign) \(word)" }
}
