/// What is known of the new side compared with the old one: the number, the limit and the reason in words.
package struct Verdict: Sendable, Equatable {
    package enum State: String, Sendable, Codable, CaseIterable { case pass, worse, unsure, blind }

    package var state: State
    /// Its subject; `nil` for `pass`.
    package var matter: Matter?
    /// A sentence with the number, the limit and their source.
    package var reason: String
    /// Since when it holds, within the board's window; `nil` when it is not known.
    package var since: Moment?

    package init(_ state: State, _ matter: Matter? = nil, reason: String, since: Moment? = nil) {
        self.state = state
        self.matter = matter
        self.reason = reason
        self.since = since
    }

    /// Whether it reports trouble on the old side, alone or together with new. The new side is not to blame for that.
    package var concernsOld: Bool { matter?.concernsOld == true }
}

/// The one sentence for the top of the screen: sign and word by `level`, then the text.
package struct Headline: Sendable, Equatable {
    package enum Level: String, Sendable, Codable, CaseIterable {
        /// Nobody polls, or the data is stale.
        case blind
        /// The new side is worse: hold.
        case hold
        /// Paused by an operator.
        case paused
        /// Something needs attention.
        case watch
        /// Every verdict is `pass`.
        case go
    }

    package var level: Level
    package var service: String?
    /// Plain words without times and without keys. The screen adds `since` in its time zone, and which key to press.
    package var text: String
    package var since: Moment?
    /// More of it, beginning with `;`: a stopped task, other services that are as badly off. It is the first to be left
    /// out where there is no room; often empty.
    package var beside: String

    package init(_ level: Level, service: String? = nil, text: String, since: Moment? = nil, beside: String = "") {
        self.level = level
        self.service = service
        self.text = text
        self.since = since
        self.beside = beside
    }

    /// The text with everything beside it.
    package var whole: String { text + beside }
}
