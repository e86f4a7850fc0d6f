/// What the comparison of a service's sides comes to, as a verdict.
struct Comparison {
    private let record: EvidenceRecord
    private let service: Service
    private let board: Board

    init(_ record: EvidenceRecord, of service: Service, in board: Board) {
        self.record = record
        self.service = service
        self.board = board
    }

    /// New proved worse; `nil` otherwise.
    var worse: Verdict? { record.minutes != nil && record.step.state == .worse ? verdict : nil }

    var verdict: Verdict {
        guard record.minutes != nil else {
            guard record.begin.contains(":") else {
                return Verdict(
                    .unsure, "too early", reason: "no settled minute yet under the new weights",
                    since: service.shareChangedAt)
            }
            return Verdict(.unsure, "too early", reason: "no settled minute yet since \(record.begin)")
        }
        let judgement = record.step.judgement
        if judgement.state == .unsure, judgement.metric == .requests || !record.step.isSuspicious, let alone {
            return alone
        }
        return Verdict(judgement.state, subject(judgement), reason: judgement.reason, since: record.since?.start)
    }

    /// `pass` where all weight is on new and its errors are few enough: the last few requests on old, from clients that
    /// never look a name up again, are nothing to compare with.
    private var alone: Verdict? {
        guard board.appliedShare(of: service).value == 100, record.step.boundValue >= record.step.boundBar else {
            return nil
        }
        let (failed, all) = (
            Words.whole(record.step.errors.errors.new), Words.whole(record.step.errors.requests.new)
        )
        return Verdict(
            .pass,
            reason: "all weight is on new, so there is nothing left to compare with: "
                + "\(Words.count(failed, "error")) among \(Words.count(all, "request")), shown to be below "
                + "\(Words.percent(record.step.settings.errorPercent)) %", since: record.since?.start)
    }

    private func subject(_ judgement: Judgement) -> String {
        switch judgement.state {
        case .pass: ""
        case .blind: Source.cloudWatch.title
        case .worse: judgement.metric == .errors ? "5xx" : judgement.metric.rawValue
        case .unsure:
            switch judgement.metric {
            case .requests: "no traffic"
            case .errors where record.step.isCommonMode: "both 5xx"
            case .errors: left
            default: record.step.minutesToPass.map { Words.duration($0 * 60) } ?? judgement.metric.rawValue
            }
        }
    }

    /// The time until the errors tell, in a column's width.
    private var left: String {
        guard let minutes = record.step.minutesLeft else { return "too early" }
        return minutes > 1440 ? "> 1 d" : Words.duration(minutes * 60)
    }
}
