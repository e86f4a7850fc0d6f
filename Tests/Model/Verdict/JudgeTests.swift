import Model
import Testing

@Suite struct JudgeTests {
    var fixture = BoardFixture()

    @Test func `equal sides pass`() {
        #expect(fixture.verdict.state == .pass)
        #expect(fixture.board.headline.level == .go)
    }

    @Test mutating func `ten errors over two minutes above the limit are worse`() {
        fixture.new[.target5xx] = [15, 15] + Array(repeating: 0, count: 28)
        #expect(fixture.verdict.state == .worse)
        #expect(fixture.verdict.detail == "5xx 1.5 % on new v 0 % on old, over 1 %: 30 errors in 2 settled minutes")
        #expect(fixture.verdict.reason == "new fails 1.50 % of requests, old 0 %, limit 1 %")
        #expect(fixture.verdict.proof == 1)
        #expect(fixture.verdict.since == Minute.settled(at: BoardFixture.now).advanced(by: -1).start)
        #expect(fixture.board.headline.level == .back)
    }

    @Test mutating func `one minute is not enough`() {
        fixture.new[.target5xx] = [15, 0] + Array(repeating: 0, count: 28)
        #expect(fixture.verdict.state == .unsure)
        #expect(fixture.verdict.subject == "5xx")
        #expect(fixture.verdict.detail == "5xx 1.5 % on new, over 1 %, so far 1 of 2 settled minutes")
        fixture.new[.requests] = Array(repeating: 100, count: 30)
        fixture.new[.target5xx] = [4, 4] + Array(repeating: 0, count: 28)
        #expect(fixture.verdict.detail == "5xx 4 % on new, over 1 %, but only 8 errors in 2 settled minutes")
    }

    @Test mutating func `a run begins with its first minute`() {
        fixture.new[.target5xx] = Array(repeating: 15, count: 12) + [0] + Array(repeating: 15, count: 17)
        #expect(fixture.verdict.since == Minute.settled(at: BoardFixture.now).advanced(by: -11).start)
    }

    @Test mutating func `ten requests a minute with one error is no alarm`() {
        fixture.new[.requests] = Array(repeating: 10, count: 30)
        fixture.new[.target5xx] = [1, 1] + Array(repeating: 0, count: 28)
        #expect(fixture.verdict.state == .unsure)
    }

    @Test mutating func `errors of the balancer count unless it is shared`() {
        fixture.new[.balancer5xx] = [15, 15] + Array(repeating: 0, count: 28)
        #expect(fixture.verdict.state == .worse)
        #expect(fixture.board.errorPercent(.new, of: fixture.service).value == 1.5)
    }

    @Test mutating func `traffic that leaves the old side does not alarm`() {
        fixture.old[.requests] = [10, 100, 1000] + Array(repeating: 9000, count: 27)
        fixture.old[.target5xx] = [2, 3, 4] + Array(repeating: 4, count: 27)
        #expect(fixture.verdict.state == .pass)
    }

