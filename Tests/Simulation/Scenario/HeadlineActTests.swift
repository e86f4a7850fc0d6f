import Foundation
import Model
import Testing

@testable import Simulation

/// The headline's act is the act of a perfect operator, minute by minute; and its level, where a sight names one.
///
/// `ABREAST_SEEDS=20` plays each scenario with twenty seeds instead of one; `ABREAST_TABLE=1` prints the table of the
/// Headline page.
@Suite struct HeadlineActTests {
    private struct Tally {
        var minutes = 0
        var right = 0
        var wrong: [String] = []
        var band = HeadlineBand()
        var screen = StillScreen()

        var percent: Double { minutes == 0 ? 100 : Double(right) * 100 / Double(minutes) }
    }

    private static let seeds = (ProcessInfo.processInfo.environment["ABREAST_SEEDS"].flatMap { Int($0) } ?? 1)

    /// The acts of the sights that are in force; to watch where none is.
    private struct Operator {
        let scenario: Scenario
        /// When each sight was shown last, in seconds.
        private var shown: [Int: Double] = [:]

        init(_ scenario: Scenario) { self.scenario = scenario }

        /// The acts, and the levels where the sights name some.
        mutating func answer(
            on board: Board, after seconds: Double
        ) -> (acts: Set<Headline.Act>, levels: Set<Headline.Level>) {
            for (index, sight) in scenario.sights.enumerated() where seconds >= sight.from && sight.shows(on: board) {
                shown[index] = seconds
            }
            var acts: Set<Headline.Act> = []
            var levels: Set<Headline.Level> = []
            for (index, sight) in scenario.sights.enumerated() {
                guard let last = shown[index], sight.isInForce(after: seconds, last) else { continue }
                acts.formUnion(Self.act(of: sight))
                if let level = sight.level { levels.insert(level) }
            }
            return (acts.isEmpty ? [.watch] : acts, levels)
        }

        private static func act(of sight: ExpectedObservation) -> Set<Headline.Act> {
            switch sight.act {
            case .watch: []
            case .pause: [.pause]
            case .rollBack: [.rollBack]
            }
        }
    }

    private static func tally(_ scenario: Scenario) async throws -> Tally {
        var tally = Tally()
        for seed in 1...seeds {
            let night = try await SimulatedNight(scenario, seed: UInt64(seed))
            var perfect = Operator(scenario)
            try await night.watch(until: Double(scenario.minutes), every: 1) { minute, board in
                let expected = perfect.answer(on: board, after: minute * 60)
                let headline = board.headline
                tally.minutes += 1
                tally.band.add(board, expected: expected.acts)
                if seed == 1 { tally.screen.add(board) }
                let isLevel = expected.levels.isEmpty || expected.levels.contains(headline.level)
                if expected.acts.contains(headline.act), isLevel {
                    tally.right += 1
                } else {
                    let names = expected.acts.map(\.rawValue).sorted() + expected.levels.map(\.rawValue).sorted()
                    let wanted = names.joined(separator: " or ")
                    tally.wrong.append(
                        "seed \(seed), minute \(minute): \(headline.level) \(headline.act.rawValue) for \(wanted): "
                            + "\(headline.service ?? ""): \(headline.text)")
                }
                return false
            }
        }
        return tally
    }

    @Test(arguments: ScenarioLibrary.names)
    func `the act is a perfect operator's`(_ name: String) async throws {
        let tally = try await Self.tally(try ScenarioLibrary.needed(name))
        if ProcessInfo.processInfo.environment["ABREAST_TABLE"] != nil {
            print("| \(name) | \(tally.minutes) | \((tally.percent * 10).rounded() / 10) % |")
        }
        #expect(tally.screen.compared > 30 && tally.screen.moves.isEmpty, "\(tally.screen.moves.prefix(3))")
        #expect(tally.band.tooLong.isEmpty, "\(tally.band.tooLong.prefix(10).joined(separator: "\n"))")
        #expect(tally.band.statistics.isEmpty, "\(tally.band.statistics.prefix(10).joined(separator: "\n"))")
        if ProcessInfo.processInfo.environment["ABREAST_HEADLINES"] != nil { tally.band.print(name) }
        #expect(
            tally.percent >= (name == "calm" ? 99 : 95),
            "\(tally.percent) %: \(tally.wrong.prefix(40).joined(separator: "\n"))")
    }
}

extension ExpectedObservation {
    /// Whether an operator goes by it at this time.
    ///
    /// An event stays in the timeline, and calls for an act while it is new. What happens every quarter of an hour is
    /// there between, too.
    ///
    /// - Parameter last: When the board showed it last.
    fileprivate func isInForce(after seconds: Double, _ last: Double) -> Bool {
        switch what {
        case .event: seconds <= by
        case .queueAge: seconds - last <= 900
        default: seconds == last
        }
    }
}
