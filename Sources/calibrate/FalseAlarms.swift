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
        print(
            "\(runs) runs a cell for the judge (α = 1 %), Netflix's test, GAVI and the z-test, \(fewer) for the rank test.\n"
        )
        print(
            "| old/new a minute | errors | arrival | judge, 240 looks | 2,000 looks "
                + "| Netflix, 240 | 2,000 | GAVI, 240 | 2,000 | z-test, 240 | 2,000 | rank test, 240 |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|---|---|")
        for arrival in Arrival.allCases {
            for (index, cell) in Cell.all.enumerated() {
                var dice = Dice(seed: UInt64(1000 + index) + (arrival == .bursty ? 500 : 0))
                var wrong = Wrong()
                for run in 0..<runs {
                    wrong.add(trial(cell, arrival, withRanks: run < fewer, &dice))
                }
                row("| \(cell.name) | \(arrival.rawValue) | \(wrong.cells(of: runs, fewer)) |")
            }
        }
        print("")
    }

    /// The first minutes in which each test says `worse`; `Int.max` for never.
    private struct First {
        var judge = Int.max
        var netflix = Int.max
        var gavi = Int.max
        var z = Int.max
        var rank = Int.max
    }

    /// How many runs each test got wrong, within both numbers of looks.
    private struct Wrong {
        private var counts: [(short: Int, long: Int)] = Array(repeating: (0, 0), count: 4)
        private var rank = 0

        mutating func add(_ first: First) {
            for (index, look) in [first.judge, first.netflix, first.gavi, first.z].enumerated() {
                if look <= FalseAlarms.short { counts[index].short += 1 }
                if look <= FalseAlarms.long { counts[index].long += 1 }
            }
            if first.rank <= FalseAlarms.short { rank += 1 }
        }

        func cells(of runs: Int, _ fewer: Int) -> String {
            let shares = counts.map { "\(percent($0.short, of: runs)) | \(percent($0.long, of: runs))" }
            return (shares + [percent(rank, of: fewer)]).joined(separator: " | ")
        }
    }

    private func trial(_ cell: Cell, _ arrival: Arrival, withRanks: Bool, _ dice: inout Dice) -> First {
        var judge = EpochJudge()
        var netflix = MultinomialTest()
        var gavi = GAVITest()
        var zTest = RepeatedZTest()
        var rankTest = RankTest()
        var first = First()
        for look in 1...Self.long {
            let minute = cell.minute(1, arrival, &dice)
            if first.judge == .max, judge.add(minute.counts) == .worse { first.judge = look }
            if first.netflix == .max, netflix.isWorse(minute) { first.netflix = look }
            if first.gavi == .max, gavi.isWorse(minute) { first.gavi = look }
            if first.z == .max, zTest.isWorse(minute) { first.z = look }
            if withRanks, look <= Self.short, first.rank == .max, rankTest.isWorse(minute) { first.rank = look }
        }
        return first
    }
}