    @Test(arguments: [(3, Verdict.State.pass, ""), (13, .unsure, "p99"), (20, .worse, "p99")])
    mutating func `latency wants proof`(minutes: Int, state: Verdict.State, subject: String) {
        fixture.new[.p99] = Array(repeating: 412, count: minutes) + Array(repeating: 300, count: 30 - minutes)
        #expect(fixture.verdict.state == state)
        #expect(fixture.verdict.subject == subject)
        #expect(
            fixture.verdict.detail.contains("p99 412 ms > 1.2 × 300 ms, over in \(minutes) of the last 30 minutes"))
    }

    @Test mutating func `a multiple of olds time is no question of proof`() {
        fixture.new[.p99] = [900, 900, 900] + Array(repeating: 300, count: 27)
        #expect(fixture.verdict.state == .worse)
        #expect(
            fixture.verdict.detail
                == "p99 900 ms > 1.2 × 300 ms, over in 3 of the last 30 minutes · more than 2.6 × old "
                + "for 3 minutes in a row")
        #expect(fixture.verdict.since == Minute.settled(at: BoardFixture.now).start)
        fixture.new[.p99]?[2] = 440
        #expect(fixture.verdict.state != .worse)
    }

    @Test mutating func `a sudden doubling takes three minutes`() {
        fixture.new[.p99] = [600, 590, 610] + Array(repeating: 300, count: 27)
        #expect(fixture.verdict.state == .worse)
        #expect(fixture.verdict.detail.hasSuffix(" · more than 1.5 × old for 3 minutes in a row"))
        // Not where the minutes before leapt as far.
        for index in stride(from: 3, to: 30, by: 3) { fixture.new[.p99]?[index] = 590 }
        #expect(fixture.verdict.state != .worse)
    }

    @Test mutating func `a limit is held until three minutes are back within it`() {
        fixture.new[.target5xx] = [0, 0, 15, 15] + Array(repeating: 0, count: 26)
        #expect(fixture.verdict.state == .worse)
        #expect(
            fixture.verdict.detail
                == "5xx 1.5 % on new v 0 % on old, over 1 %: 30 errors in 2 settled minutes; back within it for "
                + "2 settled minutes of 3")
        fixture.new[.target5xx] = [0, 0, 0, 15, 15] + Array(repeating: 0, count: 25)
        #expect(fixture.verdict.state != .worse)
    }

    @Test mutating func `an absolute limit holds without the old side`() {
        fixture.limits.p99 = 350
        fixture.old[.p99] = Array(repeating: 345, count: 30)
        fixture.new[.p99] = Array(repeating: 360, count: 30)
        #expect(fixture.verdict.state == .worse)
        #expect(fixture.verdict.detail == "p99 360 ms on new v 345 ms on old (+4 %), over 350 ms for 3 settled minutes")
        #expect(fixture.verdict.reason == "new is slow: p99 360 ms, old 345 ms, limit 350 ms")
        fixture.old[.p99] = Array(repeating: 355, count: 30)
        #expect(fixture.verdict.subject == "both p99")
    }

    @Test mutating func `a limit that was just passed does not hide what is proved`() {
        fixture.limits.p99 = 400
        fixture.new[.p99] = [412] + Array(repeating: 390, count: 29)
        #expect(fixture.verdict.state == .worse)
        #expect(
            fixture.verdict.detail.hasPrefix("p99 412 ms > 1.2 × 300 ms, over in 30 of the last 30 minutes · evidence ")
        )
    }

    @Test mutating func `few requests are judged by p95`() {
        fixture.new[.requests] = Array(repeating: 90, count: 30)
        fixture.new[.p99] = Array(repeating: 9000, count: 30)
        #expect(fixture.verdict.state == .pass)
        fixture.new[.p95] = Array(repeating: 900, count: 30)
        #expect(fixture.verdict.state == .worse)
        #expect(fixture.verdict.subject == "p95")
    }

    @Test mutating func `too few requests are said with their number`() {
        fixture.new[.requests] = Array(repeating: 12, count: 30)
        #expect(fixture.verdict.state == .unsure)
        #expect(fixture.verdict.subject == "2 h 19 min")
        #expect(
            fixture.verdict.detail.hasPrefix(
                "not yet known: 0 of 360 requests v 0 of 270000 · evidence 0.4 of 2100 · no error on old yet to reckon "
                    + "when a doubling would be proved · new would be shown to be below 1 % in about 2 h 19 min"))
    }

    @Test mutating func `a burst of long ago does not forbid a pass for ever`() {
        func burst(_ ago: Int) -> [Double] { (0..<30).map { $0 == ago ? 12 : 0 } }
        fixture.new[.target5xx] = burst(5)
        #expect(fixture.verdict.state == .unsure, "of five minutes ago it does")
        fixture.new[.target5xx] = burst(28)
        #expect(fixture.verdict.state == .pass)
        #expect(
            fixture.verdict.detail.hasPrefix(
                "12 errors among 30000 requests on new: the rate is shown to be below 1 %, errors are too few for a "))
    }

    /// Old's errors are no fault of new's; they count once new has more by them.
    @Test mutating func `an error on old does not take a pass away`() {
        fixture.old[.target5xx] = [12] + Array(repeating: 0, count: 29)
        fixture.new[.target5xx] = [1] + Array(repeating: 0, count: 29)
        #expect(fixture.verdict.state == .pass)
        let passed = "1 error among 30000 requests on new: the rate is shown to be below 1 %"
        #expect(fixture.verdict.detail.hasPrefix(passed))
        #expect(fixture.verdict.reason == "1 error in 30,000 on new, 12 in 270,000 on old: as good")
        fixture.new[.target5xx] = [3] + Array(repeating: 0, count: 29)
        #expect(fixture.verdict.state == .unsure)
    }

    @Test mutating func `an hour does not say what new weights do`() {
        let settled = Minute.settled(at: BoardFixture.now)
        func verdict(changed back: Int) -> Verdict {
            var board = fixture.board
            board.services[0].shareChangedAt = settled.advanced(by: -back).start + 30
            return board.verdict(of: board.services[0])
        }
        #expect(verdict(changed: -2).reason == "counting: no minute under the new weights yet")
        #expect(verdict(changed: 0).subject == "too early")
        #expect(verdict(changed: 0).since == settled.start + 30)
        #expect(verdict(changed: 1).state == .unsure)
        #expect(verdict(changed: 1).detail.hasPrefix("not yet known: 0 of 1000 requests v 0 of 9000 · "))
        #expect(verdict(changed: 1).since == settled.start)
        #expect(verdict(changed: 8).state == .pass)
        #expect(verdict(changed: 8).since == settled.start)
        // What was wrong under other weights is none of theirs.
        fixture.new[.p99] = Array(repeating: 300, count: 8) + Array(repeating: 800, count: 22)
        #expect(verdict(changed: 8).state == .pass)
        #expect(verdict(changed: 25).state == .worse)
    }

    @Test mutating func `no traffic is nothing to judge`() {
        fixture.new[.requests] = Array(repeating: 0, count: 30)
        #expect(fixture.verdict.state == .unsure)
        #expect(fixture.verdict.subject == "no traffic")
    }

    @Test mutating func `a side that was never read is blind`() {
        fixture.new[.requests] = []
        #expect(fixture.verdict.state == .blind)
        #expect(fixture.verdict.reason == "cannot see requests on new: CloudWatch answered 20 s ago without it")
        #expect(fixture.board.headline.level == .blind)
    }

    @Test mutating func `blindness on both sides names both`() {
        fixture.new[.requests] = []
        fixture.old[.requests] = []
        #expect(fixture.verdict.reason == "cannot see requests on either side: CloudWatch answered 20 s ago without it")
    }

    @Test mutating func `old numbers are blind never pass never worse`() {
        fixture.new[.target5xx] = Array(repeating: 500, count: 30)
        fixture.at = BoardFixture.now + 240
        #expect(fixture.verdict.state == .blind)
        #expect(fixture.verdict.reason.contains("CloudWatch last told 6 min ago"))
    }

    @Test mutating func `missing errors are blind`() {
        fixture.new[.target5xx] = []
        #expect(fixture.verdict.state == .blind)
    }

    @Test mutating func `no healthy target is worse at once`() {
        fixture.counts.healthy = 0
        fixture.counts.unhealthy = 6
        #expect(fixture.verdict.state == .worse)
        #expect(fixture.verdict.reason == "new has no healthy target of 6, and traffic goes there")
        fixture.counts.healthy = 5
        fixture.counts.unhealthy = 1
        #expect(fixture.verdict.state == .unsure)
    }

    @Test mutating func `what is rolled back is held and no longer holds up the headline`() {
        fixture.counts.healthy = 0
        fixture.counts.unhealthy = 6
        var board = fixture.board
        #expect(board.headline.level == .back)
        board.services[0].pause = Pause(
            order: 1, by: "mika@bastion", at: BoardFixture.now, reason: "p99 up", ofAll: false, isRollBack: true)
        #expect(board.headline.level == .goingBack)
        #expect(
            board.headline.text == "rolled back by mika@bastion “p99 up”; weight goes back to old, 10 % on new now")
        var other = board.services[0]
        other.configuration.name = "web"
        other.pause = Pause(order: 2, by: "mika@bastion", at: BoardFixture.now, reason: "", ofAll: false)
        board.services.append(other)
        #expect(board.headline.level == .back && board.headline.service == "web")
    }

    @Test mutating func `a stopped task and other services stand beside the hold`() {
        fixture.counts.healthy = 0
        fixture.counts.unhealthy = 6
        var board = fixture.board
        #expect(board.headline.beside == "")
        func stop(_ minutes: Double, _ reason: String, side: Side = .new, cause: Event.Cause? = nil) -> Event {
            Event(
                at: board.takenAt - minutes * 60, service: "api", side: side, kind: .taskStopped, actor: "ecs",
                reason: reason, cause: cause)
        }
        board.events = [
            stop(300, "exit 1"), stop(3, "exit 1", side: .old),
            stop(2, "ServiceSchedulerInitiated: Scaling activity", cause: .wanted),
        ]
        #expect(board.headline.beside == "")
        board.events.append(stop(4, "exit 137 OutOfMemoryError · Essential container in task exited"))
        #expect(board.headline.beside == "; 1 task of new stopped, 4 min ago: exit 137 OutOfMemoryError")
        board.events.append(stop(3, "exit 139"))
        var other = board.services[0]
        other.configuration.name = "web"
        board.services.append(other)
        #expect(
            board.headline.beside
                == "; 2 tasks of new stopped, the last 3 min ago: exit 139; and web")
    }

    /// Clients that never look a name up again leave a request here and there on old.
    @Test mutating func `the last requests on old do not take back the pass of all traffic`() {
        fixture.old[.requests] = (0..<30).map { $0.isMultiple(of: 3) ? 4 : 0 }
        fixture.old[.target5xx] = (0..<30).map { $0.isMultiple(of: 6) ? 1 : 0 }
        fixture.new[.requests] = Array(repeating: 9000, count: 30)
        var board = fixture.board
        board.services[0].share?.value.weights[0].old = 0
        for back in 0..<6 {
            board.takenAt = fixture.board.takenAt - Double(60 * back)
            #expect(board.verdict(of: board.services[0]).state == .pass)
        }
    }

    @Test func `a roll back lasts until the last copies have run out`() {
        var service = fixture.service
        service.shareChangedAt = BoardFixture.now - 600
        service.pause = Pause(
            order: 1, by: "mika@bastion", at: BoardFixture.now, reason: "", ofAll: false, isRollBack: true)
        #expect(service.phase(at: BoardFixture.now + 5) == .rollingBack)
        service.share?.value.weights[0].new = 0
        service.shareChangedAt = BoardFixture.now + 6
        #expect(service.phase(at: BoardFixture.now + 6) == .rollingBack)
        #expect(service.settlingLeft(at: BoardFixture.now + 6) == 120)
        #expect(service.phase(at: BoardFixture.now + 125) == .rollingBack)
        #expect(service.phase(at: BoardFixture.now + 126) == .paused)
        service.share = nil
        #expect(service.phase(at: BoardFixture.now + 126) == .rollingBack)
        service.configuration.split = nil
        #expect(service.phase(at: BoardFixture.now + 126) == .paused)
        service.pause?.isRollBack = false
        #expect(service.phase(at: BoardFixture.now) == .paused)
    }

    @Test func `nobody polls is said first`() {
        var board = fixture.board
        board.lease?.heartbeat = BoardFixture.now - 60
        #expect(board.headline.level == .blind)
        #expect(board.headline.text.hasPrefix("nobody polls"))
    }

    @Test mutating func `a worker is judged by its fleet`() {
        fixture.shares = false
        fixture.counts.healthy = nil
        fixture.counts.unhealthy = nil
        #expect(fixture.verdict.state == .pass)
        fixture.counts.running = 5
        #expect(fixture.verdict.state == .unsure)
        fixture.counts.running = 0
        #expect(fixture.verdict.state == .worse)
        fixture.counts.running = nil
        #expect(fixture.verdict.state == .blind)
    }
}

