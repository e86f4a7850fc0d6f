/// What is known about the new side beside the old one, with the number, the limit and the reason in words.
package struct Verdict: Sendable, Equatable {
    package enum State: String, Sendable, Codable, CaseIterable { case pass, worse, unsure, blind }

    package var state: State
    /// One or two words for a column: `p99`, `5xx`, `12 of 500`; empty for `pass`.
    package var subject: String
    /// A sentence with the number, the limit and where it comes from.
    package var reason: String
    /// Since when it has been so, as far as the board's window reaches back; `nil` when it can't be told.
    package var since: Moment?

    package init(_ state: State, _ subject: String = "", reason: String, since: Moment? = nil) {
        self.state = state
        self.subject = subject
        self.reason = reason
        self.since = since
    }
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

    package init(_ level: Level, service: String? = nil, text: String, since: Moment? = nil) {
        self.level = level
        self.service = service
        self.text = text
        self.since = since
    }
}
