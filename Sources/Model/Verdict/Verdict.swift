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
