import Model
import Simulation

/// The results of a drill about the program and the operator, in numbers, without blame or grades.
struct ScoreCard: Sendable, Equatable {
    /// An expected observation that was seen on the board.
    struct Seen: Sendable, Equatable {
        var at: Moment
        var service: String
        var words: String
        var act: ExpectedObservation.Act

        init(_ sight: ExpectedObservation, at: Moment) {
            self.at = at
            service = sight.service
            words = sight.words
            act = sight.act
        }
    }

    /// A perfect operator's action and its moment.
    struct PerfectAct: Sendable, Equatable {
        var at: Moment
        var service: String
        var act: ExpectedObservation.Act
    }

    /// A minute in which a fault harmed requests.
    struct HarmedMinute: Sendable, Equatable {
        var minute: Minute
        var harm: Harm
    }

    var scenario: String
    var about: String
    var seed: UInt64
    /// The speed as requested.
    var speed: String
    /// When the first frame was shown.
    var began: Moment
    var ended: Moment
    /// When the first fault began, or would have begun; `nil` without faults.
    var fault: Moment?
    /// When the last fault ended by itself; `nil` when one has no end.
    var faultOver: Moment?
    /// The affected services; empty for all.
    var affected: Set<String>
    /// The actions that the scenario's observations require, in their order; empty where watching is correct.
    var rightActs: [ExpectedObservation.Act]
    /// The services that need these actions.
    var rightServices: [String]
    /// In the order in which it was seen.
    var seen: [Seen] = []
    /// In the order of time.
    var attention: [OperatorAction] = []
    /// The plans' steps that were sent, oldest first.
    var steps: [PlanStep] = []
    /// The harm of the faults, oldest first, and below it the harm with a perfect operator.
    var harmed: [HarmedMinute] = []
    var perfectlyHarmed: [HarmedMinute] = []
    /// What a perfect operator has done until the drill's end.
    var perfectActs: [PerfectAct] = []

    init(scenario: Scenario, seed: UInt64, speed: String, ended: Moment) {
        self.scenario = scenario.name
        about = scenario.about
        self.seed = seed
        self.speed = speed
        began = scenario.start
        self.ended = ended
        fault = scenario.faults.map(\.at).min().map { scenario.start + $0 }
        let ends = scenario.faults.map { fault in fault.lasts.map { fault.at + $0 } }
        faultOver = ends.contains(nil) ? nil : ends.compactMap(\.self).max().map { scenario.start + $0 }
        let services = scenario.faults.map(\.service)
        affected = services.contains(nil) ? [] : Set(services.compactMap(\.self))
        let asking = scenario.sights.filter { $0.act != .watch }
        rightActs = Self.unique(asking.map(\.act))
        rightServices = Self.unique(asking.map(\.service))
    }

    private static func unique<Value: Equatable>(_ values: [Value]) -> [Value] {
        values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    // MARK: What follows

    /// Whether the drill lasted until the first fault.
    var reachedTheFault: Bool { fault.map { $0 <= ended } ?? false }

    /// The strongest correct action.
    var right: ExpectedObservation.Act { rightActs.contains(.rollBack) ? .rollBack : rightActs.first ?? .watch }

    /// What the board showed first.
    var shown: Seen? { seen.first }

    /// The first key after the fault that concerns an affected service.
    var noticed: OperatorAction? { sinceFault.first { concerns($0) } }

    /// The hold that existed when the fault began, for an affected service.
    var heldBefore: (service: String, pause: Pause)? {
        guard let fault else { return nil }
        return holdable.lazy.compactMap { service in
            hold(of: service, at: fault).flatMap { $0.at < fault ? (service, $0) : nil }
        }.first
    }

    /// The first pause after the fault.
    var paused: OperatorAction? { ordered(.pause) }

    /// The first order to roll back after the fault.
    var rolledBack: OperatorAction? { ordered(.rollBack) }

    /// Unnecessary pauses and roll backs.
    ///
    /// Where watching is correct, all of them. Otherwise those for services that are not affected, those before the
    /// fault except a pause that still held when it began, and a roll back where a pause was correct.
    var needless: [OperatorAction] {
        attention.filter { attention in
            guard case .ordered(let kind) = attention.what, kind == .pause || kind == .rollBack else { return false }
            guard !rightActs.isEmpty, concerns(attention), let fault else { return true }
            if attention.at >= fault { return kind == .rollBack && !rightActs.contains(.rollBack) }
            return !holdable.contains { service in
                guard let hold = hold(of: service, at: fault) else { return false }
                return !hold.isRollBack && hold.at == attention.at
            }
        }
    }

    /// The plans' steps that were sent although the board showed a reason to pause, until the fault ended by itself.
    var stepsMeanwhile: [PlanStep] {
        guard let asked = seen.first(where: { $0.act != .watch })?.at else { return [] }
        return steps.filter { step in
            step.at >= asked && step.at <= ended && faultOver.map { step.at < $0 } ?? true
                && (affected.isEmpty || affected.contains(step.service))
        }
    }

    /// Whether everything that a perfect operator does was done at that moment; `nil` where nothing was to do.
    var wasInTime: Bool? {
        guard !perfectActs.isEmpty else { return nil }
        return perfectActs.allSatisfy { act in
            guard let hold = hold(of: act.service, at: act.at) else { return false }
            return act.act != .rollBack || hold.isRollBack
        }
    }

    /// The hold of a service, by the orders up to a moment.
    private func hold(of service: String, at moment: Moment) -> Pause? {
        let orders = attention.filter { $0.at <= moment }.compactMap { attention in
            if case .ordered(let kind) = attention.what {
                Order(kind: kind, service: attention.service, actor: "", at: attention.at)
            } else {
                nil
            }
        }
        return Pause.holding(service, orders: orders)
    }

    /// The services whose hold stops the fault.
    private var holdable: [String] { rightServices.isEmpty ? affected.sorted() : rightServices }

    private var sinceFault: [OperatorAction] {
        guard let fault else { return [] }
        return attention.filter { $0.at >= fault }
    }

    private func concerns(_ attention: OperatorAction) -> Bool {
        guard let service = attention.service else { return true }
        return affected.isEmpty || affected.contains(service)
    }

    private func ordered(_ kind: Order.Kind) -> OperatorAction? {
        sinceFault.first { $0.what == .ordered(kind) && concerns($0) }
    }
}
