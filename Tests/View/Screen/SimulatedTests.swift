import Boards
import Model
import Testing

@testable import View

/// A made-up world says so by word, on every screen at every size.
@Suite struct SimulatedTests {
    private let now = BoardFixture.now

    private func state(_ width: Int, _ height: Int, isUTF8: Bool = true, hasBoard: Bool = true) -> ScreenState {
        var board = BoardFixture.night
        board.simulated = "slow-poison, seed 7"
        var state = ScreenState.fixture(hasBoard ? board : nil, width, height, isUTF8: isUTF8)
        state.canRollBack = true
        state.simulated = "slow-poison, seed 7"
        state.speed = 30
        return state
    }

    @Test(arguments: [(120, 36), (80, 24), (60, 15)]) func `overview`(width: Int, height: Int) throws {
        try Picture.expect(state(width, height).frame(at: now), "simulated-overview-\(width)x\(height)")
    }

    @Test func `service and help`() throws {
        var state = state(120, 36)
        state.press(.enter)
        try Picture.expect(state.frame(at: now), "simulated-service-120x36")
        state.press(.character("?"))
        try Picture.expect(state.frame(at: now), "simulated-help-120x36")
        state.press(.end)
        try Picture.expect(state.frame(at: now), "simulated-help-end-120x36")
    }

    @Test func `too small`() throws {
        try Picture.expect(state(50, 10).frame(at: now), "simulated-tiny-50x10")
    }

    @Test func `every size every pane and no board yet`() {
        for (width, height) in [
            (9, 1), (20, 2), (59, 15), (60, 15), (61, 16), (72, 20), (80, 24), (100, 26), (120, 36), (200, 60),
        ] {
            for hasBoard in [true, false] {
                var state = state(width, height, hasBoard: hasBoard)
                for keys: [Key] in [
                    [], [.enter], [.character("?")], [.escape, .escape, .character("p")], [.escape, .character("R")],
                    [.escape, .character("/"), .character("w")], [.escape, .character(" ")],
                ] {
                    for key in keys { state.press(key) }
                    let first = state.frame(at: now).text.prefix { $0 != "\n" }
                    #expect(first.contains("SIMULATED"), "\(width)×\(height) after \(keys): \(first)")
                    if width >= 60 { #expect(first.contains("SIMULATED 30×")) }
                }
            }
        }
    }

    @Test func `the clock the pulse and the pause stay beside it`() {
        for width in [60, 80, 100, 120] {
            let first = state(width, 24).frame(at: now).text.prefix { $0 != "\n" }
            for word in ["LIVE", "‖ PAUSED web", "14:32:07"] {
                #expect(first.contains(word), "\(width): \(first)")
            }
        }
    }

    @Test func `the word is in the colour of no state`() {
        let frame = state(120, 36).frame(at: now)
        let marked = (0..<120).filter { frame[$0, 0].role == .simulated }
        #expect(marked.compactMap { frame[$0, 0].glyph }.map(String.init).joined() == " SIMULATED 30× ")
        var held = state(120, 36)
        held.press(.character(" "))
        #expect(held.frame(at: now).text.hasPrefix(" abreast   SIMULATED 30×"))
    }

    @Test func `in ASCII and without a speed`() {
        #expect(state(80, 24, isUTF8: false).frame(at: now).text.contains("SIMULATED 30x"))
        var still = state(80, 24)
        still.speed = nil
        #expect(still.frame(at: now).text.contains(" SIMULATED   reservations"))
        still.speed = 0.5
        #expect(still.frame(at: now).text.contains(" SIMULATED 0.5× "))
    }

    @Test func `a real night never says it`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        for key in [Key.enter, .character("?"), .end] {
            #expect(!state.frame(at: now).text.contains("SIMULATED"))
            state.press(key)
        }
        #expect(!state.frame(at: now).text.contains("SIMULATED"))
    }
}
