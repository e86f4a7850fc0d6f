import Glibc
import Model
import Testing

@Suite struct EpochJudgeTests {
    private func minute(
        _ old: Double, _ new: Double, _ oldErrors: Double, _ newErrors: Double,
        p99: Sides<Double> = MinuteCounts.unmeasured
    ) -> MinuteCounts {
        MinuteCounts(
            requests: Sides(old: old, new: new), errors: Sides(old: oldErrors, new: newErrors), p99: p99)
    }

    /// The minutes, from 1, in which the verdict was `worse`.
    private func worse(_ minutes: [MinuteCounts], percentiles: [Percentile] = []) -> [Int] {
        var judge = EpochJudge(percentiles: percentiles)
        return minutes.indices.filter { judge.add(minutes[$0]) == .worse }.map { $0 + 1 }
    }

    private let calm = OverDispersionTests.calm

    private func calmMinutes(_ count: Int) -> [MinuteCounts] {
        (0..<count).map { minute(900, 100, calm[$0 % 14].old, $0 % 2 == 0 ? 0 : 1) }
    }

    // MARK: Replayed incidents

    @Test func `a slow drift is found before it trebles`() throws {
        var dice = SeededDice(seed: 4)
        let minutes = (0..<180).map { index in
            minute(900, 100, dice.poisson(4.5), dice.poisson(0.5 * (1 + Double(index) / 30)))
        }
        let first = try #require(worse(minutes).first)
        #expect(first > 10)
        #expect(first < 100)
    }

    @Test func `one burst on one side is no alarm`() {
        var minutes = calmMinutes(90)
        minutes[60] = minute(900, 100, 4, 40)
        #expect(worse(minutes).isEmpty)
    }

    /// A `pass` that older minutes have earned does not stand against the last ones.
    @Test func `what the last minutes contradict is no pass`() throws {
        var judge = EpochJudge()
        for minute in calmMinutes(120) { judge.add(minute) }
        #expect(judge.state == .pass)
        var states = (0..<3).map { _ in judge.add(minute(900, 100, 4, 2)) }
        #expect(states.last == .unsure)
        states = (0..<30).map { _ in judge.add(minute(900, 100, 4, 2)) }
        #expect(!states.contains(.pass) && states.last == .worse)
    }

    /// 48 errors of 17,169 requests against 2 of 20,000 are enough for a ratio.
    @Test func `wildly unequal counts are never too few`() {
        var judge = EpochJudge()
        for index in 0..<100 {
            let state = judge.add(minute(200, 172, index % 50 == 10 ? 1 : 0, index % 2 == 0 ? 1 : 0))
            #expect(index < 12 || state != .pass, "minute \(index)")
        }
        #expect(judge.state == .worse)
    }

