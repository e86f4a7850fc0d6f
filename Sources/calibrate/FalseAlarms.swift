import Model

/// Both sides alike: how often each test calls new `worse` within 240 and within 2,000 looks.
struct FalseAlarms {
    let scale: Double
    private static let short = 240
    private static let long = 2000

    func run() {
        let runs = Int(2000 * scale)
        let fewer = max(20, Int(200 * scale))
        print("### Both sides alike: false `worse`\n")
        print("\(runs) runs a cell for the judge (α = 1 %) and the z-test, \(fewer) for the rank test.\n")
        print(
            "| old/new a minute | errors | arrival | judge, 240 looks | 2,000 looks | z-test, 240 | 2,000 | rank test, 240 |"
        )
        print("|---|---|---|---|---|---|---|---|")
        for arrival in Arrival.allCases {
            for (index, cell) in Cell.all.enumerated() {
                var dice = Dice(seed: UInt64(1000 + index) + (arrival == .bursty ? 500 : 0))
                var judge = (short: 0, long: 0)
                var z = (short: 0, long: 0)
                var rank = 0
                for run in 0..<runs {
                    let first = trial(cell, arrival, withRanks: run < fewer, &dice)
                    if first.judge <= Self.short { judge.short += 1 }
                    if first.judge <= Self.long { judge.long += 1 }
                    if first.z <= Self.short { z.short += 1 }
                    if first.z <= Self.long { z.long += 1 }
                    if first.rank <= Self.short { rank += 1 }
                }
                row(
                    "| \(cell.name) | \(arrival.rawValue) | \(percent(judge.short, of: runs)) "
                        + "| \(percent(judge.long, of: runs)) | \(percent(z.short, of: runs)) "
                        + "| \(percent(z.long, of: runs)) | \(percent(rank, of: fewer)) |")
            }
        }
        print("")
    }

    /// The first minutes in which each test says `worse`; `Int.max` for never.
    private func trial(
        _ cell: Cell, _ arrival: Arrival, withRanks: Bool, _ dice: inout Dice
    ) -> (judge: Int, z: Int, rank: Int) {
        var judge = EpochJudge()
        var zTest = RepeatedZTest()
        var rankTest = RankTest()
        var first = (judge: Int.max, z: Int.max, rank: Int.max)
        for look in 1...Self.long {
            let minute = cell.minute(1, arrival, &dice)
            if first.judge == .max, judge.add(minute.counts) == .worse { first.judge = look }
            if first.z == .max, zTest.isWorse(minute) { first.z = look }
            if withRanks, look <= Self.short, first.rank == .max, rankTest.isWorse(minute) { first.rank = look }
        }
        return first
    }
}
