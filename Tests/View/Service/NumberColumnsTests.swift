import Boards
import Model
import Testing

@testable import View

/// The table of numbers: its columns, the chosen row and the limits.
@Suite struct NumberColumnsTests {
    private let now = BoardFixture.now

    @Test(arguments: Array(60...220)) func `no two columns overlap`(width: Int) {
        let columns = NumberColumns(width: width)
        var places = [columns.old, columns.new, columns.against, columns.limit]
        if columns.graph > 0 { places += [(columns.oldGraph, columns.graph), (columns.newGraph, columns.graph)] }
        if columns.plot.width > 0 { places.append(columns.plot) }
        for (one, next) in zip(places, places.dropFirst()) { #expect(one.x + one.width < next.x + 1) }
        let last = places.last ?? (0, 0)
        #expect(last.x + last.width <= width)
        #expect(width < 76 || columns.plot.width >= 25)
    }

    private func row(_ title: String, _ board: Board, _ width: Int = 80) throws -> String {
        var state = ScreenState.fixture(board, width, 24)
        state.press(.enter)
        return try #require(
            state.frame(at: now).text.split(separator: "\n").first { $0.dropFirst().hasPrefix(title) }.map(String.init))
    }

    @Test func `old new both and the limit`() throws {
        #expect(try row("p99 ms", BoardFixture.night).contains(/▸p99 ms +288 +407 +\+41 % ▲ +≤ 346/))
        #expect(try row("5xx %", BoardFixture.night).contains(/0\.01 +0 .*≤ 1/))
        #expect(try row("requests/min", BoardFixture.night).contains(/24\.3k +7\.57k +23\.8 %/))
    }

    @Test func `the lower of two limits counts`() throws {
        var board = BoardFixture.night
        board.services[0].configuration.limits = Limits(errorPercent: 0.5, p99: 300)
        #expect(try row("p99 ms", board).contains("≤ 300"))
        #expect(try row("5xx %", board).contains("≤ 0.5"))
        board.services[0].configuration.limits.p99 = 900
        #expect(try row("p99 ms", board).contains("≤ 346"))
    }

    @Test func `an old number has its age beside it`() throws {
        #expect(try row("p99 ms", BoardFixture.blind).contains(/288\? +4\d\d\? +8m old/))
    }

    @Test func `the chosen row stays visible`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 60, 15)
        state.press(.enter)
        for _ in 0..<20 {
            let rows = state.frame(at: now).text.split(separator: "\n")
            #expect(rows.contains { $0.hasPrefix("▸") })
            state.press(.down)
        }
        #expect(state.frame(at: now).text.contains("▸502/min balancer"))
    }
}
