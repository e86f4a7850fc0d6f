extension Headline {
    /// What is remembered of a headline: a new one is an event of the timeline.
    package struct Mark: Sendable, Hashable {
        package var level: Level
        package var act: Act
        package var service: String?

        package init(level: Level, act: Act, service: String? = nil) {
            self.level = level
            self.act = act
            self.service = service
        }

        /// Reads ``words``; `nil` for anything else.
        package init?(words: String) {
            let parts = words.split(separator: " ", maxSplits: 2).map(String.init)
            guard parts.count >= 2, let level = Level(rawValue: parts[0]), let act = Act(rawValue: parts[1]) else {
                return nil
            }
            self.init(level: level, act: act, service: parts.count > 2 ? parts[2] : nil)
        }

        /// `hold pause api`: level, act and, where it names one, service.
        package var words: String {
            ([level.rawValue, act.rawValue] + [service].compactMap(\.self)).joined(separator: " ")
        }
    }

    package var mark: Mark { Mark(level: level, act: act, service: service) }
}
