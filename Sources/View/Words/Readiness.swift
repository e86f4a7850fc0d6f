package import Model

/// What old can take back now, in words. It is on every screen beside the rollout.
package struct Readiness {
    package let capacity: RollbackCapacity

    package init(capacity: RollbackCapacity) { self.capacity = capacity }

    /// `old can take 162 %`, `NOT SAFE 48 %: 4 → 10 instances first, about 9 min`.
    package var sentence: String {
        // Above ten times, the exact number is of no use.
        (capacity.percent ?? 0) > 999 ? "old can take >999 %" : capacity.sentence
    }

    /// The same without what must happen first: `NOT SAFE 48 %`.
    package var brief: String { String(sentence.prefix { $0 != ":" }) }

    /// Whether it must be visible, because old may not take everything.
    package var isAlarming: Bool { capacity.answer == .unsafe || capacity.answer == .tight }

    package var role: Role {
        switch capacity.answer {
        case .unsafe: .worse
        case .tight: .warn
        case .fits: .dim
        case .unknown: .blind
        }
    }

    /// For a row of the screen, with a question mark for an unknown number.
    package var line: Line { Line(capacity.answer == .unknown ? "old can take ? %" : sentence, role) }
}
