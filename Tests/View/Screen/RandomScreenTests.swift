import Boards
import Foundation
import Model
import Testing

@testable import View

/// Random boards on screens of random size, after random keys: nothing traps, and nothing leaves the screen.
///
/// `ABREAST_SCREENS` draws more of them than the usual thousand.
@Suite struct RandomScreenTests {
    private static let count = ProcessInfo.processInfo.environment["ABREAST_SCREENS"].flatMap(Int.init) ?? 1000

    private static let keys: [Key] =
        Array("pnRdoetfFgGsyTm!?/:123 aw").map(Key.character) + [
            .enter, .tab, .backTab, .escape, .backspace, .up, .down, .home, .end, .pageUp, .pageDown,
        ]

    private static let names = [
        "", "a", "api", "予約サービス", "a name that is far longer than any column", "e\u{301}e\u{301}", "👩‍👩‍👧",
    ]

    /// A board of the fixtures, with some of what it holds missing, doubled, renamed or absurd.
    private static func board(_ chance: inout SplitMix64) -> Board {
        let all = [
            BoardFixture.night, BoardFixture.calm, BoardFixture.blind, BoardFixture.odd, BoardFixture.japanese,
            BoardFixture.empty, SteeredBoards.board(), SteeredBoards.ready(), SteeredBoards.unsafe(),
            SteeredBoards.deadMan(),
        ]
        var board = all.randomElement(using: &chance) ?? BoardFixture.night
        func hits(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &chance) == 0 }
        if hits(4), let first = board.services.first {
            board.services = (0..<Int.random(in: 0...60, using: &chance)).map { number in
                var service = first
                service.configuration.name = "\(Self.names.randomElement(using: &chance) ?? "")\(number)"
                return service
            }
        }
        for index in board.services.indices {
            if hits(8) { board.services[index].share = nil }
            if hits(8) { board.services[index].old.inventory = nil }
            if hits(8) { board.services[index].new.series = [:] }
            if hits(8) { board.services[index].configuration.rollout = nil }
            if hits(8) { board.services[index].configuration.name += Self.names.randomElement(using: &chance) ?? "" }
            if hits(8) {
                let values = [0, 1e-9, 1, 999.5, 1e15, .infinity, .nan]
                board.services[index].new.series[.p99] = BoardFixture.series { _ in
                    values.randomElement(using: &chance) ?? 0
                }
            }
        }
        if hits(5) { board.lease = nil }
        if hits(5) { board.events = [] }
        if hits(5) { board.readings = [] }
        return board
    }

    @Test(arguments: [1, 2, 3, 4]) func `nothing leaves the screen`(seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        var panes: Set<KeyContext> = []
        for _ in 0..<Self.count / 4 {
            let board = Bool.random(using: &chance) ? Self.board(&chance) : nil
            let (width, height) = (Int.random(in: 1...300, using: &chance), Int.random(in: 1...100, using: &chance))
            let isSmall = Bool.random(using: &chance)
            var state = ScreenState.fixture(
                board, isSmall ? width % 90 + 1 : width, isSmall ? height % 30 + 1 : height,
                isUTF8: Bool.random(using: &chance), readOnly: Bool.random(using: &chance))
            (state.canRollBack, state.canSteer) = (Bool.random(using: &chance), Bool.random(using: &chance))
            state.hasBraille = Bool.random(using: &chance)
            var typed: [Key] = []
            for _ in 0..<Int.random(in: 0...8, using: &chance) {
                let key = Self.keys.randomElement(using: &chance) ?? .enter
                typed.append(key)
                _ = state.handle(key, at: BoardFixture.now)
                check(state.nextFrame(at: BoardFixture.now), state, "seed \(seed), \(typed)")
            }
            check(state.nextFrame(at: BoardFixture.now), state, "seed \(seed), \(typed)")
            panes.insert(state.place)
            if !state.isUTF8 {
                let isASCII = state.frame(at: BoardFixture.now).text.allSatisfy(\.isASCII)
                #expect(isASCII, "seed \(seed), \(typed)")
            }
        }
        #expect(panes.count >= 6, "the keys led nowhere: \(panes)")
    }

    private func check(_ frame: Frame, _ state: ScreenState, _ place: String) {
        let isWhole = frame.width == state.width && frame.height == state.height
        #expect(isWhole && frame.cells.count == state.width * state.height, "\(place)")
        let isInside =
            frame.cursor.map { (0..<frame.width).contains($0.x) && (0..<frame.height).contains($0.y) } ?? true
        #expect(isInside, "\(place): the cursor is at \(frame.cursor.map { "\($0)" } ?? "")")
        for y in 0..<frame.height {
            for x in 0..<frame.width {
                guard let glyph = frame[x, y].glyph else {
                    // The right half of a wide character.
                    let isHalf = x > 0 && frame[x - 1, y].glyph.map { Width.of($0) == 2 } ?? false
                    if !isHalf { Issue.record("\(place): half a character at \(x), \(y)") }
                    continue
                }
                let columns = Width.of(glyph)
                let isDrawn = columns == 1 || columns == 2 && x + 1 < frame.width && frame[x + 1, y].glyph == nil
                if !isDrawn { Issue.record("\(place): \(glyph) at \(x), \(y) has \(columns) columns") }
            }
        }
    }
}
