import Glibc
import Model

/// Latencies of both sides with a daily drift: false alarms while they are alike, and how soon +25 % is found.
struct LatencyTrials {
    let scale: Double

    func run() {
        let runs = Int(2000 * scale)
        print("### Latency at 900/100 requests a minute, p95 and p99, tolerated ratio 1.2\n")
        print(
            "Both sides drift by 30 % with the hour; each minute's percentile has noise of its own. \(runs) runs a row.\n"
        )
        print(
            "| truth | from minute | noise of one side's percentile | `worse` within 240 looks | within 2,000 | median minutes |"
        )
        print("|---|---|---|---|---|---|")
        for (truth, onset, noise) in [
            (1.0, 0, 0.02), (1.0, 0, 0.1), (1.0, 0, 0.3), (1.25, 0, 0.005), (1.25, 0, 0.01), (1.25, 0, 0.02),
            (1.25, 0, 0.05), (1.25, 60, 0.01), (1.25, 120, 0.01), (1.25, 60, 0.02), (1.25, 120, 0.02),
            (1.25, 120, 0.05), (1.5, 0, 0.05), (1.5, 120, 0.05), (2, 0, 0.05), (2, 60, 0.05), (2, 120, 0.05),
            (2, 0, 0.2), (2, 120, 0.2),
        ] {
            var dice = Dice(seed: UInt64(90_000 + truth * 100 + noise * 1000) + UInt64(onset))
            var found: [Int] = []
            for _ in 0..<runs { found.append(trial(truth, onset, noise, &dice)) }
            let short = found.count { $0 <= 240 }
            let long = found.count { $0 <= 2000 }
            let middle = median(found) > 2000 ? "–" : "\(median(found))"
            print(
                "| ×\(truth) | \(onset) | \(noise * 100) % | \(percent(short, of: runs)) | \(percent(long, of: runs)) | \(middle) |"
            )
        }
        print("")
    }

    /// Minutes from the onset to `worse`; 0 where it was said before.
    private func trial(_ truth: Double, _ onset: Int, _ noise: Double, _ dice: inout Dice) -> Int {
        var judge = EpochJudge(percentiles: [.p95, .p99])
        for look in 1...(onset + 2000) {
            let truth = look > onset ? truth : 1
            let drift = 1 + 0.3 * sin(Double(look) * 2 * Double.pi / 1440)
            func side(_ base: Double) -> Double { base * drift * exp(noise * dice.normal()) }
            let minute = MinuteCounts(
                requests: Sides(old: 900, new: 100),
                errors: Sides(old: dice.poisson(0.9), new: dice.poisson(0.1)),
                p95: Sides(old: side(150), new: side(150 * truth)), p99: Sides(old: side(288), new: side(288 * truth)))
            if judge.add(minute) == .worse { return max(0, look - onset) }
        }
        return .max
    }
}