    @Test func `two glaring minutes need no proof`() {
        let bad = Array(repeating: minute(500, 500, 0, 10), count: 2)
        #expect(worse(Array(repeating: minute(500, 500, 0, 0), count: 60) + bad) == [62])
        var judge = EpochJudge()
        for minute in Array(repeating: minute(500, 500, 0, 0), count: 60) + bad { judge.add(minute) }
        #expect(
            judge.judgement.reason
                == "new fails: 20 of 31000 requests, old 0 of 31000 · two minutes in a row far beyond every minute before"
        )
        #expect(worse(calmMinutes(60) + Array(repeating: minute(900, 100, 4, 12), count: 2)).first == 62)
        // Both sides leap; one minute only; minutes that leapt as far before.
        #expect(worse(calmMinutes(60) + Array(repeating: minute(900, 100, 90, 12), count: 2)).isEmpty)
        #expect(worse(calmMinutes(60) + bad.prefix(1) + calmMinutes(10)).isEmpty)
    }

    @Test func `a burst on both sides is not the migration`() {
        var minutes = calmMinutes(60)
        minutes += Array(repeating: minute(900, 100, 90, 10), count: 5)
        var judge = EpochJudge()
        var reasons: [String] = []
        for minute in minutes {
            #expect(judge.add(minute) != .worse)
            reasons.append(judge.judgement.reason)
        }
        #expect(reasons.last?.hasPrefix("both worse: not the migration; old 0.") == true)
    }

    @Test func `one bad instance of six is found in minutes`() throws {
        // A fifth of what the bad one serves fails: 3.3 % of new's requests.
        var dice = SeededDice(seed: 7)
        let bad = (0..<60).map { _ in minute(9000, 1000, dice.poisson(9), dice.poisson(1 + 1000.0 / 6 * 0.2)) }
        let first = try #require(worse(calmMinutes(60) + bad).first)
        #expect((61...66).contains(first))
    }

    @Test func `a lost metric is blind and nothing else`() {
        var judge = EpochJudge(percentiles: [.p99])
        for minute in calmMinutes(30) {
            var minute = minute
            minute.p99 = Sides(old: 288, new: 290)
            judge.add(minute)
        }
        #expect(judge.add(minute(900, 100, .nan, 1, p99: Sides(old: 288, new: 290))) == .blind)
        #expect(judge.judgement.reason == "cannot see old_errors: missing in this minute")
        #expect(judge.judgement.evidence == nil)
        #expect(judge.add(minute(900, 100, 4, 1, p99: Sides(old: 288, new: .nan))) == .blind)
        #expect(judge.judgement.reason == "cannot see new_p99: missing for 2 minutes")
        #expect(judge.add(minute(900, -1, 4, 1)) == .blind)
        #expect(judge.add(minute(.infinity, 100, 4, 1)) == .blind)
        #expect(judge.add(minute(900, 100, 4, 1, p99: Sides(old: 288, new: 290))) != .blind)
    }

    @Test func `without an error on old there is no ratio to speak of`() throws {
        var judge = EpochJudge()
        for _ in 0..<20 { judge.add(minute(900, 420, 0, 17)) }
        #expect(judge.state == .worse)
        #expect(judge.judgement.reason.hasPrefix("new fails: 340 of 8400 requests, old 0 of 18000 · evidence "))
    }

    /// The minute in which an alarm ends leaves nothing counted: that is no 0 of 0.
    @Test func `a test that began anew says so`() throws {
        var judge = EpochJudge()
        for minute in calmMinutes(60) { judge.add(minute) }
        for _ in 0..<10 { judge.add(minute(900, 100, 4, 12)) }
        #expect(judge.state == .worse)
        var ended = false
        for _ in 0..<400 where !ended { ended = judge.add(minute(900, 100, 4, 0)) != .worse }
        #expect(ended)
        #expect(
            judge.judgement.reason
                == "not yet known: errors are counted anew after an alarm, with no settled minute yet")
        var line = LineBytes(capacity: 80)
        judge.putBriefReason(to: &line)
        #expect(
            String(decoding: line.bytes, as: UTF8.self)
                == "not yet known: counted anew after an alarm, with no settled minute yet")
        judge.add(minute(900, 100, 4, 0))
        #expect(judge.judgement.reason.hasPrefix("not yet known: 0 of 100 requests v 4 of 900"))
    }

    @Test func `settings without sense are blind`() {
        var judge = EpochJudge(settings: JudgeSettings(alpha: 0))
        for minute in calmMinutes(5) { #expect(judge.add(minute) == .blind) }
        #expect(judge.judgement.reason == "cannot judge: alpha must be at least 1e-9 and at most 0.5, not 0.0")
    }

    /// Old's rate rises while its count falls, as it did for those who moved before.
    @Test func `traffic that leaves the old side is no alarm`() {
        let minutes = (0..<60).map { index -> MinuteCounts in
            let left = max(10, 9000 - Double(index) * 300)
            return minute(left, 10_000 - left, max(2, (left * 0.002).rounded()), ((10_000 - left) * 0.002).rounded())
        }
        #expect(worse(minutes).isEmpty)
    }

    @Test func `ten requests a minute with one error are no alarm`() {
        var minutes = Array(repeating: minute(990, 10, 1, 0), count: 60)
        minutes[5] = minute(990, 10, 1, 1)
        #expect(worse(minutes).isEmpty)
        let everyOther = (0..<10).map { minute(90, 10, 1, $0 == 3 ? 1 : 0) }
        #expect(worse(everyOther).isEmpty)
    }

    @Test func `what begins after hours of calm is found soon`() throws {
        let minutes = calmMinutes(240) + Array(repeating: minute(900, 100, 4, 6), count: 30)
        let first = try #require(worse(minutes).first)
        #expect((242...250).contains(first))
    }

    // MARK: Passing

    @Test func `equal sides pass and say why`() {
        var judge = EpochJudge()
        for minute in calmMinutes(120) { judge.add(minute) }
        #expect(judge.state == .pass)
        #expect(judge.judgement.reason.contains("shown to be below ×2"))
    }

    // SciPy: Σ w exp((logpmf(0, n, q) − logpmf(0, n, 0.01)) / 3) reaches 500 with 2,000 requests and not with 1,900.
    @Test func `without errors the limit decides`() {
        var judge = EpochJudge()
        for _ in 0..<19 { #expect(judge.add(minute(900, 100, 0, 0)) == .unsure) }
        for _ in 0..<2 { judge.add(minute(900, 100, 0, 0)) }
        #expect(judge.state == .pass)
        #expect(
            judge.judgement.reason.hasPrefix("no error among 2100 requests on new: the rate is shown to be below 1 %"))
    }

    @Test func `silence is no pass`() {
        var judge = EpochJudge()
        for _ in 0..<60 { judge.add(minute(0, 1000, 0, 0)) }
        #expect(judge.state == .unsure)
        #expect(judge.judgement.reason == "no traffic on old in this minute: nothing to compare")
    }

    // MARK: Calibration in small

    @Test func `equal sides are seldom called worse`() {
        var dice = SeededDice(seed: 11)
        var alarms = 0
        for run in 0..<60 {
            var judge = EpochJudge()
            for _ in 0..<120 {
                let isBursty = run % 2 == 0
                let errors = Sides(
                    old: isBursty ? 5 * dice.poisson(0.9) : dice.poisson(4.5),
                    new: isBursty ? 5 * dice.poisson(0.1) : dice.poisson(0.5))
                if judge.add(MinuteCounts(requests: Sides(old: 900, new: 100), errors: errors)) == .worse {
                    alarms += 1
                    break
                }
            }
        }
        #expect(alarms <= 3)
    }

    @Test func `a doubling is found about when it was said`() throws {
        var dice = SeededDice(seed: 12)
        var found: [Int] = []
        for _ in 0..<40 {
            let minutes = (0..<200).map { _ in minute(900, 100, dice.poisson(4.5), dice.poisson(1)) }
            found.append(worse(minutes).first ?? 200)
        }
        #expect((25...60).contains(found.sorted()[20]))
    }

    @Test func `absolute limits hold with hysteresis`() {
        var judge = EpochJudge(settings: JudgeSettings(limits: Limits(errorPercent: 5)))
        judge.add(minute(1000, 1000, 1, 90))
        #expect(judge.state != .worse)
        judge.add(minute(1000, 1000, 1, 90))
        #expect(judge.state == .worse)
        #expect(judge.judgement.reason == "9 % of new's requests fail, over the limit of 5 %")
    }
}

/// Random counts from a seed, for tests.
struct SeededDice {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private mutating func unit() -> Double { random.unit() + 0x1p-54 }

    /// A Poisson count: how many exponential waits fit into one.
    mutating func poisson(_ mean: Double) -> Double {
        var (count, sum) = (-1.0, 0.0)
        while sum < mean {
            count += 1
            sum -= log(unit())
        }
        return count
    }
}
