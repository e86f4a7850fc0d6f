/// What is known about the new side beside the old one, with the number, the limit and the reason in words.
package struct Verdict: Sendable, Equatable {
    package enum State: String, Sendable, Codable, CaseIterable { case pass, worse, unsure, blind }

    package var state: State
    /// What it is about; `nil` for `pass`.
    package var matter: Matter?
    /// A sentence with the number, the limit and where it comes from.
    package var reason: String
    /// Since when it has been so, as far as the board's window reaches back; `nil` when it can't be told.
    package var since: Moment?

    package init(_ state: State, _ matter: Matter? = nil, reason: String, since: Moment? = nil) {
        self.state = state
        self.matter = matter
        self.reason = reason
        self.since = since
    }

    /// Whether it tells of trouble on the old side, alone or together with new; the new side is not to blame for that.
    package var concernsOld: Bool { matter?.concernsOld == true }
}

/// The one sentence of the night: sign and word by `level`, then the text.
package struct Headline: Sendable, Equatable {
    package enum Level: String, Sendable, Codable, CaseIterable {
        /// Nobody can see, or what is seen is old.
        case blind
        /// The new side is worse: hold.
        case hold
        /// Paused by an operator.
        case paused
        /// Something wants a look.
        case watch
        /// Everything that is judged passes.
        case go
    }

    package var level: Level
    package var service: String?
    /// Plain words without times and without keys: the screen adds `since` in its zone, and what to press.
    package var text: String
    package var since: Moment?
    /// What else belongs to it, begun by a `;`: a task that stopped, other services that are as badly off. The first to
    /// go where there is no room; often empty.
    package var beside: String

    package init(_ level: Level, service: String? = nil, text: String, since: Moment? = nil, beside: String = "") {
        self.level = level
        self.service = service
        self.text = text
        self.since = since
        self.beside = beside
    }

    /// All of it, for those who have room.
    package var whole: String { text + beside }
}
