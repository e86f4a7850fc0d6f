import Glibc
import Model

/// The effects of a scenario's faults on one service at each moment.
struct FaultClock: Sendable {
    private struct Entry: Sendable {
        let fault: Fault
        let from: Moment
        let until: Moment?
        /// Whether a burst of errors is active, by side, and until when.
        var burst = Sides(old: Burst(), new: Burst())
        /// Since when caches are cold.
        var coldSince: Moment?

        func isActive(at moment: Moment) -> Bool { moment >= from && until.map { moment < $0 } ?? true }

        /// 0 to 1: how much of a fault that rises over so many seconds is there.
        func grown(over seconds: Double, at moment: Moment) -> Double {
            seconds > 0 ? min(1, moment.seconds(since: from) / seconds) : 1
        }
    }

    private struct Burst: Sendable {
        var isOn = false
        var until: Moment?
    }

    /// The effect of a fault on the requests of one side.
    struct Effect: Sendable, Equatable {
        var latency = 1.0
        /// Probability of a 5xx in addition to the usual ones.
        var errors = 0.0
    }

    private var entries: [Entry]
    private var chance: Chance
    private var last: Moment?

    init(_ scenario: Scenario, service: String, seed: UInt64) {
        entries = scenario.faults.filter { $0.service == nil || $0.service == service }.map { fault in
            Entry(
                fault: fault, from: scenario.start + fault.at,
                until: fault.lasts.map { scenario.start + fault.at + $0 })
        }
        chance = Chance(seed: seed, service, "bursts")
    }

    /// The faults that began and ended since the last call, by their number. Calls must come in the order of time.
    mutating func turns(at moment: Moment) -> (began: [(Int, Fault)], ended: [(Int, Fault)]) {
        let before = last
        last = moment
        func isNew(_ turn: Moment?) -> Bool {
            guard let turn, turn <= moment else { return false }
            return before.map { turn > $0 } ?? true
        }
        let began = entries.indices.filter { isNew(entries[$0].from) }
        let ended = entries.indices.filter { isNew(entries[$0].until) }
        for index in began { entries[index].coldSince = moment }
        return (began.map { ($0, entries[$0].fault) }, ended.map { ($0, entries[$0].fault) })
    }

    /// More traffic than before reaches the new side. Its caches are cold for the added traffic.
    mutating func shareRose(at moment: Moment) {
        for index in entries.indices where entries[index].isActive(at: moment) { entries[index].coldSince = moment }
    }

    /// The factor on the service's traffic.
    func traffic(at moment: Moment) -> Double {
        entries.reduce(1) { product, entry in
            guard case .traffic(let factor) = entry.fault.kind, entry.isActive(at: moment) else { return product }
            return product * factor
        }
    }

    /// On how many sides the periodic runs happen.
    func cronSides(at moment: Moment) -> Int {
        let isDoubled = entries.contains { entry in
            if case .cron = entry.fault.kind { entry.isActive(at: moment) } else { false }
        }
        return isDoubled ? 2 : 1
    }

    /// The effect on the requests of a side in the step that begins at `moment`.
    mutating func effect(on side: Side, at moment: Moment) -> Effect {
        var effect = Effect()
        for index in entries.indices where entries[index].isActive(at: moment) {
            guard entries[index].fault.side == nil || entries[index].fault.side == side else { continue }
            switch entries[index].fault.kind {
            case .latency(let factor, let over):
                effect.latency *= 1 + (factor - 1) * entries[index].grown(over: over, at: moment)
            case .coldCache(let factor, let halfLife):
                let age = entries[index].coldSince.map { moment.seconds(since: $0) } ?? 0
                effect.latency *= 1 + (factor - 1) * exp2(-age / halfLife)
            case .errors(let percent, let burst, let over):
                guard burst <= 0 || isBursting(index, side, at: moment, mean: burst) else { continue }
                effect.errors += percent / 100 * entries[index].grown(over: over, at: moment)
            case .badMember, .dies, .blind, .weights, .scale, .cron, .deploy, .traffic: continue
            }
        }
        effect.errors = min(1, effect.errors)
        return effect
    }

    /// Whether a burst is active. Bursts and pauses of the same mean length alternate, exponentially distributed,
    /// beginning with a burst.
    private mutating func isBursting(_ index: Int, _ side: Side, at moment: Moment, mean: Double) -> Bool {
        while moment >= entries[index].burst[side].until ?? moment {
            let begins = entries[index].burst[side].until ?? moment
            entries[index].burst[side].isOn.toggle()
            entries[index].burst[side].until = begins + max(World.step, chance.exponential(mean: mean))
        }
        return entries[index].burst[side].isOn
    }
}
