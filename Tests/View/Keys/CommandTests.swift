import Boards
import Model
import Testing

@testable import View

/// The command line finds what keys do, tabs and services by name; an unknown key says that it is unknown.
@Suite struct CommandTests {
    private let now = BoardFixture.now

    private func type(_ text: String, _ state: inout ScreenState) -> [Effect] {
        text.flatMap { state.press(.character($0)) }
    }

    @Test func `a part of a name is enough`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        state.press(.character(":"))
        #expect(state.place == .command && state.frame(at: now).text.contains("pause or resume p"))
        #expect(type("snap", &state) == [])
        #expect(state.frame(at: now).text.contains("snapshot s"))
        #expect(state.press(.enter) == [.snapshot(reason: "")])
        #expect(state.prompt == nil)
    }

    @Test func `services and tabs are places to go to`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        state.press(.character(":"))
        _ = type("worker", &state)
        state.press(.enter)
        #expect(state.pane == .service && state.selected?.name == "worker")
        state.press(.character(":"))
        _ = type("fleets", &state)
        state.press(.enter)
        #expect(state.page.tab == .fleets && state.selected?.name == "worker")
        // The filter does not hide where somebody wants to go.
        state.press(.escape)
        state.filter = "api"
        state.press(.character(":"))
        _ = type("web", &state)
        state.press(.enter)
        #expect(state.selected?.name == "web" && state.filter.isEmpty)
    }

    @Test func `orders ask as after their keys`() {
        var state = SteeredBoards.state(SteeredBoards.board())
        state.press(.character(":"))
        _ = type("roll", &state)
        #expect(state.press(.enter) == [])
        guard case .confirm(let confirm) = state.prompt else {
            Issue.record("no question: \(String(describing: state.prompt))")
            return
        }
        #expect(confirm.kind == .rollBack && confirm.typed.isEmpty)
        state.press(.escape, .character(":"))
        _ = type("pause", &state)
        guard case .post(let order)? = state.press(.enter).first else {
            Issue.record("nothing was posted")
            return
        }
        #expect(order.kind == .pause && order.service == state.selected?.name)
    }

    @Test func `what a read-only screen lacks is not offered`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36, readOnly: true)
        state.press(.character(":"))
        #expect(!CommandChoice.all(state).contains { ["pause or resume", "advance", "roll back"].contains($0.name) })
        _ = type("pause", &state)
        #expect(state.frame(at: now).text.contains("nothing has “pause” in its name"))
        #expect(state.press(.enter) == [] && state.prompt == nil && state.posted.isEmpty)
    }

    @Test func `the choice goes round and begins anew with what is typed`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        state.press(.character(":"))
        let count = CommandChoice.matching("", state).count
        for _ in 0..<count { state.press(.tab) }
        #expect(state.prompt == .command(text: "", chosen: 0))
        state.press(.up)
        #expect(state.prompt == .command(text: "", chosen: count - 1))
        _ = type("t", &state)
        #expect(state.prompt == .command(text: "t", chosen: 0))
        state.press(.escape)
        #expect(state.prompt == nil && state.pane == .overview)
    }

    @Test func `every command has a name of its own, and every name does something`() {
        var state = SteeredBoards.state(SteeredBoards.deadMan())
        let names = CommandChoice.all(state).map(\.name)
        #expect(Set(names).count == names.count)
        for name in ["advance", "roll back", "sort", "help", "I am here", "graphs of 6 h"] {
            #expect(names.contains(name))
        }
        state.press(.character(":"))
        _ = type("graphs of 6", &state)
        #expect(state.press(.enter) == [.read(.sixHours)])
    }

    @Test func `an unknown key says so and takes no other notice away`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        #expect(state.press(.character("z")) == [])
        #expect(state.notice?.text == "z does nothing here; ? lists the keys, : finds them by name")
        state.press(.ctrl("x"))
        #expect(state.notice?.text.hasPrefix("Ctrl+X does nothing here") == true)
        state.press(.down)
        #expect(state.notice == nil)
        state.notice = .init(text: "snapshot: /tmp/x.md", isFailure: false)
        state.press(.character("z"))
        #expect(state.notice?.text == "snapshot: /tmp/x.md")
    }

    @Test func `one key says why`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        #expect(state.frame(at: now).text.contains("e why"))
        state.press(.character("e"))
        #expect(state.pane == .service && state.page.tab == .why && state.selected?.name == "api")
    }
}
