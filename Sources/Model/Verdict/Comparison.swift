/// The verdict that follows from the comparison of a service's sides.
struct Comparison {
    private let judged: JudgedEvidence
    private let record: EvidenceRecord
    private let service: Service
    private let board: Board

    init(_ judged: JudgedEvidence, of service: Service, in board: Board) {
        self.judged = judged
        self.record = judged.record
        self.service = service
        self.board = board
    }

    /// `worse` when new is proved worse; `nil` otherwise.
    var worse: Verdict? { record.step.state == .worse ? verdict : nil }

    var verdict: Verdict {
        let isClosing = record.isClosing(for: service)
        guard record.minutes != nil && !isClosing || record.step.state == .worse else {
            guard !isClosing, case .version = record.cause else {
                return Verdict(
                    .unsure, .tooEarly, reason: "counting: no minute under the new weights yet",
                    since: service.shareChangedAt)
            }
            return Verdict(.unsure, .tooEarly, reason: "counting: no minute yet since \(record.cause.words)")
        }
        let judgement = judged.judgement
        if judgement.state == .unsure, judgement.metric == .requests || !record.step.isSuspicious, let alone {
            return alone
        }
        let matter = matter(judgement)
        let step = record.step
        let isSuspected = judgement.state == .worse || step.isSuspicious
        // A percentile without a time until it is decided is over and under by turns.
        let isWavering = !isSuspected && judgement.metric.percentile != nil && judged.minutesToPass == nil
        let isByLimit = judgement.state == .worse && step.limits?.isOver == true
        let compared = (isSuspected || isWavering ? suspected(judgement) ?? matter : nil).flatMap {
            board.sentence(judgement.state, $0, of: service, isByLimit: isByLimit, isSteady: !isWavering)
        }
        return Verdict(
            judgement.state, matter, reason: compared ?? judged.calmSentence, detail: judgement.reason,
            since: record.since?.start, proof: proof(judgement))
    }

    /// Full for what is proved; none for an alarm that lasts, or that a leap alone has raised.
    private func proof(_ judgement: Judgement) -> Double? {
        let step = record.step
        guard judgement.state == .worse || step.isSuspicious, !step.isCommonMode, let proof = step.proof else {
            return nil
        }
        return judgement.state == .worse && proof < 1 ? nil : proof
    }

    /// What an unproved suspicion is about: its matter is the time until it is decided.
    private func suspected(_ judgement: Judgement) -> Verdict.Matter? {
        guard judgement.state == .unsure, !record.step.isCommonMode, judgement.metric != .requests else { return nil }
        return judgement.metric.percentile.map { .latency($0, .new) } ?? .errors(.new)
    }

    /// `pass` when all weight is on new and its errors are few enough. The last few requests on old come from clients
    /// that never resolve the name again, and prove nothing.
    private var alone: Verdict? {
        guard board.appliedShare(of: service).value == 100, record.step.boundValue >= record.step.boundBar else {
            return nil
        }
        let (failed, all) = (
            NumberWords.whole(record.step.errors.errors.new), NumberWords.whole(record.step.errors.requests.new)
        )
        let limit = NumberWords.percent(record.step.settings.errorPercent)
        return Verdict(
            .pass,
            reason: "all weight is on new: \(NumberWords.grouped(failed)) \(failed == 1 ? "error" : "errors") in "
                + "\(NumberWords.grouped(all)), below \(limit) %",
            detail: "all weight is on new, so there is nothing left to compare with: "
                + "\(NumberWords.count(failed, "error")) among \(NumberWords.count(all, "request")), shown to be below "
                + "\(limit) %", since: record.since?.start)
    }

    private func matter(_ judgement: Judgement) -> Verdict.Matter? {
        switch judgement.state {
        case .pass: return nil
        case .blind: return .source(.cloudWatch)
        case .worse: return judgement.metric.percentile.map { .latency($0, .new) } ?? .errors(.new)
        case .unsure:
            if judgement.metric == .requests { return .noTraffic }
            guard let percentile = judgement.metric.percentile else {
                if record.step.isCommonMode { return .errors(.both) }
                return judged.minutesLeft.map { .undecided(minutes: $0) } ?? .tooEarly
            }
            return judged.minutesToPass.map { .undecided(minutes: $0) } ?? .latency(percentile, .new)
        }
    }
}
