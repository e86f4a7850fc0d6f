import Boards
import Model
import Testing

@testable import View

/// The share over time: what was planned, set and seen, minute by minute.
@Suite struct SharePlotTests {
    private func scene(_ board: Board) throws -> Scene {
        try #require(Scene(ScreenState.fixture(board, 120, 36), at: BoardFixture.now))
    }

    private func share(_ service: Service, _ board: Board) throws -> SharePlot {
        let scene = try scene(board)
        return try #require(SharePlot(service, scene))
    }

    @Test func `the share is planned set and seen`() throws {
        var board = SteeredBoards.board()
        let service = board.services[0]
        let share = try share(service, board)
        #expect(share.plot.curves.map(\.role) == [.dim, .new, .text])
        #expect(share.plot.curves.map(\.summary) == [.last, .last, .last])
        #expect(share.figures.text.hasPrefix("plan "))
        board.services[0].configuration.split = nil
        let none = SharePlot(board.services[0], try scene(board))
        #expect(none == nil)
    }

    @Test func `weights before the first change that was seen are not known`() throws {
        var board = BoardFixture.night
        var set = try share(board.services[0], board).plot.curves[1].values
        let changed = try scene(board).plotMinutes.lowerBound.distance(to: BoardFixture.at("13:58:00").minute)
        #expect(set[changed - 1].isNaN && set[changed] == 25 && set[59] == 25)
        board.services[0].formerShares = [FormerShare(percent: 10, since: BoardFixture.at("13:45:00"), ttl: 60)]
        set = try share(board.services[0], board).plot.curves[1].values
        #expect(set[changed - 1] == 10 && set[changed] == 25 && set[0].isNaN)
        // Nobody has seen any change: they were so all the time.
        board.services[0].formerShares = []
        board.services[0].shareChangedAt = nil
        set = try share(board.services[0], board).plot.curves[1].values
        #expect(set.allSatisfy { $0 == 25 })
    }

    @Test func `the share that was seen is counted minute by minute`() throws {
        let plot = try share(BoardFixture.api, BoardFixture.night).plot
        let seen = plot.curves[2].values
        #expect(seen[10] > 9 && seen[10] < 11 && seen[57] > 23 && seen[57] < 25)
        #expect(seen[58].isNaN && seen[59].isNaN)
        #expect(plot.rule.suffix == " %" && plot.scale(rows: 3).top >= 25)
    }
}
