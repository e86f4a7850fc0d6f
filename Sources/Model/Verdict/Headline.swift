/// The one sentence for the top of the screen: sign and word by `level`, then the text; and the act that it asks for.
package struct Headline: Sendable, Equatable {
    /// How things are, from the worst to the best. Each asks for an act, see ``Act``.
    package enum Level: String, Sendable, Codable, CaseIterable {
        /// New fails and old does not.
        case back
        /// Both sides fail: it is not the migration.
        case outage
        /// New is worse.
        case hold
        /// Nobody polls, or something that the answer stands on is missing or stale.
        case blind
        /// Something needs a decision, and going on would be wrong.
        case care
        /// Traffic is on its way back to old, or has arrived there.
        case goingBack = "going_back"
        /// A person or abreast holds the rollout.
        case held
        /// Nothing is wrong, and it is not known yet whether new is as good.
        case wait
        /// New is as good.
        case go

        /// 0 for the worst.
        package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// What a perfect operator does now.
    package enum Act: String, Sendable, Codable, CaseIterable {
        /// Nothing yet.
        case watch
        case pause
        case rollBack = "roll_back"
        /// The next step may be taken, and waits for a person.
        case advance
    }

    /// What it is about.
    package enum Matter: Sendable, Hashable {
        case verdict(Verdict.Matter)
        case concern(Concern.Kind)
        /// Nobody polls.
        case poller
        /// A pause or a roll back that was ordered.
        case order

        /// One or two words, as programs read them.
        package var word: String {
            switch self {
            case .verdict(.undecided): "undecided"
            case .verdict(let matter): matter.word
            case .concern(let kind): kind.rawValue
            case .poller: "poller"
            case .order: "order"
            }
        }
    }

    package var level: Level
    package var act: Act
    package var service: String?
    package var matter: Matter?
    /// Plain words without times and without keys. The screen adds `since` in its time zone, and which key to press.
    package var text: String
    package var since: Moment?
    /// How sure it is that new is worse, from 0 to 1; `nil` where the sentence is about something else.
    package var proof: Double?
    /// What new's failures have cost; `nil` where they have cost nothing.
    package var harm: FailureHarm?
    /// More of it, beginning with `;`: the harm, a stopped task, the verdict beside a pause, other services with trouble.
    /// It is the second line, and is left out where there is no room; often empty.
    package var beside: String

    package init(
        _ level: Level, _ act: Act = .watch, service: String? = nil, matter: Matter? = nil, text: String,
        since: Moment? = nil, beside: String = ""
    ) {
        self.level = level
        self.act = act
        self.service = service
        self.matter = matter
        self.text = text
        self.since = since
        self.beside = beside
    }

    /// Adds to what stands beside it; nothing for an empty text.
    mutating func add(_ words: String) { beside += words.isEmpty ? "" : "; \(words)" }

    /// The text with everything beside it.
    package var whole: String { text + beside }
}
