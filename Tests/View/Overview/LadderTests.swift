import Boards
import Model
import Testing

@testable import View

/// The share as a ladder, the next step in a cell, and the ratio of two numbers.
@Suite struct LadderTests {
    private func ladder(_ set: Double?, seen: Double? = nil, steps: [Double] = [], _ columns: Int = 11) -> String {
        ShareLadder(steps: steps, set: set, seen: seen, hasSplit: true).line(columns: columns).text
    }

    @Test(arguments: [
        (0.0, "───────────"), (0.1, "━──────────"), (50, "━━━━━━─────"), (99.9, "━━━━━━━━━━─"), (100, "━━━━━━━━━━━"),
    ])
    func `a little is not nothing and nearly all is not all`(percent: Double, text: String) {
        #expect(ladder(percent) == text)
    }

    @Test func `steps that are done and to come, and where requests are`() {
        #expect(ladder(50, steps: [10, 50, 100]) == "━┿━━━┿────┼".replacing("━┿━━━┿", with: "━┿━━━┿"))
        #expect(ladder(50, seen: 30, steps: [10, 50, 100]) == "━┿━◆━┿────┼")
        let line = ShareLadder(steps: [50], set: 20, seen: 70, hasSplit: true).line(columns: 11)
        #expect(line.spans.map(\.role) == [.new, .old, .title, .old])
        #expect(Glyphs.ascii(line.text) == "===--+-*---")
    }

    @Test func `without a number and without a split`() {
        #expect(ladder(nil, seen: 20) == "···········")
        #expect(ShareLadder(steps: [], set: 50, seen: nil, hasSplit: false).line(columns: 10).text == "no split  ")
    }

    @Test func `the next step says what and when`() throws {
        func cell(_ board: Board, _ change: (inout ScreenState) -> Void = { _ in }) throws -> String {
            var state = SteeredBoards.state(board)
            change(&state)
            let scene = try #require(Scene(state, at: SteeredBoards.now))
            return NextStepCell.line(scene.board.services[0], scene).text
        }
        #expect(try cell(SteeredBoards.board()) == "50 % 12:31")
        #expect(try cell(SteeredBoards.ready()) == "n: 50 %")
        #expect(try cell(SteeredBoards.ready()) { $0.canSteer = false } == "50 %")
        #expect(
            try cell(SteeredBoards.ready { $0.services[0].new.inventory?.counts.deploymentState = .inProgress })
                == "refused")
        #expect(
            try cell(SteeredBoards.board { $0.services[0].step = SteeredBoards.step(api: 50, .accepted, inSync: nil) })
                == "→ 50 %")
        #expect(try cell(BoardFixture.calm) == "–", "no plan")
        var held = SteeredBoards.board()
        held.services[0].pause = Pause(
            order: 9, by: "ken", at: SteeredBoards.now, reason: "", ofAll: false, isRollBack: false)
        #expect(try cell(held) == "held")
    }

    @Test func `a ratio needs both numbers`() {
        #expect(Ratio.of(3, to: 2) == 1.5 && Ratio.of(0, to: 2) == 0)
        #expect(Ratio.of(3, to: 0) == nil && Ratio.of(nil, to: 2) == nil && Ratio.of(3, to: nil) == nil)
        let line = Ratio.sparkline([1, 0.5, 2, 8, nil, 1.3], .unicode)
        #expect(line.text == "▃▁▆█·▄" && line.spans.map(\.role) == [.dim, .dim, .warn, .warn, .dim, .warn])
    }
}
