import Model
import Testing

@testable import Simulation

@Suite("The deploy job")
struct DeployJobTests {
    private static let start = Moment(milliseconds: 1_795_411_800_000)
    private let start = Self.start

    /// A job with its records, advanced every five seconds from an hour before the start.
    private struct Night {
        var job: DeployJob
        var records: SimulatedRoute53
        var now: Moment
        /// Weights on new as they were set, with the seconds since the start.
        var made: [(at: Double, percent: Int)] = []

        init(_ plan: DeployPlan, seed: UInt64 = 1) {
            now = DeployJobTests.start - 3600
            job = DeployJob(plan: plan, start: DeployJobTests.start, begin: now)
            records = SimulatedRoute53(service: "api", ttl: 60, percent: job.percent, seed: seed)
        }

        mutating func run(
            to seconds: Double, _ standing: (Double) -> DeployJob.Standing = { _ in DeployJob.Standing() }
        ) {
            while now <= DeployJobTests.start + seconds {
                let at = now.seconds(since: DeployJobTests.start)
                let before = records.last
                job.step(at: now, standing: { standing(at) }, route53: &records)
                if let last = records.last, last != before { made.append((at, last.weights.new)) }
                now = now + 5
            }
        }

        var percents: [Int] { made.map(\.percent) }
    }

    private let plan = DeployPlan(steps: [5, 10, 25, 50, 100], bake: 900, share: 25, since: 600)

    /// Seconds between the moment at which a step was set and the next: INSYNC, the bake, and a refusal or two.
    private let between = 900.0...985

    @Test func `history is what the plan says, and the demo begins in the midst of it`() {
        var night = Night(plan)
        #expect(night.job.percent == 0, "four steps of a quarter of an hour lie within the hour but for the first")
        night.run(to: 0)
        #expect(night.percents == [5, 10, 25])
        #expect(abs((night.made.last?.at ?? 0) + 600) <= 25)
        #expect(night.job.percent == 25)
        let quiet = Night(DeployPlan(steps: [5, 10, 25], bake: 900, share: 10, since: 7200))
        #expect(quiet.job.percent == 10 && !quiet.job.isDone)
    }

    @Test func `each step comes a bake after the last one was INSYNC, up to the last`() {
        for seed in 0..<20 {
            var night = Night(plan, seed: UInt64(seed))
            night.run(to: 7200)
            #expect(night.percents == [5, 10, 25, 50, 100])
            let ends = night.made.suffix(3).map(\.at)
            for (from, to) in zip(ends, ends.dropFirst()) { #expect(between.contains(to - from), "\(to - from)") }
            #expect(night.job.isDone)
        }
    }

    @Test func `a pause holds at whatever moment it comes, and what was left of the bake is waited after it`() {
        var free = Night(plan)
        free.run(to: 2000)
        let due = free.made.last { $0.percent == 50 }?.at ?? 0
        for begin in stride(from: -590.0, through: due, by: 35) {
            let end = begin + 1800
            var night = Night(plan)
            night.run(to: 4000) { DeployJob.Standing(isPaused: $0 >= begin && $0 < end) }
            let step = night.made.first { $0.percent == 50 }?.at ?? 0
            #expect(step >= end + 60, "paused at \(begin), stepped at \(step)")
            let expected = end + min(900, max(60, due - begin))
            #expect((expected - 15...expected + 40).contains(step), "paused at \(begin): \(step), not \(expected)")
        }
    }

    @Test func `a pause after the last step changes nothing`() {
        var night = Night(plan)
        night.run(to: 7200)
        let count = night.made.count
        night.run(to: 9000) { DeployJob.Standing(isPaused: $0 < 8000) }
        #expect(night.made.count == count && night.records.weights.new == 100)
    }

    @Test func `a roll back sets 100/0 at once, paused or not, and stays there until somebody resumes`() {
        for isPausedBefore in [false, true] {
            for moment in stride(from: -580.0, through: 1200, by: 70) {
                var night = Night(plan)
                night.run(to: 6000) { at in
                    guard at >= moment else { return DeployJob.Standing(isPaused: isPausedBefore && at >= moment - 60) }
                    return DeployJob.Standing(isPaused: true, rollBackAt: start + moment)
                }
                let back = night.made.last
                #expect(back?.percent == 0 && night.job.percent == 0)
                #expect(
                    (moment...moment + 85).contains(back?.at ?? 0), "ordered at \(moment), done at \(back?.at ?? 0)")
                #expect(night.percents.count { $0 == 0 } == 1)
            }
        }
    }

    @Test func `after a roll back and a resume the plan begins anew, and another roll back is obeyed as well`() {
        var night = Night(plan)
        let (first, resumed, second) = (100.0, 700.0, 2500.0)
        night.run(to: 6000) { at in
            if at >= second { return DeployJob.Standing(isPaused: true, rollBackAt: start + second) }
            if at >= first && at < resumed { return DeployJob.Standing(isPaused: true, rollBackAt: start + first) }
            return DeployJob.Standing()
        }
        #expect(night.percents == [5, 10, 25, 0, 5, 10, 0])
        let again = night.made[4].at
        #expect((resumed + 60...resumed + 145).contains(again), "\(again)")
    }

    @Test func `somebody else's weights are not noticed: the next step overwrites them`() {
        var night = Night(plan)
        night.run(to: 0)
        night.records.setByHand(old: 0, new: 100, at: start)
        night.run(to: 600)
        #expect(night.percents == [5, 10, 25, 50])
    }

    @Test func `it asks for its standing once a step`() {
        var night = Night(plan)
        var count = 0
        night.run(to: -3500) { _ in
            count += 1
            return DeployJob.Standing()
        }
        #expect(count == 21)
    }
}
