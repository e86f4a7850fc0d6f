// Bench: how long the parts take that run for every frame, every minute and every report.
// A program of its own, so that it runs on a release build; it uses the boards of the tests. It may import what it measures.

import Boards
import Model
import Report
import View

/// One part that is measured: work that is done many times in one round.
struct Part {
    let name: String
    /// How often one round repeats the work.
    let count: Int
    let work: () -> Int

    /// Nanoseconds for one repetition.
    func time() -> Double {
        let clock = ContinuousClock()
        var sum = 0
        let took = clock.measure { for _ in 0..<count { sum &+= work() } }
        precondition(sum != .min, "the work has no result")
        let (seconds, attoseconds) = took.components
        return (Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(count)
    }
}

@main
struct Bench {
    /// Rounds of all parts in turn. The median of the rounds counts.
    static let rounds = 11

    static func main() {
        let parts = [reference] + frames + reports + [judge]
        var times = parts.map { _ in [Double]() }
        for _ in 0..<rounds {
            for (index, part) in parts.enumerated() { times[index].append(part.time()) }
        }
        let medians = times.map { $0.sorted()[rounds / 2] }
        print("| part | µs | ÷ sorting 1,000 numbers |\n|---|---|---|")
        for (part, median) in zip(parts, medians) {
            print("| \(part.name) | \(decimal(median / 1000)) | \(decimal(median / medians[0])) |")
        }
    }

    /// What all other times are divided by, as absolute times differ from machine to machine.
    static var reference: Part {
        let numbers = (0..<1000).map { Double(($0 &* 7919) % 1000) }
        return Part(name: "sorting 1,000 numbers", count: 200) { Int(numbers.sorted()[500]) }
    }

    static var frames: [Part] {
        let boards = [("three services", BoardFixture.night), ("fifty services", BoardFixture.fifty)]
        return boards.flatMap { name, board in
            [(80, 24), (200, 60)].map { width, height in
                let state = ScreenState.fixture(board, width, height)
                return Part(name: "a frame of \(width)×\(height), \(name)", count: 20) {
                    state.frame(at: BoardFixture.now).cells.count
                }
            }
        }
    }

    static var reports: [Part] {
        let board = BoardFixture.fifty
        return [
            Part(name: "`status`, fifty services", count: 10) {
                StatusText(board: board, clock: BoardFixture.clock).text.utf8.count
            },
            Part(name: "`status --json`, fifty services", count: 10) { StatusJSON.text(of: board).utf8.count },
        ]
    }

    /// An hour of minutes through the judge of one service.
    static var judge: Part {
        let minutes = (0..<60).map { minute in
            MinuteCounts(
                requests: Sides(old: 9000, new: 1000), errors: Sides(old: Double(minute % 5), new: Double(minute % 2)))
        }
        return Part(name: "an hour through the judge", count: 20) {
            var judge = EpochJudge(settings: JudgeSettings())
            for minute in minutes { _ = judge.add(minute) }
            return judge.boundValue > 0 ? 1 : 0
        }
    }

    static func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
