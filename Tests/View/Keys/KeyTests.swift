import Boards
import Model
import Testing

@testable import View

/// Each key, with the whole of what it changes and asks for.
@Suite struct KeyTests {
    private let now = BoardFixture.now

    private func state(_ board: Board? = BoardFixture.night, readOnly: Bool = false) -> ScreenState {
        .fixture(board, 120, 36, readOnly: readOnly)
    }

    /// The state that should come out, as changes to the one that went in.
    private func expect(
        _ keys: [Key], on start: ScreenState, ask effects: [Effect] = [],
        sourceLocation: SourceLocation = #_sourceLocation,
        change: (inout ScreenState) -> Void
    ) {
        var state = start
        var asked: [Effect] = []
        for key in keys { asked += state.handle(key, at: now) }
        var wanted = start
        change(&wanted)
        // Boards hold NaN where there is no number, which equals nothing; no key changes one, so its age stands for it.
        func told(_ state: ScreenState) -> [(String, String)] {
            Mirror(reflecting: state).children.map { child in
                switch child.value {
                case let board as Board: (child.label ?? "", "board of \(board.takenAt)")
                case let held as ScreenState.FrozenPicture:
                    (child.label ?? "", "board of \(held.board.takenAt) held at \(held.at)")
                default: (child.label ?? "", "\(child.value)")
                }
            }
        }
        let differences = zip(told(state), told(wanted)).filter { $0 != $1 }.map { "\($0.0): \($0.1), not \($1.1)" }
        #expect(differences.isEmpty, "\(differences)", sourceLocation: sourceLocation)
        #expect(asked == effects, sourceLocation: sourceLocation)
    }

    private func order(
        _ kind: OrderRequest.Plain, _ service: String, _ reason: String = "", about: Int64? = nil
    ) -> Effect {
        .post(OrderRequest(kind: kind, service: service, reason: reason, about: about))
    }

    @Test func `m turns the mouse off and on`() {
        expect([.character("m")], on: state(), ask: [.mouse(false)]) {
            $0.isMouseOn = false
            $0.notice = .init(
                text: "mouse off: the terminal selects text by itself; m turns the mouse on again", isFailure: false)
        }
        expect([.character("m"), .character("m")], on: state(), ask: [.mouse(false), .mouse(true)]) {
            $0.notice = .init(text: "mouse on", isFailure: false)
        }
    }

    @Test func `p pauses at once and then offers a reason`() {
        expect([.character("p")], on: state(), ask: [order(.pause, "api")]) {
            $0.chosen = "api"
            $0.post(.pause, "api", at: now)
            $0.prompt = .reason(service: "api", text: "")
        }
    }

    @Test func `p pauses from the service view too`() {
        var start = state()
        start.press(.end, .enter)
        expect([.character("p")], on: start, ask: [order(.pause, "worker")]) {
            $0.post(.pause, "worker", at: now)
            $0.prompt = .reason(service: "worker", text: "")
        }
    }

    @Test func `the next frame says pausing`() {
        var state = state()
        state.press(.character("p"))
        let text = state.frame(at: now).text
        #expect(text.contains("PAUSING  ordered 14:32:07, not stored yet"))
        #expect(text.contains("api PAUSING  why?"))
    }

    @Test func `a typed reason is posted clean and about the pause`() {
        var start = state()
        start.press(.character("p"))
        var board = BoardFixture.night
        board.services[0].pause = Pause(order: 9, by: "mika@bastion", at: now, reason: "", ofAll: false)
        start.receive(board)
        #expect(start.posted.isEmpty)
        let keys: [Key] = "p99  x".map { .character($0) } + [.backspace, .character("u"), .enter]
        expect(keys, on: start, ask: [order(.annotate, "api", "p99 u", about: 9)]) { $0.prompt = nil }
    }

    @Test func `an empty reason and esc post nothing`() {
        var start = state()
        start.press(.character("p"))
        expect([.character(" "), .enter], on: start) { $0.prompt = nil }
        expect([.character("x"), .escape], on: start) { $0.prompt = nil }
    }

    @Test func `typing takes letters that are keys elsewhere`() {
        var start = state()
        start.press(.character("p"))
        expect("qs?/ 1".map { .character($0) }, on: start) { $0.prompt = .reason(service: "api", text: "qs?/ 1") }
        expect([.character("a"), .character("b"), .ctrl("u")], on: start) { _ in }
        expect("one two".map { .character($0) } + [.ctrl("w")], on: start) {
            $0.prompt = .reason(service: "api", text: "one ")
        }
        expect([.character("\u{7}"), .character("\u{202E}"), .tab, .up], on: start) { _ in }
    }

