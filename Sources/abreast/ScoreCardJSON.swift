import Model
import Simulation

extension ScoreCard {
    /// For programs; times in ISO 8601, spans in seconds.
    var json: JSONValue {
        .fields([
            "simulated": .bool(true),
            "scenario": .text(scenario),
            "about": .text(about),
            "seed": .text(String(seed)),
            "speed": .text(speed),
            "began": .optional(began),
            "ended": .optional(ended),
            "fault": .optional(fault),
            "reachedTheFault": .bool(reachedTheFault),
            "rightAct": .text(right.rawValue),
            "shown": shown.map(Self.value) ?? .null,
            "seen": .list(seen.map(Self.value)),
            "noticedAt": .optional(noticed?.at),
            "pausedAt": .optional(paused?.at),
            "rolledBackAt": .optional(rolledBack?.at),
            "safeAt": .optional(safeAt),
            "safety": .text(safetyWord),
            "secondsToShown": .optional(secondsAfterFault(shown?.at)),
            "secondsToNotice": .optional(secondsAfterFault(noticed?.at)),
            "secondsToPause": .optional(secondsAfterFault(paused?.at)),
            "secondsToRollBack": .optional(secondsAfterFault(rolledBack?.at)),
            "secondsToSafety": .optional(secondsAfterFault(safeAt)),
            "needlessOrders": .number(Double(needless.count)),
            "harm": Self.value(harm),
            "harmAfterShown": Self.value(harmAfterShown),
            "harmWithPerfectOperator": Self.value(perfect),
            "harmBecauseOfDelay": Self.value(spared),
        ])
    }

    private var safeAt: Moment? {
        if case .reached(let moment) = safety { moment } else { nil }
    }

    private var safetyWord: String {
        switch safety {
        case .neverHarmed: "never harmed"
        case .reached: "reached"
        case .notReached: "not reached"
        }
    }

    private func secondsAfterFault(_ moment: Moment?) -> Double? {
        guard let moment, let fault else { return nil }
        return moment.seconds(since: fault)
    }

    private static func value(_ seen: Seen) -> JSONValue {
        .fields([
            "at": .optional(seen.at), "service": .text(seen.service), "words": .text(seen.words),
            "act": .text(seen.act.rawValue),
        ])
    }

    private static func value(_ harm: Harm) -> JSONValue {
        .fields(["failed": .number(Double(harm.failed)), "slow": .number(Double(harm.slow))])
    }
}
