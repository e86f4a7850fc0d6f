import Boards
import Model
import Testing

@testable import View

/// What is wrong on old, and traffic or weights that are not where they belong, are seen where one looks.
@Suite struct OldSideTests {
    private let now = BoardFixture.now

    /// `api` rolled back twelve minutes ago; old cannot bear it, and a fifth of the requests never came back.
    private var board: Board {
        var board = BoardFixture.calm
        board.services[0].configuration.limits = Limits(errorPercent: 1, p99: 500)
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: 100, new: 0, ttl: 60)]
        board.services[0].shareChangedAt = BoardFixture.at("14:18:00")
        board.services[0].pause = Pause(
            order: 9, by: "ken@bastion", at: BoardFixture.at("14:17:58"), reason: "", ofAll: false, isRollBack: true)
        board.services[0].old.series[.target5xx] = BoardFixture.series { $0 < 10 ? 3186 : 0 }
        board.services[0].old.series[.p99] = BoardFixture.series { $0 < 10 ? 707 : 288 }
        return board
    }

    @Test func `an outage on old is marked and at the top`() throws {
        var state = ScreenState.fixture(board, 120, 36)
        let frame = state.frame(at: now)
        #expect(frame.text.contains("◆ CARE    api: old fails 13.1 % of requests, new 0 %, limit 1 %, since 14:20"))
        #expect(frame.text.contains("707▲"))
        #expect(frame.text.contains("% of requests still on new 12 min after, slow"))
        let row = try #require((0..<36).first { y in (0..<120).contains { frame[$0, y].glyph == "▲" } })
        let marks = (0..<120).filter { frame[$0, row].glyph == "▲" }
        #expect(marks.count == 2)
        #expect(marks.allSatisfy { frame[$0, row].role == .worse && frame[$0 - 1, row].role == .worse })
        try Picture.expect(frame, "overview-old-over-limit-120x36")
        state.press(.enter)
        try Picture.expect(state.frame(at: now), "service-old-over-limit-120x36")
    }

    @Test func `old numbers are not marked`() {
        let later = now + 400
        var board = self.board
        board.lease?.heartbeat = later
        let frame = ScreenState.fixture(board, 120, 36).frame(at: later)
        #expect(!frame.cells.contains { $0.glyph == "▲" && $0.role == .worse })
    }

    @Test func `a hand from outside stands in the phase line and at the top`() {
        var board = BoardFixture.calm
        board.services[0].configuration.rollout = RolloutPlan(steps: [5, 10, 50, 100])
        board.services[2] = board.services[1]
        board.services[2].configuration.name = "shop"
        let text = ScreenState.fixture(board, 120, 36).frame(at: now).text
        #expect(text.contains("◆ CARE    api: CHANGED BY HAND to 25 % at 13:58"))
        #expect(text.contains("watching since 13:58 · CHANGED BY HAND to 25 % at 13:58"))
    }

    @Test func `all weight is not all traffic`() {
        var board = BoardFixture.calm
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: 0, new: 100, ttl: 60)]
        board.services[0].shareChangedAt = BoardFixture.at("14:18:00")
        let text = ScreenState.fixture(board, 120, 36).frame(at: now).text
        #expect(text.contains("all weight on new · 76 % of requests still on old 12 min after"))
    }
}
