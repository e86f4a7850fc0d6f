package import Model

/// What old can take back now, in words. It is on every screen beside the rollout.
package struct Readiness {
    package let capacity: RollbackCapacity

    package init(capacity: RollbackCapacity) { self.capacity = capacity }

    /// `old has room for 160 %`, `old has room for only 50 % of all traffic: 4 → 10 instances first, about 9 min`.
    package var sentence: String { capacity.sentence }

    /// The same without what must happen first: `old has room for only 50 %`.
    package var brief: String { capacity.brief }

    /// When one target of old carried the most that it is reckoned from: `most it carried: 13:54`; `nil` when that is not
    /// known.
    package func peak(_ clock: LocalClock, at now: Moment) -> String? {
        capacity.peak.map { "most it carried: \(clock.minute($0.minute.start, at: now))" }
    }

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

    /// For a row of the screen, with a question mark for an unknown number: `old has room for only 50 %: 4 → 10 instances
    /// first, about 9 min`.
    package var line: Line {
        let remedy = capacity.answer == .unsafe ? capacity.remedy.map { ": \($0)" } ?? "" : ""
        return Line(capacity.answer == .unknown ? "old has room for ? %" : brief + remedy, role)
    }
}
