import Model
import Simulation

/// What a drill shows of the program and of the operator, in numbers; no blame, no marks.
struct ScoreCard: Sendable, Equatable {
    /// Something of the scenario that was seen on the board.
    struct Seen: Sendable, Equatable {
        var at: Moment
        var service: String
        var words: String
        var act: Sight.Act

        init(at: Moment, service: String, words: String, act: Sight.Act) {
            self.at = at
            self.service = service
            self.words = words
            self.act = act
        }

        init(_ sight: Sight, at: Moment) {
            self.init(at: at, service: sight.service, words: sight.words, act: sight.act)
        }
    }

    /// What a perfect operator does, and when.
    struct PerfectAct: Sendable, Equatable {
        var at: Moment
        var service: String?
        var act: Sight.Act
    }

    /// Whether requests are safe from the fault again.
    enum Safety: Sendable, Equatable {
        /// The fault has spoilt no request.
        case neverHarmed
        /// From then on none was spoilt any more.
        case reached(Moment)
        case notReached
    }

    var scenario: String
    var about: String
    var seed: UInt64
    /// As it was asked for.
    var speed: String
    /// When the first picture was shown.
    var began: Moment
    var ended: Moment
    /// When the first fault began, or would have begun; `nil` without any.
    var fault: Moment?
    /// Services that a fault concerns; empty for all of them.
    var affected: Set<String>
    /// The strongest act that the scenario's sights ask for.
    var right: Sight.Act
    /// By when a perfect operator acts if the board was not looked at for so long.
    var latestAct: PerfectAct?
    /// In the order in which it was seen.
    var seen: [Seen] = []
    /// In the order of time.
    var attention: [Attention] = []
    /// The last minute in which the fault spoilt a request.
    var lastHarm: Minute?
    /// Requests that the fault has spoilt, in all; after the board had first shown it; and with a perfect operator.
    var harm = Harm()
    var harmAfterShown = Harm()
    var perfect = Harm()

    /// Minutes without harm at the end after which it counts as over.
    private static let quiet = 3

    init(scenario: Scenario, seed: UInt64, speed: String, ended: Moment) {
        self.scenario = scenario.name
        about = scenario.about
        self.seed = seed
        self.speed = speed
        began = scenario.start
        self.ended = ended
        fault = scenario.faults.map(\.at).min().map { scenario.start + $0 }
        let services = scenario.faults.map(\.service)
        affected = services.contains(nil) ? [] : Set(services.compactMap(\.self))
        let acts = scenario.sights.map(\.act)
        right = acts.contains(.rollBack) ? .rollBack : acts.contains(.pause) ? .pause : .watch
        latestAct = scenario.sights.first { $0.act != .watch }.map {
            PerfectAct(at: scenario.start + $0.by, service: $0.service, act: $0.act)
        }
    }

    // MARK: What follows

    /// Whether the drill lasted until something went wrong.
    var reachedTheFault: Bool { fault.map { $0 <= ended } ?? false }

    /// What the board showed first.
    var shown: Seen? { seen.first }

    /// The first key after the fault that turned to a service which it concerns.
    var noticed: Attention? { since(fault).first { concerns($0) } }

    /// The first pause after the fault.
    var paused: Attention? { ordered(.pause) }

    /// The first order to roll back after the fault.
    var rolledBack: Attention? { ordered(.rollBack) }

    var safety: Safety {
        guard let lastHarm else { return .neverHarmed }
        let quiet = ended.minute.index - lastHarm.index - 1
        return quiet >= Self.quiet ? .reached(lastHarm.end) : .notReached
    }

    /// Pauses and orders to roll back that nothing asked for: all of them where watching is right, else those before the
    /// fault or for services that it does not concern.
    var needless: [Attention] {
        attention.filter { attention in
            guard case .ordered(let kind) = attention.what, kind == .pause || kind == .rollBack else { return false }
            if right == .watch { return true }
            return !concerns(attention) || fault.map { attention.at < $0 } ?? true
        }
    }

    /// What a perfect operator does: acts when the board first shows what asks for it; `nil` where watching is right.
    var perfectAct: PerfectAct? {
        if let first = seen.first(where: { $0.act != .watch }) {
            return PerfectAct(at: first.at, service: first.service, act: first.act)
        }
        // Whoever acted before the board showed anything has kept it from showing.
        guard let latestAct, latestAct.at <= ended else { return nil }
        return latestAct
    }

    /// Requests that a perfect operator would have spared.
    var spared: Harm {
        Harm(failed: max(0, harm.failed - perfect.failed), slow: max(0, harm.slow - perfect.slow))
    }

    private func since(_ moment: Moment?) -> [Attention] {
        guard let moment else { return [] }
        return attention.filter { $0.at >= moment }
    }

    private func concerns(_ attention: Attention) -> Bool {
        guard let service = attention.service else { return true }
        return affected.isEmpty || affected.contains(service)
    }

    private func ordered(_ kind: Order.Kind) -> Attention? {
        since(fault).first { $0.what == .ordered(kind) && concerns($0) }
    }
}