@Suite struct GateTests {
    @Test func `each state has its status`() {
        var fixture = BoardFixture()
        #expect(fixture.board.gate("api", allowUnsure: false).status == 0)
        var paused = fixture.board
        paused.services[0].pause = Pause(
            order: 1, by: "mika@bastion", at: BoardFixture.now, reason: "p99 up", ofAll: false)
        let stop = paused.gate("api", allowUnsure: true)
        #expect(stop.status == 1)
        #expect(stop.reason == "paused by mika@bastion “p99 up”; stays at 10 % on new, this does not roll back")
        paused.services[0].pause?.isRollBack = true
        let back = paused.gate("api", allowUnsure: true)
        #expect(back.status == 1 && back.word == "STOP")
        #expect(back.reason == "rolled back by mika@bastion “p99 up”; weight goes back to old, 10 % on new now")
        paused.services[0].share?.value.weights[0].new = 0
        #expect(
            paused.gate("api", allowUnsure: true).reason
                == "rolled back by mika@bastion “p99 up”; all weight back on old")
        var late = fixture
        late.at = BoardFixture.now + 60
        #expect(late.board.gate("api", allowUnsure: true).status == 2)
        fixture.new[.requests] = Array(repeating: 0, count: 30)
        #expect(fixture.board.gate("api", allowUnsure: false).status == 2)
        #expect(fixture.board.gate("api", allowUnsure: true).status == 0)
        fixture.counts.healthy = 0
        #expect(fixture.board.gate("api", allowUnsure: true).status == 1)
    }
}
