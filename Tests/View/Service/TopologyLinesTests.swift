import Boards
import Model
import Testing

@testable import View

@Suite("Traps in what stands, in the service view and as text")
struct TopologyLinesTests {
    private static let warnings = [
        TopologyWarning(.unhealthyTarget, side: .new, "Its target group is empty.", remedy: "Fill it."),
        TopologyWarning(.ttl, "A has a TTL of 300 s.", remedy: "Lower it."),
        TopologyWarning(.shrinking, side: .old, "The fleet shrinks.", remedy: "Raise its minimum."),
        TopologyWarning(.grace, side: .new, "It is killed.", remedy: "Wait longer."),
        TopologyWarning(.versions, side: .old, "It is mixed.", remedy: "Finish."),
    ]

    private func board(
        _ warnings: [TopologyWarning] = warnings, readAgo: Double = 60, healthy: Int? = nil
    ) -> Board {
        var board = BoardFixture.night
        board.services[0].layout = Timed(TopologyReading(warnings: warnings), readAt: board.takenAt - readAgo)
        if let healthy {
            board.services[0].share?.value.evaluated = [
                EvaluatedRecord(type: "A", side: .old), EvaluatedRecord(type: "A", side: .new),
            ]
            board.services[0].share?.readAt = board.takenAt
            board.services[0].new.inventory?.counts.healthy = healthy
            board.services[0].new.confirmed[.targetHealth] = board.takenAt
        }
        return board
    }

    private func lines(_ board: Board, height: Int) throws -> [String] {
        let scene = try #require(Scene(ScreenState.fixture(board, 160, height), at: BoardFixture.now))
        return TopologyLines(service: board.services[0], scene: scene).lines.map(\.text)
    }

    @Test func `one line and more on a tall terminal`() throws {
        #expect(try lines(board([]), height: 36) == [])
        #expect(
            try lines(board(), height: 36) == ["◆ 5 warnings: new: Its target group is empty. → Fill it."])
        let tall = try lines(board(), height: 50)
        #expect(tall.count == 4 && tall[1] == "◆ A has a TTL of 300 s. → Lower it.")
        #expect(try lines(board([Self.warnings[1]]), height: 50) == ["◆ 1 warning: A has a TTL of 300 s. → Lower it."])
    }

    @Test func `an old reading says its age`() throws {
        #expect(try lines(board(readAgo: 1800), height: 36)[0].hasPrefix("◆ 5 warnings: "))
        #expect(try lines(board(readAgo: 2400), height: 36)[0].hasPrefix("◆ 5 warnings, read 40m ago: "))
    }

    @Test func `what health gives is said where it differs`() throws {
        #expect(try lines(board([], healthy: 6), height: 36) == [])
        let line = try #require(try lines(board([], healthy: 0), height: 36).first)
        #expect(
            line.hasPrefix("◆ Route 53 gives 0 % to new (A), not the 25 % of the weights: new counts as unhealthy: "))
        #expect(line.hasSuffix("100 % if old became unhealthy, 0 % if new did"))
    }

    @Test func `as text`() {
        let reading = TopologyReading(
            warnings: [Self.warnings[0], Self.warnings[1]],
            gaps: [TopologyGap(action: "wafv2:GetWebACLForResource", isDenied: true, words: "it is not allowed")])
        #expect(
            TopologyText.lines(reading, of: "api") == [
                "◆ api new: Its target group is empty.", "    → Fill it.", "◆ api: A has a TTL of 300 s.",
                "    → Lower it.", "? api: not known, so not warned of: it is not allowed",
            ])
    }
}
