import Model

/// Where the requests go, and the numbers behind the verdict by evidence, as JSON. Status and snapshot share it.
enum EvidenceJSON {
    /// Null while the first change of weights settles, and where either share is not known.
    static func traffic(of service: Service, _ board: Board) -> JSONValue {
        guard let traffic = board.traffic(of: service) else { return .null }
        return .fields([
            "state": .text(traffic.state.rawValue), "observed": .number(traffic.observed),
            "applied": .number(traffic.applied), "afterSeconds": .number(traffic.after),
            "expectedAt": .optional(traffic.expectedAt), "isOfBefore": .bool(traffic.isOfBefore),
        ])
    }

    /// Null where nothing is compared yet.
    static func evidence(of service: Service, _ board: Board) -> JSONValue {
        guard let trial = board.trial(of: service) else { return .null }
        let judgement = trial.judgement
        return .fields([
            "begin": .text(trial.cause.words), "from": .text(trial.minutes.lowerBound.start.iso8601),
            "to": .text(trial.minutes.upperBound.start.iso8601), "state": .text(judgement.state.rawValue),
            "metric": .text(judgement.metric.rawValue), "value": .optional(judgement.evidence),
            "bar": .number(judgement.bar), "ratio": judgement.ratio.map(ratio) ?? .null,
            "reason": .text(judgement.reason), "timeToVerdict": time(trial.timeToVerdict),
            "step": .list(
                zip(trial.step, trial.evidence).map { account($0, minutes: .list($1.map(JSONValue.number))) }),
            "whole": .list(trial.whole.map { account($0, minutes: .null) }),
        ])
    }

    /// - Parameter minutes: The e-value after each minute, where they are kept.
    private static func account(_ account: MetricAccount, minutes: JSONValue) -> JSONValue {
        .fields([
            "metric": .text(account.metric.rawValue), "minutes": .optional(account.minutes),
            "counts": .text(account.counts), "ratio": ratio(account.ratio), "evidence": .number(account.evidence),
            "bar": .number(account.bar), "passEvidence": .number(account.passEvidence),
            "passBar": .number(account.passBar), "tempering": .number(account.tempering),
            "evidenceByMinute": minutes,
        ])
    }

    private static func ratio(_ ratio: RatioInterval) -> JSONValue {
        .fields([
            "low": .optional(ratio.low), "estimate": .optional(ratio.estimate), "high": .optional(ratio.high),
        ])
    }

    private static func time(_ time: TimeToVerdict) -> JSONValue {
        .fields([
            "ratio": .number(time.ratio), "minutes": .optional(time.minutes), "visible": .optional(time.visible),
        ])
    }
}