    @Test func `p on a paused service asks`() {
        var start = state()
        start.press(.down)
        expect([.character("p")], on: start) { $0.prompt = .resume(service: "web", order: 7) }
        expect([.character("p"), .enter], on: start) { $0.prompt = .resume(service: "web", order: 7) }
        // A word that was meant for another question: its y resumes nothing.
        var paying = start
        let asked = paying.press(.character("p"), .character("a"), .character("y"))
        let copies = asked.count { if case .copy = $0 { true } else { false } }
        #expect(asked.count == copies && paying.prompt == nil && paying.posted.isEmpty)
        expect([.character("p"), .character("n")], on: start) { _ in }
        expect([.character("p"), .escape], on: start) { _ in }
        expect([.character("p"), .character("y")], on: start, ask: [order(.resume, "web", about: 7)]) {
            $0.post(.resume, "web", at: now)
        }
    }

    @Test func `resuming what somebody else resumed says so`() {
        var start = state()
        start.press(.down, .character("p"))
        var board = BoardFixture.night
        board.services[1].pause = nil
        start.receive(board)
        expect([.character("y")], on: start) {
            $0.prompt = nil
            $0.notice = .init(text: "web was resumed already, by somebody else", isFailure: false)
        }
    }

    @Test func `an answer is to the pause that was shown`() {
        var start = state()
        start.press(.down, .character("p"))
        var board = BoardFixture.night
        board.services[1].pause = Pause(order: 9, by: "ken@bastion", at: now, reason: "", ofAll: false)
        start.receive(board)
        expect([.character("y")], on: start) {
            $0.prompt = .resume(service: "web", order: 9)
            $0.notice = .init(text: "nothing was ordered: ken holds web by now", isFailure: true)
        }
        expect([.character("y"), .character("y")], on: start, ask: [order(.resume, "web", about: 9)]) {
            $0.prompt = nil
            $0.post(.resume, "web", at: now)
        }
    }

    @Test func `p twice while on its way says why not`() {
        var start = state()
        start.press(.character("p"), .escape)
        expect([.character("p")], on: start) {
            $0.notice = .init(
                text: "p: the pause of api is on its way to the store", isFailure: false, key: .character("p"))
        }
        start.press(.character("p"), .down)
        #expect(start.notice == nil)
    }

    @Test func `an order that could not be stored is shown and not pending`() {
        var state = state()
        let effects = state.press(.character("p"))
        guard case .post(let order) = effects.first else {
            Issue.record("nothing was posted")
            return
        }
        state.orderFailed(order, because: "the disk is full")
        #expect(state.posted.isEmpty && state.prompt == nil)
        #expect(state.frame(at: now).text.contains("▲ NOT STORED: the pause of api: the disk is full"))
    }

    @Test func `read only has no keys that change anything`() {
        expect([.character("p")], on: state(readOnly: true)) {
            $0.notice = .init(text: "nothing was ordered: this screen is READ ONLY", isFailure: true)
        }
        let state = state(readOnly: true)
        let labels = KeyTable.bindings(state).map(\.label)
        #expect(!labels.contains("p") && labels.contains("s"))
        #expect(!Footer.keys(state, width: 118).text.contains("pause"))
        #expect(!HelpPane.lines(state, width: 120).contains { $0.text.contains("pause") && $0.text.hasPrefix("p ") })
    }

    @Test func `moving stops at the ends`() {
        expect([.down], on: state()) { $0.chosen = "web" }
        expect([.character("j"), .character("j"), .down], on: state()) { $0.chosen = "worker" }
        expect([.down, .up, .character("k")], on: state()) { $0.chosen = "api" }
        expect([.end], on: state()) { $0.chosen = "worker" }
        expect([.pageDown, .home], on: state()) { $0.chosen = "api" }
        expect([.down], on: state(nil)) { _ in }
    }

    @Test func `open and back`() {
        expect([.enter], on: state()) {
            $0.chosen = "api"
            $0.pane = .service
            $0.page.row = .graph(.metric(.p99))
        }
        expect([.enter, .escape], on: state()) {
            $0.chosen = "api"
            $0.page.row = .graph(.metric(.p99))
        }
        expect([.enter], on: state(nil)) {
            $0.notice = .init(text: "⏎: no service is selected", isFailure: false, key: .enter)
        }
    }

    @Test func `help goes back to where it came from`() {
        var start = state()
        start.press(.enter)
        expect([.character("?")], on: start) {
            $0.paneBehindHelp = .service
            $0.pane = .help
        }
        expect([.character("?"), .escape], on: start) { $0.paneBehindHelp = .service }
    }

    @Test func `tab turns graphs or tabs`() {
        expect([.tab], on: state()) { $0.firstGraph = 3 }
        expect([.tab, .backTab], on: state()) { _ in }
        var start = state()
        start.press(.enter)
        expect([.tab], on: start) { $0.page.tab = .fleets }
        expect([.tab, .tab, .tab, .tab, .tab], on: start) { _ in }
        expect([.backTab], on: start) { $0.page.tab = .warnings }
    }

