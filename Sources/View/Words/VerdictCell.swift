package import Model

extension Verdict {
    /// Whether something fails or is slow that new is not to blame for.
    var blamesBoth: Bool {
        guard state == .unsure else { return false }
        return switch matter {
        case .errors(.both), .errors(.old), .latency(_, .both), .latency(_, .old): true
        default: false
        }
    }
}

/// A verdict in one cell: sign, word and subject.
package struct VerdictCell {
    package let sign: Sign
    /// What it is about, and until when; often empty.
    package let subject: String

    /// - Parameter age: Seconds since a blind verdict's numbers were last told; `nil` where that is not known.
    package init(_ verdict: Verdict, age: Double? = nil) {
        switch (verdict.state, verdict.matter) {
        case (.unsure, .undecided(let minutes)):
            let left = minutes > 1440 ? "> 1 d" : NumberWords.duration(minutes * 60)
            (sign, subject) = (Sign("·", "counting", .dim), left)
        case (.unsure, .tooEarly): (sign, subject) = (Sign("·", "counting", .dim), "")
        case (.unsure, .errors(.both)): (sign, subject) = (Sign("◆", "both sides fail", .warn), "")
        case (.unsure, .errors(.old)): (sign, subject) = (Sign("◆", "old fails", .warn), "")
        case (.unsure, .latency(_, .both)): (sign, subject) = (Sign("◆", "both are slow", .warn), "")
        case (.unsure, .latency(_, .old)): (sign, subject) = (Sign("◆", "old is slow", .warn), "")
        case (.blind, _):
            (sign, subject) = (Sign(verdict.state), age.map(NumberWords.duration) ?? verdict.subject)
        default: (sign, subject) = (Sign(verdict.state), verdict.subject)
        }
    }

    /// `▲ worse p99`, `· counting 5 min`.
    package var text: String { sign.text + (subject.isEmpty ? "" : " \(Sanitizer.text(subject))") }
}
