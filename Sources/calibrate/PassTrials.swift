import Model

/// How soon `pass` is given to a side that is as good, and how often to one that is not.
struct PassTrials {
    let scale: Double
    private static let looks = 2000

    func run() {
        let runs = Int(2000 * scale)
        print("### `pass`\n")
        print(
            "\(runs) runs a row, \(Self.looks) looks. A pass by the ratio says “below ×2 of old”; where errors are too few for that, "
                + "a pass by the limit says “below 1 %”, which is true of ×2.5 of 0.01 %.\n")
        print(
            "| old/new a minute | errors | arrival | alike: median minutes to `pass` | ×2.5: wrong by the ratio | ×2.5: passed by the limit |"
        )
        print("|---|---|---|---|---|---|")
        for arrival in Arrival.allCases {
            for (index, cell) in Cell.all.enumerated() {
                var dice = Dice(seed: UInt64(50_000 + index) + (arrival == .bursty ? 500 : 0))
                var alike: [Int] = []
                var wrong = (ratio: 0, limit: 0)
                for run in 0..<runs {
                    if run < runs / 2 { alike.append(firstPass(cell, 1, arrival, &dice).any) }
                    let first = firstPass(cell, 2.5, arrival, &dice)
                    if first.ratio <= Self.looks { wrong.ratio += 1 }
                    if first.limit <= Self.looks { wrong.limit += 1 }
                }
                let middle = median(alike) > Self.looks ? "> \(Self.looks)" : "\(median(alike))"
                row(
                    "| \(cell.name) | \(arrival.rawValue) | \(middle) | \(percent(wrong.ratio, of: runs)) "
                        + "| \(percent(wrong.limit, of: runs)) |")
            }
        }
        print("")
    }

    private func firstPass(
        _ cell: Cell, _ ratio: Double, _ arrival: Arrival, _ dice: inout Dice
    ) -> (any: Int, ratio: Int, limit: Int) {
        var judge = EpochJudge()
        var first = (any: Int.max, ratio: Int.max, limit: Int.max)
        for look in 1...Self.looks {
            guard judge.add(cell.minute(ratio, arrival, &dice).counts) == .pass else { continue }
            first.any = min(first.any, look)
            if judge.boundValue >= judge.boundBar {
                first.limit = min(first.limit, look)
            } else {
                first.ratio = min(first.ratio, look)
            }
            if ratio == 1 || first.ratio < .max && first.limit < .max { break }
        }
        return first
    }
}
