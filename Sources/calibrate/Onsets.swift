import Glibc
import Model

/// A fault that begins at a minute of an epoch that was calm until then: how long each test takes, and how often the
/// judge still says `pass`.
struct Onsets {
    let scale: Double
    static let span = 240

    private static let truths: [(cell: Cell, ratio: Double)] = [
        (Cell(old: 900, new: 100, rate: 0.005), 2), (Cell(old: 900, new: 100, rate: 0.005), 4),
        (Cell(old: 900, new: 100, rate: 0.005), 10), (Cell(old: 500, new: 500, rate: 0.005), 2),
        (Cell(old: 500, new: 500, rate: 0.005), 4), (Cell(old: 500, new: 500, rate: 0.005), 10),
        (Cell(old: 500, new: 500, rate: 0.0001), 200), (Cell(old: 900, new: 100, rate: 0.0001), 60),
        (Cell(old: 9000, new: 1000, rate: 0.005), 2), (Cell(old: 9000, new: 1000, rate: 0.005), 4),
        (Cell(old: 9000, new: 1000, rate: 0.005), 10), (Cell(old: 9000, new: 1000, rate: 0.0001), 4),
        (Cell(old: 9000, new: 1000, rate: 0.0001), 10),
    ]

    func run() {
        let runs = max(20, Int(1000 * scale))
        print("### A fault that begins later: median minutes from its first minute to `worse`\n")
        print(
            "Errors arrive by themselves; \(runs) runs a row; CUSUM knows the ratio, and errs in 1 % of 240 minutes.\n")
        print(
            "| old/new a minute | errors | truth | onset | judge | CUSUM | judge ÷ CUSUM | Netflix | GAVI | `pass` after the third bad minute "
                + "| `pass` after twice CUSUM's median |")
        print("|---|---|---|---|---|---|---|---|---|---|---|")
        for (index, (cell, ratio)) in Self.truths.enumerated() {
            var dice = Dice(seed: UInt64(30_000 + index))
            let bar = threshold(cell, ratio, &dice)
            for onset in [0, 60, 120] {
                var found = (judge: [Int](), cusum: [Int](), netflix: [Int](), gavi: [Int](), passes: [Int]())
                for _ in 0..<runs {
                    let one = trial(cell, ratio, onset, bar, &dice)
                    found.judge.append(one.judge)
                    found.cusum.append(one.cusum)
                    found.netflix.append(one.netflix)
                    found.gavi.append(one.gavi)
                    found.passes.append(one.lastPass)
                }
                let (judge, cusum) = (median(found.judge), median(found.cusum))
                let times = Double(Int((Double(judge) / Double(cusum) * 100).rounded())) / 100
                row(
                    "| \(cell.name) | ×\(ratio) | \(onset) | \(minutes(judge)) | \(cusum) "
                        + "| \(times)\(cusum < 5 ? " (under 5 min)" : "") "
                        + "| \(minutes(median(found.netflix))) | \(minutes(median(found.gavi))) "
                        + "| \(percent(found.passes.count { $0 > 3 }, of: runs)) "
                        + "| \(percent(found.passes.count { $0 > 2 * cusum }, of: runs)) |")
            }
        }
        print("")
    }

    private func minutes(_ median: Int) -> String { median > Self.span ? "> \(Self.span)" : "\(median)" }

    /// The minutes of one run from the onset on: each test's first `worse`, and the judge's last `pass` before its own.
    private struct Found {
        var judge = Int.max
        var cusum = Int.max
        var netflix = Int.max
        var gavi = Int.max
        var lastPass = 0

        var isWhole: Bool { max(judge, cusum, netflix, gavi) < .max }
    }

    /// What the CUSUM of two sides that are alike exceeds in 1 % of 240 minutes.
    private func threshold(_ cell: Cell, _ ratio: Double, _ dice: inout Dice) -> Double {
        var peaks: [Double] = []
        for _ in 0..<4000 {
            var test = CUSUM(ratio: ratio)
            var peak = 0.0
            for _ in 0..<Self.span {
                test.add(cell.minute(1, .poisson, &dice))
                peak = max(peak, test.sum)
            }
            peaks.append(peak)
        }
        return peaks.sorted()[peaks.count * 99 / 100]
    }

    private func trial(_ cell: Cell, _ ratio: Double, _ onset: Int, _ bar: Double, _ dice: inout Dice) -> Found {
        var judge = EpochJudge()
        var cusum = CUSUM(ratio: ratio)
        var netflix = MultinomialTest()
        var gavi = GAVITest()
        for _ in 0..<onset {
            let minute = cell.minute(1, .poisson, &dice)
            judge.add(minute.counts)
            cusum.add(minute)
            _ = netflix.isWorse(minute)
            _ = gavi.isWorse(minute)
        }
        var first = Found()
        for look in 1...Self.span {
            let minute = cell.minute(ratio, .poisson, &dice)
            if first.judge == .max {
                switch judge.add(minute.counts) {
                case .worse: first.judge = look
                case .pass: first.lastPass = look
                case .unsure, .blind: break
                }
            }
            if first.cusum == .max {
                cusum.add(minute)
                if cusum.sum >= bar { first.cusum = look }
            }
            if first.netflix == .max, netflix.isWorse(minute) { first.netflix = look }
            if first.gavi == .max, gavi.isWorse(minute) { first.gavi = look }
            if first.isWhole { break }
        }
        return first
    }
}

/// Page's test of one true ratio against sides that are alike: the sum begins anew whenever it falls below zero.
struct CUSUM {
    private(set) var sum = 0.0
    let ratio: Double

    init(ratio: Double) { self.ratio = ratio }

    mutating func add(_ minute: Counted) {
        let all = minute.oldErrors + minute.newErrors
        let (old, new) = (minute.old, minute.new)
        sum = max(0, sum + minute.newErrors * log(ratio) - all * log((ratio * new + old) / (new + old)))
    }
}
