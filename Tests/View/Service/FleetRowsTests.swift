import Boards
import Model
import Testing

@testable import View

/// The fleets side by side, and the sources in their table.
@Suite struct FleetRowsTests {
    private let now = BoardFixture.now

    private func text(_ board: Board, _ width: Int, tabs: Int) -> String {
        var state = ScreenState.fixture(board, width, 40)
        state.press(.enter)
        for _ in 0..<tabs { state.press(.tab) }
        state.press(.enter)
        return state.frame(at: now).text
    }

    @Test func `ids are whole at 120 columns with the time to healthy`() {
        let text = text(BoardFixture.night, 120, tabs: 1)
        #expect(text.contains("i-0f70fade12345678") && text.contains("4c1f077e0aa53bb64cc75dd86ee97ff"), "\(text)")
        #expect(text.contains("up 9:12") && text.contains("up 0:38"))
        #expect(text.contains("old instances 8/8 · a 3 · c 3 · d 2"))
    }

    @Test func `a stopped task has its exit code and reason`() {
        var board = BoardFixture.night
        board.services[0].new.inventory?.members[0].stopReason = "EssentialContainerExited: exit code 137"
        for width in [80, 120] {
            let text = text(board, width, tabs: 1)
            #expect(text.contains("1 stopped") && text.contains("137"), "\(text)")
        }
    }

    @Test func `what differs between versions is named`() {
        func difference(_ one: String, _ other: String) -> String? {
            let members = [one, one, other].enumerated().map { index, version in
                Member(id: "\(index)", state: "RUNNING", version: version)
            }
            return VersionMarks(Inventory(members: members)).difference
        }
        #expect(difference("api:218 @9f2c", "api:218 @9f2c") == nil)
        #expect(difference("api:218 @9f2c", "api:219 @9f2c") == "A and B differ in task definition, not in image")
        #expect(
            difference("lt:41 ami-0c1d", "lt:41 ami-0aaa") == "A and B differ in machine image, not in launch template")
    }

    @Test func `a source says its pace its age and its error`() {
        let text = text(BoardFixture.blind, 120, tabs: 2)
        #expect(text.contains("Route 53") && text.contains("access denied; allow route53:ListResourceRecordSets"))
        #expect(text.contains("7 tries failed") && text.contains("asked/h"))
    }
}
