import Model
import Simulation
import Store
import Synchronization

/// Records during a drill what the board showed first and when, and what the operator did.
final class DrillLog: Sendable {
    private struct Noted {
        var sights: ObservationWatch
        var lookedAt: Moment
        var attention: [OperatorAction] = []
    }

    let scenario: Scenario
    private let store: any StateStore
    private let configuration: Configuration
    private let noted: Mutex<Noted>

    /// Simulated seconds between two checks of the board.
    static let pace = 5.0
    /// How many minutes of the board are checked.
    static let window = Rule.window

    init(_ scenario: Scenario, store: any StateStore, configuration: Configuration) {
        self.scenario = scenario
        self.store = store
        self.configuration = configuration
        noted = Mutex(Noted(sights: ObservationWatch(scenario.sights), lookedAt: scenario.start))
    }

    /// When the drill ends, if nobody ends it before.
    var end: Moment { scenario.start + Double(scenario.minutes) * 60 }

    /// Records a key.
    func heed(_ attention: OperatorAction) { noted.withLock { $0.attention.append(attention) } }

    /// Checks the board as a perfect operator would, if it is time.
    func check(at now: Moment) throws(StoreError) {
        let isDue = noted.withLock { noted in
            // At the same moments as a perfect operator, whatever the length of the time steps.
            let due = (now.seconds(since: scenario.start) / Self.pace).rounded(.down) * Self.pace
            guard scenario.start + due > noted.lookedAt else { return false }
            noted.lookedAt = now
            return true
        }
        guard isDue else { return }
        let board = try store.board(of: configuration, minutes: Self.window, at: now)
        _ = noted.withLock { $0.sights.check(board, after: now.seconds(since: scenario.start)) }
    }

    /// The observations that were seen, with their moments.
    var seen: [(sight: ExpectedObservation, at: Moment)] {
        noted.withLock { noted in noted.sights.seenSights.map { ($0.sight, scenario.start + $0.after) } }
    }

    /// The keys so far, and the orders from other processes.
    func attention(with orders: [Order]) -> [OperatorAction] {
        let keys = noted.withLock { $0.attention }.filter { attention in
            // An order counts at the moment when it was stored, from whichever process.
            if case .ordered = attention.what { false } else { true }
        }
        let ordered = orders.map { OperatorAction(.ordered($0.kind), service: $0.service, at: $0.at) }
        return (keys + ordered).sorted { $0.at < $1.at }
    }
}
