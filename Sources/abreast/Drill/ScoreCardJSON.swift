import Model
import Simulation

extension ScoreCard {
    /// For programs: times in ISO 8601, durations in seconds.
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
            "rightActs": .list(rightActs.map { .text($0.rawValue) }),
            "perfectActs": .list(perfectActs.map(Self.value)),
            "shown": shown.map(Self.value) ?? .null,
            "seen": .list(seen.map(Self.value)),
            "noticedAt": .optional(noticed?.at),
            "pausedAt": .optional(pausedAt),
            "heldBeforeTheFault": .bool(heldBefore != nil),
            "rolledBackAt": .optional(rolledBack?.at),
            "safeAt": .optional(safeAt),
            "lastHarmAt": .optional(harmed.last?.minute.end),
            "safety": .text(safetyWord),
            "secondsToShown": .optional(secondsAfterFault(shown?.at)),
            "secondsToNotice": .optional(secondsAfterFault(noticed?.at)),
            "secondsToPause": .optional(heldBefore == nil ? secondsAfterFault(paused?.at) : 0),
            "secondsToRollBack": .optional(secondsAfterFault(rolledBack?.at)),
            "secondsToSafety": .optional(secondsAfterFault(safeAt)),
            "needlessOrders": .number(Double(needless.count)),
            "stepsMeanwhile": .list(stepsMeanwhile.map(Self.value)),
            "harm": Self.value(harm),
            "harmAfterShown": harmAfterShown.map(Self.value) ?? .null,
            "harmWithPerfectOperator": Self.value(perfectHarm),
            "harmWithPerfectOperatorAfterShown": perfectHarmAfterShown.map(Self.value) ?? .null,
            "wasInTime": wasInTime.map { .bool($0) } ?? .null,
            "harmBecauseOfDelay": delayHarm.map(Self.value) ?? .null,
        ])
    }

    private var safeAt: Moment? {
        if case .reached(let moment, _) = safety { moment } else { nil }
    }

    /// A hold that existed when the fault began counts.
    private var pausedAt: Moment? { heldBefore?.pause.at ?? paused?.at }

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

    private static func value(_ act: PerfectAct) -> JSONValue {
        .fields(["at": .optional(act.at), "service": .text(act.service), "act": .text(act.act.rawValue)])
    }

    private static func value(_ step: PlanStep) -> JSONValue {
        .fields([
            "at": .optional(step.at), "service": .text(step.service), "from": .number(step.from),
            "to": .number(step.to),
        ])
    }

    private static func value(_ harm: Harm) -> JSONValue {
        .fields(["failed": .number(Double(harm.failed)), "slow": .number(Double(harm.slow))])
    }
}
