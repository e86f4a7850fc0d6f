/// A record of evidence with what follows from it alone. It takes as long to find as everything else of a verdict.
struct JudgedEvidence: Sendable {
    let record: EvidenceRecord
    let judgement: Judgement
    /// The plain sentence while nothing is wrong.
    let calmSentence: String
    /// Minutes until the errors decide, and until a percentile allows a pass; `nil` where it cannot be told.
    let minutesLeft: Double?
    let minutesToPass: Double?

    init(_ record: EvidenceRecord) {
        self.record = record
        judgement = record.step.judgement
        calmSentence = record.step.calmSentence
        minutesLeft = record.step.minutesLeft
        minutesToPass = record.step.minutesToPass
    }
}

extension Board {
    /// The evidence about a service up to the board's settled minute, with what follows from it.
    func judgedEvidence(of service: Service) -> JudgedEvidence {
        var found: JudgedEvidence?
        let kept = service.memory.value(\.evidence, in: self) {
            let evidence = JudgedEvidence(freshEvidence(of: service))
            found = evidence
            // Minutes that may still be told, or come late, are waited for: then it depends on the moment.
            return evidence.record.minutes?.upperBound == settledTo.advanced(by: 1) ? evidence : nil
        }
        return kept ?? found ?? JudgedEvidence(freshEvidence(of: service))
    }
}
