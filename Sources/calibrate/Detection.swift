import Glibc
import Model

/// New truly worse from the first minute on: the median of minutes until each test says so.
struct Detection {
    let scale: Double

    func run() {
        print("### New truly worse: median minutes until `worse`\n")
        print("Errors arrive by themselves; up to \(Int(20_000 * scale)) runs a cell, fewer where they take hours.\n")
        print(
            "| old/new a minute | errors | truth | Wald, knowing the ratio | judge | judge ÷ Wald | z-test | rank test | runs |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        for (index, cell) in Cell.all.enumerated() {
            for ratio in [1.5, 2, 4] {
                // Wald's expected minutes; what takes him more than a day and a half is left out.
                let expected = Self.expectedMinutes(cell, ratio)
                guard expected < 2200 else { continue }
                var dice = Dice(seed: UInt64(7000 + index * 10) + UInt64(ratio))
                let runs = Int(scale * min(20_000, max(1500, 2_000_000 / expected)))
                judge(cell, ratio, runs, Int(expected * 2.6) + 12, &dice)
            }
        }
        print("")
    }

    private func judge(_ cell: Cell, _ ratio: Double, _ runs: Int, _ looks: Int, _ dice: inout Dice) {
        var found = (wald: [Int](), judge: [Int](), z: [Int](), rank: [Int]())
        // The rank test sorts all that it has seen: a few runs show where it stands.
        let ranked = max(20, Int(200 * scale))
        for run in 0..<runs {
            let first = trial(cell, ratio, looks, withRanks: run < ranked && looks <= 700, &dice)
            found.wald.append(first.wald)
            found.judge.append(first.judge)
            found.z.append(first.z)
            if run < ranked, looks <= 700 { found.rank.append(first.rank) }
        }
        let (wald, judged) = (median(found.wald), median(found.judge))
        let times = Double(Int((Double(judged) / Double(wald) * 100).rounded())) / 100
        func minutes(_ values: [Int]) -> String {
            guard !values.isEmpty else { return "–" }
            return median(values) > looks ? "> \(looks)" : "\(median(values))"
        }
        row(
            "| \(cell.name) | ×\(ratio) | \(minutes(found.wald)) | \(minutes(found.judge)) | \(times)"
                + "\(wald < 5 ? " (under 5 min)" : "") | \(minutes(found.z)) | \(minutes(found.rank)) | \(runs) |")
    }

    private func trial(
        _ cell: Cell, _ ratio: Double, _ looks: Int, withRanks: Bool, _ dice: inout Dice
    ) -> (wald: Int, judge: Int, z: Int, rank: Int) {
        let settings = JudgeSettings()
        var judge = EpochJudge(settings: settings)
        var wald = KnownRatioTest(ratio: ratio, tolerated: settings.toleratedRatio, alpha: settings.alpha)
        var zTest = RepeatedZTest()
        var rankTest = RankTest()
        let never = looks + 1
        var first = (wald: never, judge: never, z: never, rank: withRanks ? never : 0)
        for look in 1...looks {
            let minute = cell.minute(ratio, .poisson, &dice)
            if first.judge == never, judge.add(minute.counts) == .worse { first.judge = look }
            if first.wald == never, wald.isWorse(minute) { first.wald = look }
            if first.z == never, zTest.isWorse(minute) { first.z = look }
            if first.rank == never, rankTest.isWorse(minute) { first.rank = look }
            if first.judge < never, first.wald < never, first.z < never, first.rank < never { break }
        }
        return first
    }

    private static func expectedMinutes(_ cell: Cell, _ ratio: Double) -> Double {
        let isNew = ratio * cell.new / (ratio * cell.new + cell.old)
        let wasNew = 1.1 * cell.new / (1.1 * cell.new + cell.old)
        let information = isNew * log(isNew / wasNew) + (1 - isNew) * log((1 - isNew) / (1 - wasNew))
        return log(100) / (information * cell.rate * (ratio * cell.new + cell.old))
    }
}
