import Model
import Testing

@testable import Model

/// New fails so plainly that nothing has to settle.
@Suite struct `A plain failure` {
    private typealias Fixture = BoardFixture
    private static let settled = Minute.settled(at: Fixture.now)

    /// A board on which CloudWatch has told this of the minutes after the newest settled one.
    private func board(
        _ told: [(requests: Sides<Double>, errors: Sides<Double>)], _ change: (inout Fixture) -> Void = { _ in }
    ) -> Board {
        var fixture = Fixture()
        change(&fixture)
        var board = fixture.board
        let minutes = told.enumerated().map { index, counts in
            UnsettledMinute(
                minute: Self.settled.advanced(by: index + 1), requests: counts.requests, errors: counts.errors)
        }
        board.services[0].unsettled = Timed(minutes, readAt: Fixture.now - 20)
        return board
    }

    private func verdict(_ board: Board) -> Verdict { board.verdict(of: board.services[0]) }

    @Test func `a minute that still counts is enough where new fails and old serves`() {
        let board = board([(Sides(old: 5400, new: 610), Sides(old: 1, new: 600))])
        #expect(verdict(board).state == .worse)
        #expect(verdict(board).matter == .errors(.new))
        #expect(
            verdict(board).reason
                == "new fails 600 of at most 1,300 requests so far in the newest minute; old 1 of 5,400")
        #expect(verdict(board).since == Self.settled.advanced(by: 1).start)
        #expect(verdict(board).proof == 1)
        #expect(board.headline.level == .back)
        #expect(board.headline.act == .rollBack)
    }

    @Test func `errors that are told before their requests count`() {
        #expect(verdict(board([(Sides(old: 5400, new: 0), Sides(old: 0, new: 500))])).state == .worse)
    }

    @Test func `errors on both sides are not new's`() {
        #expect(verdict(board([(Sides(old: 5400, new: 610), Sides(old: 3000, new: 600))])).state == .pass)
    }

    @Test func `while old's minute is not told it may be both`() {
        #expect(verdict(board([(Sides(old: 0, new: 610), Sides(old: 0, new: 600))])).state == .pass)
        #expect(verdict(board([(Sides(old: 3599, new: 610), Sides(old: 0, new: 600))])).state == .pass)
        #expect(verdict(board([(Sides(old: 3600, new: 610), Sides(old: 0, new: 600))])).state == .worse)
    }

    @Test func `less than a third of the requests that new may have is not plain`() {
        #expect(verdict(board([(Sides(old: 5400, new: 610), Sides(old: 0, new: 433))])).state == .pass)
        #expect(verdict(board([(Sides(old: 5400, new: 610), Sides(old: 0, new: 434))])).state == .worse)
    }

    @Test func `a larger share by the weights means more requests`() {
        var board = board([(Sides(old: 5400, new: 610), Sides(old: 0, new: 600))])
        board.services[0].share?.value.weights[0].new = 30
        #expect(verdict(board).state == .pass)
    }

    @Test func `of few requests two minutes in a row are wanted`() {
        func few(_ fixture: inout Fixture) {
            fixture.old[.requests] = Array(repeating: 270, count: 30)
            fixture.new[.requests] = Array(repeating: 30, count: 30)
        }
        let minute = (Sides(old: 200.0, new: 30.0), Sides(old: 0.0, new: 30.0))
        let quiet = (Sides(old: 200.0, new: 30.0), Sides(old: 0.0, new: 0.0))
        #expect(verdict(board([minute], few)).state != .worse)
        #expect(verdict(board([minute, minute], few)).state == .worse)
        #expect(verdict(board([minute, minute], few)).since == Self.settled.advanced(by: 1).start)
        #expect(verdict(board([minute, quiet], few)).state != .worse)
    }

    @Test func `it lasts until three settled minutes are without it`() {
        for (back, state) in [(0, Verdict.State.worse), (1, .worse), (2, .worse), (3, .unsure)] {
            let board = board([]) {
                $0.new[.target5xx] = (0..<30).map { $0 == back ? 600 : 0 }
            }
            // The comparison has its own opinion of a minute that is over.
            #expect(back == 3 ? verdict(board).state != .worse : verdict(board).state == state, "\(back) minutes ago")
        }
        let board = board([]) { $0.new[.target5xx] = (0..<30).map { $0 == 0 ? 600 : 0 } }
        #expect(
            verdict(board).reason == "new fails 600 of 1,000 requests in one minute; old 0 of 9,000")
    }

    @Test func `what is told too soon is never good news`() {
        let quiet = (Sides(old: 9000.0, new: 1000.0), Sides(old: 0.0, new: 0.0))
        let board = board([quiet, quiet]) { $0.new[.target5xx] = Array(repeating: 15, count: 30) }
        #expect(verdict(board).state == .worse)
        #expect(verdict(board).reason.contains("limit 1 %"))
    }

    // MARK: Targets and tasks

    @Test func `no healthy target is seen whatever CloudWatch does`() {
        var board = board([])
        board.services[0].old.series = [:]
        board.services[0].new.series = [:]
        #expect(verdict(board).state == .blind)
        board.services[0].new.inventory?.counts.healthy = 0
        board.services[0].new.inventory?.counts.unhealthy = 6
        #expect(verdict(board).matter == .targets)
        #expect(board.headline.level == .back)
        #expect(board.headline.act == .rollBack)
        board.services[0].new.confirmed[.targetHealth] = Fixture.now - 46
        #expect(verdict(board).state == .blind, "what is older than its bound proves nothing")
    }

    @Test func `without weight there is nothing to go back from`() {
        var board = board([]) { $0.new[.requests] = Array(repeating: 0, count: 30) }
        board.services[0].share?.value.weights[0].new = 0
        board.services[0].new.inventory?.counts.healthy = 0
        board.services[0].new.inventory?.counts.running = 0
        #expect(verdict(board).state != .worse)
    }

    @Test func `a service of which no task runs is to go back`() {
        var board = board([])
        board.services[0].new.inventory?.counts.running = 0
        #expect(verdict(board).matter == .tasks)
        #expect(verdict(board).reason == "new has no running task of 6, and traffic goes there")
        #expect(board.headline.level == .back)
    }

    private func stopping(_ ages: [Double], cause: Event.Cause? = nil) -> Board {
        var board = board([])
        board.services[0].new.inventory?.counts.running = 4
        board.events = ages.map {
            Event(
                at: Fixture.now - $0, service: "api", side: .new, kind: .taskStopped, actor: "ecs", reason: "exit 137",
                cause: cause)
        }
        return board
    }

    @Test func `tasks that stop one after another are to go back from`() {
        let board = stopping([200, 100, 20])
        #expect(verdict(board).state == .worse)
        #expect(
            verdict(board).reason == "tasks of new stop one after another: 3 within 3 min, 4 of 6 running")
        #expect(board.headline.level == .back)
        #expect(board.headline.act == .rollBack)
        #expect(verdict(stopping([200, 20])).state != .worse, "two are not half of six")
        #expect(verdict(stopping([290, 250, 130])).state != .worse, "the last was more than two minutes ago")
        #expect(verdict(stopping([200, 100, 20], cause: .wanted)).state != .worse, "somebody stopped them")
    }

    // MARK: Sides that are alike

    /// Errors of sides that are alike, in bursts of five, told late and too low: 2,000 minutes each.
    @Test(arguments: [(9000.0, 1000.0), (900, 100), (990, 10), (500, 500), (100, 100)], [0.005, 0.0001])
    func `bursts of sides that are alike are none`(traffic: (old: Double, new: Double), rate: Double) {
        var wrong = 0
        let runs = 200
        var chance = SplitMix64(seed: UInt64(traffic.new * 1000 + rate * 100_000))
        for _ in 0..<runs {
            if Self.isEverPlain(traffic, rate, &chance) { wrong += 1 }
        }
        // About one in a thousand; α is 1 %.
        #expect(wrong <= 2, "\(wrong) of \(runs)")
    }

    private static func isEverPlain(
        _ traffic: (old: Double, new: Double), _ rate: Double, _ chance: inout SplitMix64
    ) -> Bool {
        let past = Array(repeating: Sides(old: traffic.old, new: traffic.new), count: PlainFailure.past)
        var wasPlain = false
        for _ in 0..<2000 {
            let part = 0.55 + 0.42 * unit(&chance)
            let isLate = unit(&chance) < 0.04
            let errors = Sides(
                old: (bursts(traffic.old * rate, &chance) * part).rounded(),
                new: (bursts(traffic.new * rate, &chance)).rounded())
            // Old's points may be late, and new's errors be told before anything else.
            let told = UnsettledMinute(
                minute: Minute(index: 0),
                requests: Sides(old: isLate ? 0 : traffic.old * part, new: traffic.new * part), errors: errors)
            let share = traffic.new / (traffic.old + traffic.new) * 100
            let most = PlainFailure.most(told, isSettled: false, past: past, share: share, limit: 1)
            guard most != nil else {
                wasPlain = false
                continue
            }
            if wasPlain || errors.new >= PlainFailure.errorsAlone { return true }
            wasPlain = true
        }
        return false
    }

    private static func unit(_ chance: inout SplitMix64) -> Double {
        (Double(chance.next() >> 11) + 0.5) * 0x1p-53
    }

    /// Errors of a minute in clusters, geometric in size with the mean 5.
    private static func bursts(_ mean: Double, _ chance: inout SplitMix64) -> Double {
        var sum = 0.0
        var product = unit(&chance)
        let floor = exponential(-mean / 5)
        while product > floor {
            sum += 1
            while unit(&chance) < 0.8 { sum += 1 }
            product *= unit(&chance)
        }
        return sum
    }

    /// e to the power of x, for x from −10 to 0.
    private static func exponential(_ x: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for n in 1..<60 {
            term *= -x / Double(n)
            sum += term
        }
        return 1 / sum
    }
}
