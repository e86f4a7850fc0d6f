package import Model

/// What old could take back now, in words: it stands on every screen, beside the rollout that it could end.
package struct Readiness {
    package let capacity: RollbackCapacity

    package init(capacity: RollbackCapacity) { self.capacity = capacity }

    /// `old can take 162 %`, `NOT SAFE 48 %: 4 → 10 instances first, about 9 min`.
    package var sentence: String {
        // More than ten times is no number that anybody goes by.
        (capacity.percent ?? 0) > 999 ? "old can take >999 %" : capacity.sentence
    }

    /// The same without what would have to come first: `NOT SAFE 48 %`.
    package var brief: String { String(sentence.prefix { $0 != ":" }) }

    /// Whether it must be seen: old could not surely take everything.
    package var isAlarming: Bool { capacity.answer == .unsafe || capacity.answer == .tight }

    package var role: Role {
        switch capacity.answer {
        case .unsafe: .worse
        case .tight: .warn
        case .fits: .dim
        case .unknown: .blind
        }
    }

    /// For a row of the screen, where what is not known is a question mark as everywhere.
    package var line: Line { Line(capacity.answer == .unknown ? "old can take ? %" : sentence, role) }
}
