import Boards
import Model
import Testing

@testable import View

/// The plan as a ladder: what was taken and when, and what comes when at the earliest.
@Suite struct PlanLadderTests {
    private let now = SteeredBoards.now

    private func ladder(_ board: Board) -> PlanLadder { PlanLadder(of: board.services[0], at: now) }

    private func times(_ ladder: PlanLadder) -> [String] {
        ladder.rungs.map { rung in rung.at.map { BoardFixture.clock.minute($0) } ?? "" }
    }

    @Test func `taken here and to come`() {
        let board = SteeredBoards.board { board in
            board.services[0].formerShares = [
                FormerShare(percent: 0, since: BoardFixture.at("12:00:00"), ttl: 60),
                FormerShare(percent: 1, since: BoardFixture.at("12:50:00"), ttl: 60),
                FormerShare(percent: 5, since: BoardFixture.at("13:20:00"), ttl: 60),
            ]
        }
        let ladder = ladder(board)
        #expect(ladder.hasPlan && ladder.rungs.map(\.percent) == [0, 1, 5, 25, 50, 100])
        #expect(ladder.rungs.map(\.state) == [.done, .done, .done, .here, .toCome, .toCome])
        // 12:31 are left of watching; then the bake of 46 min and the TTL of a minute.
        #expect(times(ladder) == ["12:00", "12:50", "13:20", "13:57", "14:44", "15:31"])
    }

    @Test func `nothing is due while it is paused or rolled back`() {
        let pause = Pause(order: 9, by: "ken@bastion", at: now, reason: "", ofAll: false)
        let board = SteeredBoards.board { $0.services[0].pause = pause }
        #expect(times(ladder(board)).suffix(2) == ["", ""])
    }

    @Test func `what was ready is due now`() {
        #expect(times(ladder(SteeredBoards.ready())).suffix(2) == ["14:32", "14:48"])
    }

    @Test func `weights between two steps have a rung`() {
        let board = SteeredBoards.board { board in
            board.services[0].share?.value.weights = [WeightReading(type: "A", old: 60, new: 40, ttl: 60)]
        }
        let ladder = ladder(board)
        #expect(ladder.rungs.map(\.percent) == [0, 1, 5, 25, 40, 50, 100])
        #expect(ladder.rungs[4].state == .here && ladder.rungs[3].state == .done)
    }

    @Test func `without a plan what was seen`() {
        var board = BoardFixture.night
        board.services[0].formerShares = [FormerShare(percent: 10, since: BoardFixture.at("13:00:00"), ttl: 60)]
        let ladder = ladder(board)
        #expect(!ladder.hasPlan && ladder.rungs.map(\.percent) == [10, 25])
        #expect(times(ladder) == ["13:00", "13:58"])
    }

    @Test(arguments: [40, 58, 78, 118, 198]) func `no line is wider than its room`(columns: Int) throws {
        let scene = try #require(Scene(SteeredBoards.state(SteeredBoards.board()), at: now))
        let lines = PlanLadderLines(try #require(scene.selected), scene)
        #expect(lines.one(columns: columns).width <= columns)
        #expect(lines.three(columns: columns).allSatisfy { $0.width <= columns })
        #expect(lines.one(columns: columns).text.contains("◆ 25 % 13:57"))
    }
}
