/// What is known of the new side compared with the old one: the number, the limit and the reason in words.
package struct Verdict: Sendable, Equatable {
    package enum State: String, Sendable, Codable, CaseIterable { case pass, worse, unsure, blind }

    package var state: State
    /// Its subject; `nil` for `pass`.
    package var matter: Matter?
    /// A short sentence in plain words, the same on every screen and in every report: new beside old, with units.
    package var reason: String
    /// The statistics or the source's own words behind it, for pages that explain; often empty.
    package var detail: String
    /// Since when it holds, the same everywhere. For `worse` it is the timeline's moment where the timeline has it. `nil`
    /// when it is not known.
    package var since: Moment?
    /// How sure it is that new is worse, from 0 to 1, which is proof; `nil` where nothing of the kind is suspected.
    package var proof: Double?

    package init(
        _ state: State, _ matter: Matter? = nil, reason: String, detail: String = "", since: Moment? = nil,
        proof: Double? = nil
    ) {
        self.state = state
        self.matter = matter
        self.reason = reason
        self.detail = detail
        self.since = since
        self.proof = proof
    }

    /// The sentence; for a blind verdict with the source's own words, which say what to mend.
    package var whole: String { state == .blind && !detail.isEmpty ? "\(reason): \(detail)" : reason }

    /// Whether it reports trouble on the old side, alone or together with new. The new side is not to blame for that.
    package var concernsOld: Bool { matter?.concernsOld == true }
}
