import Boards
import Model
import Testing

@testable import View

/// The first line where room is short.
@Suite struct HeaderTests {
    private func first(_ width: Int, holding name: String, simulated: String? = nil) -> String {
        var board = BoardFixture.night
        board.services[1].configuration.name = name
        board.simulated = simulated
        let text = ScreenState.fixture(board, width, 30).frame(at: BoardFixture.now).text
        return String(text.prefix { $0 != "\n" })
    }

    @Test func `the held service gives way before the migration and the minute`() {
        #expect(first(120, holding: "availability-api").contains("‖ PAUSED availability-…"))
        let narrow = first(90, holding: "availability-api")
        #expect(narrow.contains(" abreast  reservations   ● LIVE   ‖ PAUSED availab…"))
        #expect(!narrow.contains("numbers of"))
        #expect(first(110, holding: "api").contains("numbers of 14:29, 2 min old"))
        let small = first(80, holding: "availability-api")
        #expect(small.contains("reservations") && small.contains("‖ PAUSED availab…") && !small.contains("numbers of"))
        #expect(small.hasSuffix("14:32:07 JST"))
    }

    @Test func `the mark of a simulated world brings the only blank before it`() {
        #expect(first(60, holding: "web", simulated: "calm, seed 7").hasPrefix(" SIMULATED"))
        #expect(first(120, holding: "web", simulated: "calm, seed 7").hasPrefix(" abreast   SIMULATED"))
    }
}
