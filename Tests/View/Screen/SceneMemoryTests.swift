import Boards
import Model
import Testing

@testable import View

/// A key changes what is drawn, and nothing that is judged.
@Suite struct SceneMemoryTests {
    @Test func `keys within a second judge nothing`() {
        var state = ScreenState.fixture(BoardFixture.fifty, 120, 40)
        let first = state.nextFrame(at: BoardFixture.now)
        for key in [Key.character("j"), .character("j"), .character("k"), .character("1")] {
            state.press(key)
            _ = state.nextFrame(at: BoardFixture.now + 0.4)
        }
        #expect(state.judged.count == 1)
        _ = state.nextFrame(at: BoardFixture.now + 1)
        #expect(state.judged.count == 2)
        state.receive(BoardFixture.fifty)
        #expect(state.judged.count == 0)
        #expect(state.nextFrame(at: BoardFixture.now).text != first.text, "the selection has moved")
    }

    @Test func `a frame is the same whatever was drawn before`() {
        let now = BoardFixture.now
        let moments = [now, now + 0.5, now + 1.5, now + 300.2, now + 900]
        var state = ScreenState.fixture(BoardFixture.night, 120, 40)
        for moment in moments {
            #expect(
                state.nextFrame(at: moment).text
                    == ScreenState.fixture(BoardFixture.night, 120, 40).frame(at: moment).text)
        }
    }
}
