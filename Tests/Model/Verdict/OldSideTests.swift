import Model
import Testing

/// The absolute limits hold for old as well: an outage there is said, and not laid at new's door.
@Suite struct OldSideTests {
    var fixture = BoardFixture()

    private func newest(_ values: Double..., then rest: Double = 0) -> [Double?] {
        values + Array(repeating: rest, count: 30 - values.count)
    }

    @Test mutating func `errors on old alone are said and marked`() {
        fixture.old[.target5xx] = newest(1161, 1161)
        #expect(fixture.verdict.state == .unsure && fixture.verdict.subject == "old 5xx")
        #expect(
            fixture.verdict.detail
                == "old is over its limit: 5xx 13 % on old, over 1 %: 2322 errors in 2 settled minutes")
        #expect(fixture.verdict.since == Minute.settled(at: BoardFixture.now).advanced(by: -1).start)
        #expect(fixture.board.excess(.old, of: fixture.service) == Excess(errors: true))
        #expect(fixture.board.excess(.new, of: fixture.service) == Excess())
        fixture.old[.target5xx] = newest(1161)
        #expect(fixture.verdict.subject != "old 5xx", "one minute is not enough")
        #expect(fixture.board.excess(.old, of: fixture.service) == Excess())
    }

    @Test mutating func `latency on old alone is said and marked`() {
        fixture.limits.p99 = 500
        fixture.old[.p99] = newest(707, 640, 610, then: 300)
        #expect(fixture.verdict.state == .unsure && fixture.verdict.subject == "old p99")
        #expect(fixture.verdict.reason == "old is slow: p99 707 ms, new 300 ms, limit 500 ms")
        #expect(fixture.verdict.detail == "old is over its limit: p99 707 ms on old, over 500 ms for 3 settled minutes")
        #expect(fixture.verdict.since == Minute.settled(at: BoardFixture.now).advanced(by: -2).start)
        #expect(fixture.board.excess(.old, of: fixture.service) == Excess(latency: true))
        fixture.old[.p99] = newest(707, 640, then: 300)
        #expect(fixture.verdict.state == .pass)
    }

    @Test mutating func `an outage on old does not hide behind a pause`() {
        fixture.old[.target5xx] = newest(1161, 1161)
        fixture.new[.requests] = Array(repeating: 0, count: 30)
        fixture.new[.p99] = []
        var board = fixture.board
        board.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 100, new: 0, ttl: 60)
        board.services[0].pause = Pause(
            order: 1, by: "mika@bastion", at: BoardFixture.now, reason: "p99 up", ofAll: false, isRollBack: true)
        #expect(board.headline.level == .care)
        #expect(board.headline.text.hasPrefix("old fails 12.9 % of requests"))
        fixture.old[.target5xx] = newest()
        board.services[0].old.series = fixture.board.services[0].old.series
        #expect(board.headline.level == .goingBack)
    }

    @Test mutating func `unhealthy targets of new do not hide it either`() {
        fixture.old[.target5xx] = newest(1161, 1161)
        fixture.counts.healthy = 5
        fixture.counts.unhealthy = 1
        #expect(fixture.verdict.subject == "old 5xx")
        fixture.counts.healthy = 0
        #expect(fixture.verdict.state == .worse && fixture.verdict.subject == "targets")
    }

    @Test mutating func `what is worse on new comes first`() {
        fixture.limits.p99 = 500
        fixture.old[.p99] = newest(then: 707)
        fixture.new[.p99] = newest(then: 707)
        #expect(fixture.verdict.subject == "both p99")
        fixture.old[.target5xx] = newest(1161, 1161)
        #expect(fixture.verdict.subject == "old 5xx")
        fixture.new[.target5xx] = newest(300, 300)
        #expect(fixture.verdict.state == .worse && fixture.verdict.subject == "5xx")
    }

    @Test mutating func `a latency that lasts is not hidden by errors that begin`() {
        fixture.new[.p99] = newest(then: 412)
        fixture.new[.target5xx] = newest(15)
        #expect(fixture.verdict.state == .worse && fixture.verdict.subject == "p99")
    }

    @Test mutating func `both over the limit is not the migration`() {
        fixture.new[.target5xx] = newest(15, 15)
        fixture.old[.target5xx] = newest(150, 150)
        #expect(fixture.verdict.state == .unsure)
        #expect(
            fixture.verdict.reason
                == "both sides fail: 1.50 % of requests on new, 1.67 % on old; look at what they share")
    }

    /// 500 requests a minute on each side: the limit of 3 standard errors lies near 18 % beside 10 % on old.
    @Test(arguments: [(50.0, false), (80, false), (120, true), (200, true)])
    mutating func `two noisy counts of one outage are not told apart`(failed: Double, isWorse: Bool) {
        fixture.old[.requests] = Array(repeating: 500, count: 30)
        fixture.new[.requests] = Array(repeating: 500, count: 30)
        fixture.old[.target5xx] = newest(50, 50)
        fixture.new[.target5xx] = newest(failed, failed)
        #expect(fixture.verdict.state == (isWorse ? .worse : .unsure))
        #expect(fixture.verdict.subject == (isWorse ? "5xx" : "both 5xx"))
    }

    @Test mutating func `one minute of both names both`() {
        fixture.new[.target5xx] = newest(200)
        fixture.old[.target5xx] = newest(1710)
        #expect(
            fixture.verdict.detail == "5xx 20 % on new and 19 % on old, both over 1 %, so far 1 of 2 settled minutes: "
                + "look at what they share")
        fixture.old[.target5xx] = newest(180)
        #expect(
            fixture.verdict.detail == "5xx 20 % on new v 2 % on old, over 1 %, so far 1 of 2 settled minutes")
    }

    @Test mutating func `an accident on the last of old does not excuse new`() {
        fixture.old[.requests] = Array(repeating: 25, count: 30)
        fixture.old[.target5xx] = newest(1)
        fixture.new[.target5xx] = newest(18, 18)
        #expect(fixture.verdict.state == .worse && fixture.verdict.subject == "5xx")
    }

    @Test mutating func `a load balancer that answers alone is not silent`() {
        fixture.new[.requests] = Array(repeating: 0, count: 30)
        fixture.new[.p99] = []
        fixture.new[.balancer5xx] = newest(40, 40)
        #expect(fixture.verdict.state == .worse && fixture.verdict.subject == "5xx")
    }

    @Test mutating func `both latencies are noise until new is slower for long`() {
        fixture.limits.p99 = 350
        fixture.old[.p99] = newest(then: 360)
        fixture.new[.p99] = newest(460, then: 365)
        #expect(fixture.verdict.subject == "both p99")
        fixture.new[.p99] = newest(then: 460)
        #expect(fixture.verdict.state == .worse)
    }

    @Test func `a matter is what the timeline tells`() {
        func topic(_ matter: Verdict.Matter) -> Verdict.Matter? { matter.topic }
        #expect(topic(.errors(.new)) == .errors(.new) && topic(.targets) == .targets)
        #expect(topic(.latency(.p95, .new)) == .latency(.p99, .new))
        #expect(topic(.latency(.p95, .both)) == .latency(.p99, .both) && topic(.errors(.old)) == .errors(.old))
        #expect(topic(.undecided(minutes: 79)) == nil && topic(.tooEarly) == nil && topic(.source(.ecs)) == nil)
    }

    @Test func `a matter has one or two words`() {
        let words = [
            Verdict.Matter.errors(.both), .latency(.p95, .old), .undecided(minutes: 9), .undecided(minutes: 1441),
            .source(.cloudWatch),
        ].map(\.word)
        #expect(words == ["both 5xx", "old p95", "9 min", "> 1 d", Source.cloudWatch.title])
        #expect(Verdict(.pass, reason: "").subject.isEmpty)
    }
}
