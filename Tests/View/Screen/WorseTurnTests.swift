import Boards
import Model
import Testing

@testable import View

/// When somebody who does not look is told.
@Suite struct WorseTurnTests {
    @Test func `once for each turn to the worse`() {
        var turn = WorseTurn()
        let levels: [Headline.Level] = [.go, .wait, .hold, .hold, .back, .hold, .go, .blind, .held, .go, .held, .care]
        let told = levels.map { turn.happens(at: $0) }
        #expect(told == [false, false, true, false, true, false, false, true, false, false, false, true])
    }

    @Test func `a screen that opens on trouble does not ring`() {
        var turn = WorseTurn()
        let first = turn.happens(at: .back)
        #expect(!first)
    }

    @Test func `the title has the sign and whom it is about`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        #expect(state.title == nil, "no frame was drawn")
        _ = state.nextFrame(at: BoardFixture.now)
        let mark = try #require(state.shownHeadline)
        #expect(state.title == "\(Sign(mark.level).sign) \(mark.service ?? state.migration)")
    }
}
