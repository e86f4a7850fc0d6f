import Model
import Store
import Testing

@testable import Poll

@Suite("When a source is asked next")
struct ScheduleTests {
    let start = PollFixture.noon

    private func wait(_ source: Source, failures: Int = 0, took: Double = 0.2, chance: Double = 0.5) -> Double {
        let now = start + took
        return Schedule(source: source).next(after: start, now: now, failures: failures, chance: chance).seconds(
            since: now)
    }

    @Test func `at its pace from the begin of the last poll, a tenth more or less`() {
        #expect(abs(wait(.ecs) - 9.8) < 0.01)
        #expect(abs(wait(.ecs, chance: 0) - 8.8) < 0.01)
        #expect(abs(wait(.ec2, chance: 1) - 32.8) < 0.01)
        #expect(wait(.ecs, took: 30) == 0, "a poll that took too long is followed at once")
    }

    @Test func `failures double the wait up to a minute, success ends that at once`() {
        #expect((1...5).map { wait(.ecs, failures: $0).rounded() } == [10, 20, 40, 60, 60])
        #expect((1...3).map { wait(.route53, failures: $0).rounded() } == [30, 60, 60])
        #expect((1...4).map { wait(.cloudWatch, failures: $0).rounded() } == [15, 30, 60, 60])
        #expect(wait(.ecs, failures: 500).isFinite)
        #expect(abs(wait(.ecs, failures: 0) - 9.8) < 0.01)
    }

    @Test func `CloudWatch is asked 10 to 15 s after the turn of the minute, once in each`() {
        // From 05:32:07 on: the next turn is 05:33, since 05:32:12 would be too soon.
        let schedule = Schedule(source: .cloudWatch)
        let next = schedule.next(after: start, now: start + 1, failures: 0, chance: 0.5)
        #expect(next.iso8601 == "2026-11-23T05:33:12.500Z")
        let afterThat = schedule.next(after: next, now: next + 1, failures: 0, chance: 0)
        #expect(afterThat.iso8601 == "2026-11-23T05:34:10Z")
        let late = schedule.next(after: next + 40, now: next + 41, failures: 0, chance: 1)
        #expect(late.iso8601 == "2026-11-23T05:35:15Z")
    }

    @Test func `a poll may take less than its pace`() {
        for source in Source.allCases { #expect(Schedule.deadline(of: source) < source.pace) }
    }
}

@Suite("How a source fares")
struct SourceHealthTests {
    let now = PollFixture.noon

    @Test func `two failures in a row are an event, and so is the first answer after them`() {
        var health = SourceHealth(source: .ecs, stored: nil)
        #expect(health.take(PollResult(answered: true), began: now, ended: now + 0.25).isEmpty)
        #expect(health.reading.milliseconds == 250 && health.reading.lastSuccess == now + 0.25)
        #expect(health.take(.failed("denied"), began: now + 10, ended: now + 11).isEmpty)
        let ceased = health.take(.failed("denied"), began: now + 20, ended: now + 21)
        #expect(ceased.map(\.after) == ["silent"] && ceased[0].reason == "denied")
        #expect(health.take(.failed("denied"), began: now + 30, ended: now + 31).isEmpty)
        #expect(
            health.reading.failures == 3 && health.reading.error == "denied" && health.reading.lastSuccess == now + 0.25
        )
        let began = health.take(PollResult(answered: true), began: now + 120, ended: now + 120.25)
        #expect(began.map(\.reason) == ["ECS answers again after 2 min"])
        #expect(health.reading.failures == 0 && health.reading.error == nil)
    }

    @Test func `an answer in part is a success with an error`() {
        var health = SourceHealth(source: .ecs, stored: nil)
        _ = health.take(PollResult(problems: ["a", "b", "c", "d"], answered: true), began: now, ended: now + 1)
        #expect(health.reading.error == "a; b; and 2 more problems")
        #expect(health.reading.failures == 0 && health.reading.lastSuccess == now + 1)
    }

    @Test func `a restart while a source is silent says nothing twice`() {
        let stored = Reading(source: .ecs, lastTry: now, lastSuccess: now - 600, error: "denied", failures: 7)
        var health = SourceHealth(source: .ecs, stored: stored)
        #expect(health.take(.failed("denied"), began: now, ended: now).isEmpty)
        #expect(health.take(PollResult(answered: true), began: now, ended: now + 5).count == 1)
    }
}

@Suite("The ledger")
struct LedgerTests {
    let now = PollFixture.noon

    private func share(_ old: Int, _ new: Int) -> PollResult {
        let weight = WeightReading(type: "A", old: old, new: new, ttl: 60)
        return PollResult(shares: ["api": ShareReading(weights: [weight])], answered: true)
    }

    @Test func `a change of weights is told once, with the weights before and after`() {
        let ledger = ChangeTracker(configuration: PollFixture.configuration, board: nil)
        let first = ledger.tick(of: share(90, 10), from: .route53, began: now, ended: now)
        #expect(first.shareChanged.isEmpty && first.events.isEmpty)
        ledger.delivered(first)
        let second = ledger.tick(of: share(75, 25), from: .route53, began: now + 30, ended: now + 30)
        #expect(second.shareChanged == ["api"])
        #expect(second.events.map(\.reason) == ["25 % on new"])
        #expect(second.events[0].before == "90/10" && second.events[0].after == "75/25")
        ledger.delivered(second)
        #expect(ledger.tick(of: share(75, 25), from: .route53, began: now + 60, ended: now + 60).events.isEmpty)
    }

    @Test func `what a lost tick said is said with the next one`() {
        let ledger = ChangeTracker(configuration: PollFixture.configuration, board: nil)
        ledger.delivered(ledger.tick(of: share(90, 10), from: .route53, began: now, ended: now))
        let lost = ledger.tick(of: share(75, 25), from: .route53, began: now + 30, ended: now + 30)
        ledger.lost(lost)
        let other = ledger.tick(of: PollResult(answered: true), from: .ecs, began: now + 31, ended: now + 31)
        #expect(other.events == lost.events && other.shareChanged.isEmpty)
        ledger.lost(other)
        let again = ledger.tick(of: share(75, 25), from: .route53, began: now + 60, ended: now + 60)
        #expect(again.events == lost.events && again.shareChanged == ["api"])
        ledger.delivered(again)
        let quiet = ledger.tick(of: share(75, 25), from: .route53, began: now + 90, ended: now + 90)
        #expect(quiet.events.isEmpty && quiet.shareChanged.isEmpty)
    }

    @Test func `CloudWatch's points count as read only once they are stored`() {
        let ledger = ChangeTracker(configuration: PollFixture.configuration, board: nil)
        let tick = ledger.tick(of: PollResult(answered: true), from: .cloudWatch, began: now, ended: now + 1)
        ledger.lost(tick)
        #expect(ledger.context(at: now).metricsReadAt == nil)
        ledger.delivered(tick)
        #expect(ledger.context(at: now).metricsReadAt == now)
        let failed = ledger.tick(of: .failed("x"), from: .cloudWatch, began: now + 60, ended: now + 61)
        ledger.delivered(failed)
        #expect(ledger.context(at: now).metricsReadAt == now && ledger.failures(of: .cloudWatch) == 1)
    }
}
