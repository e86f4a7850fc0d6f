// Calibrate: how often the judge by evidence is wrong, and how soon it is right, beside the tests that others use.
// A program of its own, because its numbers take minutes; seeded, so that it prints the same table every time.
// It may import Model only.

import Glibc
import Model

/// The traffic of a cell of the table.
struct Cell {
    var old: Double
    var new: Double
    var rate: Double

    static let splits: [(Double, Double)] = [(9000, 1000), (900, 100), (990, 10), (500, 500), (100, 100)]
    static let all = [0.005, 0.0001].flatMap { rate in splits.map { Cell(old: $0.0, new: $0.1, rate: rate) } }

    var name: String { "\(Int(old))/\(Int(new)) | \(rate == 0.005 ? "0.5 %" : "0.01 %")" }

    func minute(_ ratio: Double, _ arrival: Arrival, _ dice: inout Dice) -> Counted {
        Counted(
            old: old, new: new, oldErrors: arrival.count(old * rate, &dice),
            newErrors: arrival.count(new * rate * ratio, &dice))
    }
}

extension Counted {
    var counts: MinuteCounts {
        MinuteCounts(requests: Sides(old: old, new: new), errors: Sides(old: oldErrors, new: newErrors))
    }
}

@main
struct Calibrate {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        var scale = 1.0
        var parts: Set<String> = []
        for argument in arguments {
            if let number = Double(argument), number >= 0.01, number <= 10 {
                scale = number
            } else if ["false", "found", "onset", "latency", "pass"].contains(argument) {
                parts.insert(argument)
            } else {
                print("usage: calibrate [SCALE, 0.01 to 10] [false] [found] [onset] [latency] [pass]")
                exit(64)
            }
        }
        func wants(_ part: String) -> Bool { parts.isEmpty || parts.contains(part) }
        if wants("false") { FalseAlarms(scale: scale).run() }
        if wants("found") { Detection(scale: scale).run() }
        if wants("onset") { Onsets(scale: scale).run() }
        if wants("latency") { LatencyTrials(scale: scale).run() }
        if wants("pass") { PassTrials(scale: scale).run() }
    }
}

/// A share in percent with one decimal.
func percent(_ count: Int, of all: Int) -> String {
    let share = Double(count) / Double(all)
    let text = share.isNaN ? 0 : Double(Int((share * 1000).rounded())) / 10
    return "\(text) %"
}

/// The median; numbers beyond the end of a run count as late.
func median(_ values: [Int]) -> Int { values.sorted()[(values.count - 1) / 2] }

/// Prints a row at once, so that a long table can be watched.
func row(_ text: String) {
    print(text)
    fflush(nil)
}