    @Test func `enter shows the tab on the whole screen`() {
        var start = state()
        start.press(.enter, .tab)
        expect([.enter], on: start) { $0.pane = .full }
        expect([.enter, .escape], on: start) { _ in }
        expect([.enter, .tab], on: start) {
            $0.pane = .full
            $0.page.tab = .sources
        }
        expect([.enter, .character("?"), .escape], on: start) {
            $0.pane = .full
            $0.paneBehindHelp = .full
        }
        expect([.enter, .character("p")], on: start, ask: [order(.pause, "api")]) {
            $0.pane = .full
            $0.post(.pause, "api", at: now)
            $0.prompt = .reason(service: "api", text: "")
        }
    }

    @Test func `numbers and tabs scroll as far as they go`() {
        var start = ScreenState.fixture(BoardFixture.night, 80, 22)
        start.press(.enter, .tab)
        expect([.down], on: start) { $0.page.row = .graph(.metric(.p95)) }
        expect([.up, .up, .up], on: start) { $0.page.row = .graph(.metric(.requests)) }
        expect([.down, .up], on: start) { _ in }
        start.press(.pageDown)
        let bottom = start.page.top[.fleets] ?? 0
        #expect(bottom > 0 && bottom < 8)
        expect([.end], on: start) { _ in }
        expect([.pageUp], on: start) { $0.page.top = [.fleets: 0] }
        #expect(start.frame(at: now).text.contains("of 10"))
        start.press(.enter, .home)
        expect([.down], on: start) { _ in }
    }

    @Test func `windows ask for a board that reaches back`() {
        expect([.character("3")], on: state(), ask: [.read(.sixHours)]) { $0.window = .sixHours }
        expect([.character("2")], on: state()) { _ in }
        expect([.character("1"), .character("1")], on: state(), ask: [.read(.quarter)]) { $0.window = .quarter }
    }

    @Test func `space holds the picture and nothing else`() {
        expect([.character(" ")], on: state()) { $0.held = $0.board.map { .init(board: $0, at: now) } }
        expect([.character(" "), .character(" ")], on: state()) { _ in }
        var state = state(BoardFixture.calm)
        state.press(.character(" "))
        state.receive(BoardFixture.night)
        #expect(state.picture(at: now + 60)?.takenAt == now)
        // Orders go by the newest board: web is paused by now, although the held picture doesn't show it.
        state.press(.down, .character("p"))
        #expect(state.prompt == .resume(service: "web", order: 7))
    }

    @Test func `ages count on while nothing arrives`() {
        let state = state()
        #expect(state.frame(at: now).text.contains("● LIVE"))
        #expect(state.frame(at: now + 30).text.contains("NOBODY POLLS"))
        #expect(state.picture(at: now + 30)?.takenAt == now + 30)
    }

    @Test func `filtering narrows as one types`() {
        expect([.character("/"), .character("W"), .character("O")], on: state()) {
            $0.prompt = .filter(before: "")
            $0.filter = "WO"
        }
        var filtered = state()
        filtered.press(.character("/"), .character("w"), .character("o"), .enter)
        #expect(filtered.prompt == nil && filtered.selected?.name == "worker")
        expect([.character("/"), .character("x"), .escape], on: filtered) { _ in }
        var none = filtered
        none.press(.character("/"), .character("x"), .enter)
        expect([.character("p")], on: none) {
            $0.notice = .init(text: "p: no service is selected", isFailure: false, key: .character("p"))
        }
    }

    @Test func `the loop's keys`() {
        expect([.character("q")], on: state(), ask: [.quit]) { _ in }
        expect([.character("s")], on: state(), ask: [.snapshot(reason: "")]) { _ in }
        expect([.ctrl("l"), .ctrl("z"), .ctrl("c")], on: state(), ask: [.redraw, .suspend, .quit]) { _ in }
        expect([.character("T")], on: state(), ask: [.theme]) { _ in }
        expect([.character("s")], on: state(nil)) {
            $0.notice = .init(text: "s: there is nothing to write yet", isFailure: false, key: .character("s"))
        }
        var copying = state()
        let copied = copying.press(.character("y")).compactMap { effect -> String? in
            if case .copy(let text) = effect { text } else { nil }
        }
        #expect(copied.map { $0.hasPrefix("▲ HOLD  api: new is slow: p99 407 ms, old 288 ms") } == [true], "\(copied)")
        expect([.character("y")], on: state(nil)) { _ in }
        var asking = state()
        asking.press(.character("p"))
        expect([.ctrl("c")], on: asking, ask: [.quit]) { _ in }
    }

    @Test func `a key without meaning leaves the notice`() {
        var start = state()
        start.notice = .init(text: "snapshot written", isFailure: false)
        expect([.character("x"), .delete], on: start) { _ in }
        expect([.down], on: start) {
            $0.notice = nil
            $0.chosen = "web"
        }
    }
}
