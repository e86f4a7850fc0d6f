package import Model

/// The headline's sentence with its moment and its proof, as the screen, `status` and the report say it; without keys.
package struct HeadlineWords {
    package let headline: Headline
    package let clock: LocalClock
    package let now: Moment

    package init(_ headline: Headline, clock: LocalClock, now: Moment) {
        self.headline = headline
        self.clock = clock
        self.now = now
    }

    /// `api: new fails 2.13 % of requests, old 0.05 % (×43), since 19:56, proof ▰▰▰▰▰▰▰▰▰▰`.
    package var sentence: String {
        // Of GO the sentence is about all.
        let service = headline.level == .go ? nil : headline.service
        let whose = service.map { "\(Sanitizer.text($0)): " } ?? ""
        let proof = headline.proof.map { ", proof\u{A0}\(ProofBar.text($0))" } ?? ""
        return whose + Sanitizer.text(headline.text) + (moment ?? "") + proof
    }

    /// The second line, without the `; ` before it; empty when nothing stands beside the sentence.
    package var beside: String { Sanitizer.text(String(headline.beside.drop { $0 == ";" || $0 == " " })) }

    private var moment: String? {
        guard let since = headline.since else { return nil }
        switch (headline.level, headline.matter) {
        // Nothing is wrong: until when is said, and not since when.
        case (.wait, _), (.go, _): return nil
        case (_, .poller): return " (last heard of \(clock.time(since, at: now)))"
        case (_, .concern(.weights)): return " at \(clock.minute(since, at: now))"
        case (_, .order): return ", since \(clock.time(since, at: now))"
        default: return ", since \(clock.minute(since, at: now))"
        }
    }
}

/// How sure it is that new is worse: `▰▰▰▱▱▱▱▱▱▱`. Only proof fills it.
package enum ProofBar {
    package static let columns = 10

    /// - Parameter proof: From 0 to 1.
    package static func text(_ proof: Double) -> String {
        let filled = proof >= 1 ? columns : min(columns - 1, max(0, Int(proof * Double(columns))))
        return String(repeating: "▰", count: filled) + String(repeating: "▱", count: columns - filled)
    }
}
