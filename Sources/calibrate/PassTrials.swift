import Model

/// How soon `pass` is given to a side that is as good, and how often to one that is not.
struct PassTrials {
    let scale: Double
    private static let looks = 2000
    private static let after = 120

    func run() {
        let runs = Int(2000 * scale)
        print("### `pass`\n")
        print(
            "\(runs) runs a row, \(Self.looks) looks. A pass by the ratio says “below ×2 of old”; where errors are too few for that, "
                + "a pass by the limit says “below 1 %”, which is true of ×2.5 of 0.01 %.\n")
        print(
            "| old/new a minute | errors | arrival | alike: median minutes to `pass` | alike: of 120 minutes after it, without it | ×2.5: wrong by the ratio | ×2.5: passed by the limit |"
        )
        print("|---|---|---|---|---|---|---|")
        for arrival in Arrival.allCases {
            for (index, cell) in Cell.all.enumerated() {
                var dice = Dice(seed: UInt64(50_000 + index) + (arrival == .bursty ? 500 : 0))
                var alike: [Int] = []
                var withheld = 0
                var wrong = (ratio: 0, limit: 0)
                for run in 0..<runs {
                    if run < runs / 2 {
                        let first = firstPass(cell, 1, arrival, &dice)
                        alike.append(first.any)
                        withheld += first.withheld
                    }
                    let first = firstPass(cell, 2.5, arrival, &dice)
                    if first.ratio <= Self.looks { wrong.ratio += 1 }
                    if first.limit <= Self.looks { wrong.limit += 1 }
                }
                let middle = median(alike) > Self.looks ? "> \(Self.looks)" : "\(median(alike))"
                row(
                    "| \(cell.name) | \(arrival.rawValue) | \(middle) "
                        + "| \(percent(withheld, of: Self.after * alike.count { $0 <= Self.looks })) | \(percent(wrong.ratio, of: runs)) "
                        + "| \(percent(wrong.limit, of: runs)) |")
            }
        }
        print("")
    }

    private func firstPass(
        _ cell: Cell, _ ratio: Double, _ arrival: Arrival, _ dice: inout Dice
    ) -> (any: Int, ratio: Int, limit: Int, withheld: Int) {
        var judge = EpochJudge()
        var first = (any: Int.max, ratio: Int.max, limit: Int.max, withheld: 0)
        for look in 1...Self.looks {
            guard judge.add(cell.minute(ratio, arrival, &dice).counts) == .pass else { continue }
            first.any = min(first.any, look)
            if judge.boundValue >= judge.boundBar {
                first.limit = min(first.limit, look)
            } else {
                first.ratio = min(first.ratio, look)
            }
            if ratio == 1 {
                for _ in 0..<Self.after where judge.add(cell.minute(1, arrival, &dice).counts) != .pass {
                    first.withheld += 1
                }
                break
            }
            if first.ratio < .max, first.limit < .max { break }
        }
        return first
    }
}
