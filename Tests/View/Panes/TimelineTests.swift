import Boards
import Model
import Testing

@testable import View

@Suite struct TimelineTests {
    private let now = BoardFixture.now

    /// The night, half an hour after midnight.
    private var midnight: Board {
        var board = BoardFixture.night
        board.takenAt = BoardFixture.at("14:32:07") + 10 * 3600
        board.events = [
            Event(at: BoardFixture.at("23:40:30"), service: "api", kind: .share, actor: "aws", before: "1", after: "5"),
            Event(at: board.takenAt - 60, service: "api", kind: .share, actor: "aws", before: "5", after: "25"),
        ]
        return board
    }

    @Test(arguments: [(80, 30), (100, 30), (120, 36), (200, 50)])
    func `the minute of another day is whole`(width: Int, height: Int) throws {
        let board = midnight
        for keys: [Key] in [[], [.enter]] {
            var state = ScreenState.fixture(board, width, height)
            for key in keys { state.press(key) }
            let rows = state.frame(at: board.takenAt).text.split(separator: "\n")
            let yesterday = try #require(rows.first { $0.contains("share 1 → 5") })
            let today = try #require(rows.first { $0.contains("share 5 → 25") })
            #expect(yesterday.hasPrefix(" 11-23 23:40  "), "\(yesterday)")
            #expect(today.hasPrefix(" 00:31:07     "), "\(today)")
        }
    }

    @Test func `the column is no wider than what is seen`() throws {
        var board = midnight
        board.events.removeFirst()
        let text = ScreenState.fixture(board, 100, 30).frame(at: board.takenAt).text
        #expect(text.contains("\n 00:31:07  api"))
    }

    @Test func `a filter without match is no empty night`() {
        var board = BoardFixture.night
        board.events.removeAll { $0.service == nil }
        var state = ScreenState.fixture(board, 80, 24)
        for character in "/zzz" { state.press(.character(character)) }
        let text = state.frame(at: now).text
        #expect(text.contains("no event of a service with “zzz” in its name"))
        #expect(!text.contains("nothing has happened yet"))
    }
}
