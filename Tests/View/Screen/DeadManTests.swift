import Boards
import Model
import Testing

@testable import View

/// The time that runs out while nobody looks: on every screen, and renewed by one key.
@Suite struct DeadManTests {
    private let now = SteeredBoards.now

    @Test func `it stands on every pane at every size`() {
        for (width, height) in [(30, 6), (50, 10), (60, 15), (80, 24), (120, 36), (200, 50)] {
            for keys: [Key] in [[], [.enter], [.character("?")], [.character("p")], [.character(" ")]] {
                var state = SteeredBoards.state(SteeredBoards.deadMan(), width, height)
                for key in keys { state.press(key) }
                let text = state.frame(at: now).text
                #expect(text.contains("AUTO ROLL BACK  api in"), "\(width)×\(height) after \(keys)")
                let hasKey = text.contains("AUTO ROLL BACK  api in 7:12 · d: I am here") || text.contains("d I am here")
                if width >= 60, keys != [.character("p")] { #expect(hasKey, "\(width)×\(height) after \(keys)") }
                if width >= 80, keys.isEmpty { #expect(text.contains("R rolls back   p pauses"), "\(width)×\(height)") }
            }
        }
    }

    @Test func `the frozen picture does not hold it`() {
        var state = SteeredBoards.state(SteeredBoards.deadMan())
        state.press(.character(" "))
        #expect(state.frame(at: now + 5).text.contains("api in 7:07"))
    }

    @Test func `one key renews all that run`() {
        var board = SteeredBoards.deadMan()
        var state = SteeredBoards.state(board)
        state.press(.down)
        let effects = state.press(.character("d"))
        #expect(effects == [.post(OrderRequest(kind: .renew, service: "api"))])
        #expect(state.posted.isEmpty, "a renewal keeps no other order from being given")
        #expect(state.frame(at: now).text.contains("api in 7:12 · not stored yet"))
        board.services[0].heardAt = now + 0.3
        state.receive(board)
        #expect(state.renewing.isEmpty)
        #expect(state.frame(at: now).text.contains("api in 20:01 · d: I am here"))
    }

    @Test func `what could not be stored is not renewed`() {
        var state = SteeredBoards.state(SteeredBoards.deadMan())
        state.press(.character("d"))
        state.orderFailed(OrderRequest(kind: .renew, service: "api"), because: "the disk is full")
        #expect(state.renewing.isEmpty)
        #expect(state.notice?.text == "NOT STORED: the renewal of api: the disk is full")
    }

    @Test func `where nothing runs there is no such key`() {
        var state = SteeredBoards.state(SteeredBoards.board())
        #expect(state.press(.character("d")) == [] && state.notice?.isUnknownKey == true)
        #expect(!state.frame(at: now).text.contains("DEAD MAN"))
        #expect(!Footer.keys(state, width: 118).text.contains("dead man"))
        var reading = SteeredBoards.state(SteeredBoards.deadMan())
        reading.readOnly = true
        #expect(reading.press(.character("d")) == [])
        let text = reading.frame(at: now).text
        #expect(text.contains("AUTO ROLL BACK  api in 7:12") && !text.contains("d: I am here"))
    }

    @Test func `while nobody polls nothing rolls back`() {
        let text = SteeredBoards.state(SteeredBoards.deadMan()).frame(at: now + 60).text
        #expect(text.contains("AUTO ROLL BACK  api: nobody polls, so nothing rolls back by itself"))
    }

    @Test(arguments: [(120, 36), (80, 24), (60, 15)]) func `overview`(width: Int, height: Int) throws {
        var state = SteeredBoards.state(SteeredBoards.deadMan(), width, height)
        let frame = state.frame(at: now)
        #expect((1...9).allSatisfy { frame[$0, 1].role == .worse })
        try Picture.expect(frame, "dead-man-overview-\(width)x\(height)")
        state.press(.character("?"), .end)
        #expect(state.helpTop == HelpPane.lastTop(state))
        try Picture.expect(state.frame(at: now), "dead-man-help-end-\(width)x\(height)")
    }
}
