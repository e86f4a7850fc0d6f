import Boards
import Model
import Testing

@testable import View

@Suite("Traps in what stands, in the tab and as text")
struct WarningRowsTests {
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

    private func lines(_ board: Board, width: Int = 160) throws -> [String] {
        let scene = try #require(Scene(ScreenState.fixture(board, width, 36), at: BoardFixture.now))
        return WarningRows(service: board.services[0], scene: scene).lines.map(\.text)
    }

    @Test func `each with what to do below it`() throws {
        #expect(try lines(board([])) == ["none was found", "read 60 s ago"])
        let lines = try lines(board())
        #expect(lines[0] == "◆ new: Its target group is empty." && lines[1] == "  → Fill it.")
        #expect(lines.count == 11 && lines[2] == "◆ A has a TTL of 300 s.")
        var unread = board()
        unread.services[0].layout = nil
        #expect(try self.lines(unread) == ["what may hurt in AWS was not read yet"])
    }

    @Test func `none is cut on a narrow screen`() throws {
        let long = TopologyWarning(
            .grace, side: .new, (1...40).map { "word\($0)" }.joined(separator: " "), remedy: "Wait longer.")
        let lines = try lines(board([long]), width: 60)
        #expect(lines.allSatisfy { Width.of($0) <= 58 } && lines.joined().contains("word40"))
    }

    @Test func `an overdue reading is marked`() throws {
        func role(_ readAgo: Double) throws -> Role? {
            let board = board(readAgo: readAgo)
            let scene = try #require(Scene(ScreenState.fixture(board, 160, 36), at: BoardFixture.now))
            return WarningRows(service: board.services[0], scene: scene).lines.last?.spans.last?.role
        }
        #expect(try role(1800) == .dim)
        #expect(try role(2400) == .blind)
    }

    @Test func `what is not known is no proof of safety`() throws {
        var board = board([])
        board.services[0].layout?.value.gaps = [
            TopologyGap(action: "wafv2:GetWebACLForResource", isDenied: true, words: "it is not allowed")
        ]
        #expect(try lines(board) == ["? not known, so not warned of: it is not allowed", "read 60 s ago"])
    }

    @Test func `the title counts them`() throws {
        var state = ScreenState.fixture(board(), 120, 36)
        state.press(.enter)
        #expect(state.frame(at: BoardFixture.now).text.contains("warnings 5"))
    }

    @Test func `what health gives is said where it differs`() throws {
        #expect(try lines(board([], healthy: 6)).first == "none was found")
        let line = try #require(try lines(board([], healthy: 0), width: 400).first)
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
