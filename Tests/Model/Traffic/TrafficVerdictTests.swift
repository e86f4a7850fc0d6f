import Glibc
import Testing

@testable import Model

/// Weights are one thing and traffic is another: what is said of the difference, and when.
@Suite struct TrafficVerdictTests {
    /// `api` with weights on both sides since so many minutes, and the same requests in each minute since.
    private func board(
        _ old: Int, _ new: Int, changed minutes: Int, requests: (old: Double, new: Double) = (310, 690),
        before: (old: Double, new: Double) = (900, 100)
    ) -> Board {
        var fixture = BoardFixture()
        func row(_ now: Double, _ before: Double) -> [Double?] {
            (0..<40).map { back in back < minutes ? now : before }
        }
        fixture.old[.requests] = row(requests.old, before.old)
        fixture.new[.requests] = row(requests.new, before.new)
        var board = fixture.board
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: old, new: new, ttl: 60)]
        board.services[0].shareChangedAt =
            Minute.settled(at: BoardFixture.now).advanced(by: 1).start - Double(minutes * 60)
        return board
    }

    private func traffic(_ board: Board) -> TrafficVerdict? { board.traffic(of: board.services[0]) }

    private func remark(_ board: Board) -> String? { traffic(board)?.remark { _ in "then" } }

    @Test func `what does not move is named with its side`() {
        let after = "25 min after, stuck: clients that do not ask DNS again"
        #expect(remark(board(0, 100, changed: 25)) == "31 % of requests still on old \(after)")
        let back = board(100, 0, changed: 25, before: (0, 1000))
        #expect(remark(back) == "69 % of requests still on new \(after)")
        #expect(remark(board(50, 50, changed: 25)) == "69 % of requests on new, not 50 % \(after)")
        #expect(traffic(board(33, 67, changed: 25))?.state == .asSet, "within 5 points")
        #expect(remark(board(33, 67, changed: 25)) == nil)
    }

    @Test func `a forward has no clients that ask`() throws {
        var board = board(0, 100, changed: 25)
        board.services[0].configuration.split = .alb(listener: "l", rule: nil, old: "o", new: "n")
        board.services[0].share?.value.weights[0].ttl = 0
        #expect(remark(board) == "31 % of requests still on old 25 min after, stuck")
    }

    /// Settling takes 120 s, two TTLs take as long again, and then three minutes are counted.
    @Test func `nothing is said before it should have arrived`() {
        #expect(traffic(board(0, 100, changed: 6)) == nil)
        #expect(remark(board(0, 100, changed: 7)) == "31 % of requests still on old 7 min after, slow")
        var unknown = board(0, 100, changed: 25)
        unknown.services[0].shareChangedAt = nil
        #expect(traffic(unknown) == nil)
    }

    @Test func `old numbers and few requests say nothing`() {
        var late = board(0, 100, changed: 25)
        late.takenAt = late.takenAt + 300
        #expect(traffic(late) == nil)
        #expect(remark(board(50, 50, changed: 7, requests: (2, 4), before: (5, 1))) == nil)
    }

    @Test func `the other sides share is reversed`() {
        let mixed = board(90, 10, changed: 25, requests: (100, 900), before: (1000, 0))
        #expect(
            remark(mixed) == "90 % of requests on new, not 10 % 25 min after, the wrong way: are the sides mixed up?")
        let away = board(25, 75, changed: 25, requests: (900, 100), before: (500, 500))
        #expect(traffic(away)?.state == .reversed)
        let stays = board(10, 90, changed: 25, requests: (900, 100), before: (900, 100))
        #expect(traffic(stays)?.state == .notMoving, "where it was is no reversal")
    }

    /// One in twenty, 8 answers a minute at least: none for 23 minutes happens once in ten thousand times.
    @Test func `a side that nobody reaches is found at the first step`() {
        let nobody = board(95, 5, changed: 30, requests: (1000, 0), before: (1000, 0))
        #expect(remark(nobody) == "0 % of requests on new, not 5 % 30 min after, stuck: nothing arrives on new")
        #expect(traffic(board(95, 5, changed: 25, requests: (1000, 0), before: (1000, 0)))?.state == .asSet)
        #expect(traffic(board(95, 5, changed: 30, requests: (2, 0), before: (2, 0)))?.state == .asSet, "52 requests")
    }

    @Test func `what melts is expected by a moment`() throws {
        // A third of what is missing goes in every five minutes: 40 points, and 5 are tolerated.
        let melting = (0..<20).map { minute in
            let left = 400 * pow(2.0 / 3, Double(minute) / 5)
            return Sides(old: 500 + left, new: 500 - left)
        }
        let steady = Array(repeating: Sides(old: 900.0, new: 100), count: 30)
        let judged = try #require(
            TrafficVerdict.judge(before: steady, counted: Array(melting.prefix(17)), applied: 50, ttl: 60))
        #expect(judged.state == .lagging)
        // 0.4 · (2/3)^(m/5) = 0.05 at m = 25.6, and the newest of them is m = 16.
        let left = try #require(judged.minutesLeft)
        #expect(abs(left - 10) <= 1)
    }

    @Test func `what is expected is the end of a minute`() throws {
        var fixture = BoardFixture()
        // 21 minutes since the change, of which settling and two TTLs take four.
        let rows = (0..<40).map { back -> Sides<Double> in
            guard back < 21 else { return Sides(old: 900, new: 100) }
            let left = 400 * pow(2.0 / 3, Double(16 - back) / 5)
            return Sides(old: 500 + left, new: 500 - left)
        }
        fixture.old[.requests] = rows.map(\.old)
        fixture.new[.requests] = rows.map(\.new)
        var board = fixture.board
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: 50, new: 50, ttl: 60)]
        let newest = Minute.settled(at: BoardFixture.now).end
        board.services[0].shareChangedAt = newest - 21 * 60
        let verdict = try #require(traffic(board))
        let expected = try #require(verdict.expectedAt)
        #expect(verdict.state == .lagging && abs(expected.seconds(since: newest) - 600) <= 60)
        #expect(expected.seconds == expected.minute.start.seconds)
        #expect(verdict.remark { _ in "14:48" }?.hasSuffix("21 min after, slow: expected by 14:48") == true)
    }

    /// Minutes from the newest backwards: as many of each setting, with new's requests of a thousand.
    private func board(_ phases: [(minutes: Int, percent: Int, new: Double)]) -> Board {
        var fixture = BoardFixture()
        let new = phases.flatMap { Array(repeating: $0.new, count: $0.minutes) }
        fixture.old[.requests] = new.map { 1000 - $0 }
        fixture.new[.requests] = new
        var board = fixture.board
        var end = Minute.settled(at: BoardFixture.now).end
        for (index, phase) in phases.enumerated() {
            end = end - Double(phase.minutes * 60)
            if index == 0 {
                board.services[0].share?.value.weights = [
                    WeightReading(type: "A", old: 100 - phase.percent, new: phase.percent, ttl: 60)
                ]
                board.services[0].shareChangedAt = end
            } else {
                board.services[0].formerShares.insert(
                    FormerShare(percent: Double(phase.percent), since: end, ttl: 60), at: 0)
            }
        }
        return board
    }

    @Test func `a step does not forget who has not followed`() {
        let board = board([(3, 100, 300), (30, 50, 220), (10, 25, 110)])
        let stands = "22 % of requests on new, not 50 % before the last step, stuck"
        #expect(remark(board) == stands)
        #expect(board.headline.level == .care)
        #expect(board.headline.text == "\(stands); do not stop old yet")
        var unknown = board
        unknown.services[0].formerShares = []
        #expect(traffic(unknown) == nil, "nothing was counted yet")
        let followed = self.board([(3, 100, 600), (30, 50, 500), (10, 25, 250)])
        #expect(traffic(followed) == nil)
    }

    /// Ten minutes can be counted of each step; fifteen are needed.
    @Test func `steps in quick succession count together`() {
        let third = board([(9, 100, 440), (14, 50, 220), (14, 25, 110)])
        #expect(traffic(third)?.state == .notMoving)
        #expect(remark(third) == "56 % of requests still on old 9 min after, stuck: clients that do not ask DNS again")
        var alone = third
        alone.services[0].formerShares = []
        #expect(traffic(alone)?.state == .lagging)
        let fewer = board([(9, 100, 800), (14, 50, 220), (14, 25, 110)])
        #expect(traffic(fewer)?.state == .lagging, "most of them have come")
        let back = board([(9, 0, 240), (14, 50, 220), (14, 25, 110)])
        #expect(traffic(back)?.state == .lagging, "others: these stay on new")
    }

    @Test func `old is needed until everybody has come`() {
        let late = board(0, 100, changed: 7)
        #expect(late.headline.level == .care && late.headline.act == .watch)
        #expect(late.headline.text == "31 % of requests still on old 7 min after, slow; do not stop old yet")
        let common = board(50, 50, changed: 7, requests: (690, 310))
        #expect(traffic(common)?.state == .lagging && common.headline.level != .care)
        let here = board(0, 100, changed: 25, requests: (10, 990))
        #expect(here.headline.level != .care)
    }

    @Test func `after a roll back the requests are named beside the weights`() {
        var board = self.board(100, 0, changed: 4, requests: (790, 210))
        board.services[0].pause = Pause(
            order: 1, by: "mika@bastion", at: BoardFixture.now, reason: "", ofAll: false, isRollBack: true)
        #expect(
            board.headline.text
                == "rolled back by mika@bastion; all weight back on old; 21 % of requests still on new")
        board.services[0].shareChangedAt = BoardFixture.now - 60
        #expect(board.headline.text == "rolled back by mika@bastion; all weight back on old", "counted before it")
        board.services[0].share = nil
        #expect(board.headline.text == "cannot see the weights: Route 53 has not told yet")
        let service = board.services[0]
        #expect(service.pause?.sentence(of: service) == "rolled back by mika@bastion; all weight goes back to old")
    }
}
