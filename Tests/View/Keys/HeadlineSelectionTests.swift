import Boards
import Model
import Testing

@testable import View

/// Whom the order keys mean: the service that the headline is about, until somebody selects another.
@Suite struct HeadlineSelectionTests {
    private let now = SteeredBoards.now

    /// Thirty services that are steered by hand; those named are worse on new.
    private static func thirty(worse: String...) -> Board {
        var board = SteeredBoards.board()
        let (bad, good) = (SteeredBoards.unsafe().services[0], board.services[0])
        board.services = (1...30).map { number in
            // The last of them is svc-22.
            let name = number == 30 ? "svc-22" : number == 22 ? "svc-30" : "svc-\(number < 10 ? "0" : "")\(number)"
            var service = worse.contains(name) ? bad : good
            service.configuration.name = number == 1 ? "api" : name
            return service
        }
        return board
    }

    private func state(_ board: Board, _ width: Int = 140, _ height: Int = 40) -> ScreenState {
        var state = SteeredBoards.state(board, width, height)
        _ = state.nextFrame(at: now)
        return state
    }

    private func receive(_ board: Board, _ state: inout ScreenState) {
        state.receive(board)
        _ = state.nextFrame(at: now)
    }

    @Test func `p pauses the service that the headline says to hold`() throws {
        var state = state(Self.thirty(worse: "svc-22"))
        let text = state.frame(at: now).text
        #expect(text.contains("HOLD    svc-22: "))
        #expect(text.contains("p pauses svc-22  n advances svc-22  R rolls back svc-22"))
        #expect(text.contains("▸svc-22"), "the selected row is among those that are shown")
        let posted = state.press(.character("p"))
        guard case .post(let order) = posted.first else {
            Issue.record("nothing was posted")
            return
        }
        #expect(order.service == "svc-22" && order.kind == .pause)
    }

    @Test func `so do n and R`() {
        var state = state(Self.thirty(worse: "svc-22"))
        state.press(.character("R"))
        #expect(state.prompt == .confirm(Confirm(service: "svc-22")))
        state.press(.escape, .character("n"))
        guard case .confirm(let confirm) = state.prompt else {
            Issue.record("nothing is asked")
            return
        }
        #expect(confirm.aims.map(\.service) == ["svc-22"])
    }

    @Test func `the selection follows the headline until somebody selects by hand`() {
        var state = state(Self.thirty())
        #expect(state.selected?.name == "api")
        receive(Self.thirty(worse: "svc-22"), &state)
        #expect(state.selected?.name == "svc-22")
        receive(Self.thirty(worse: "svc-05"), &state)
        #expect(state.selected?.name == "svc-05")
        receive(Self.thirty(), &state)
        #expect(state.selected?.name == "svc-05", "a headline about all moves nothing")
        state.press(.down)
        #expect(state.selected?.name == "svc-06")
        receive(Self.thirty(worse: "svc-22"), &state)
        #expect(state.selected?.name == "svc-06")
        let text = state.frame(at: now).text
        #expect(text.contains("p pauses svc-06") && text.contains("! to svc-22") && text.contains("! goes to it"))
    }

    @Test func `an exclamation mark goes to the headlines service`() {
        var state = state(Self.thirty(worse: "svc-22"))
        state.press(.down)
        #expect(state.selected?.name == "api", "the worst is the first")
        state.press(.character("!"))
        #expect(state.selected?.name == "svc-22")
        #expect(!state.frame(at: now).text.contains("! to "), "it is not offered where it goes nowhere")
        state.press(.character("!"))
        #expect(state.notice?.text == "!: svc-22 is selected already")
        // That was by hand as well.
        receive(Self.thirty(worse: "svc-05"), &state)
        #expect(state.selected?.name == "svc-22")
        // From one service's view to the other's.
        state.press(.enter, .character("!"))
        #expect(state.pane == .service && state.selected?.name == "svc-05")
        receive(Self.thirty(), &state)
        state.press(.character("!"))
        #expect(state.notice?.text == "!: the headline is about no single service")
    }

    @Test func `it shows a service that the filter hides`() {
        var state = state(Self.thirty(worse: "svc-22"))
        state.press(.character("/"), .character("a"), .character("p"), .enter, .character("!"))
        #expect(state.filter.isEmpty && state.selected?.name == "svc-22")
    }

    @Test func `nothing moves under a question or in a held picture`() {
        for key in [Key.character("R"), .character(" ")] {
            var state = state(Self.thirty(worse: "svc-22"))
            state.press(key)
            receive(Self.thirty(worse: "svc-05"), &state)
            #expect(state.selected?.name == "svc-22", "\(key)")
        }
    }

    @Test func `what was paused by a key stays selected`() {
        var state = state(Self.thirty(worse: "svc-22"))
        state.press(.character("p"), .escape)
        receive(Self.thirty(worse: "svc-05"), &state)
        #expect(state.selected?.name == "svc-22")
    }

    @Test(arguments: [60, 66, 72, 80, 100, 120, 140]) func `every width names whom the keys mean`(width: Int) {
        let text = Footer.keys(state(Self.thirty(worse: "svc-22"), width, 24), width: width - 2).text
        #expect(Width.of(text) <= width - 2)
        let isNamed = text.contains("p pauses svc-22") && text.contains("R rolls back svc-22")
        let isNamedOnce = text.hasPrefix("svc-22: p pause, ") && text.contains(", R roll back")
        #expect(isNamed || isNamedOnce, "\(text)")
        #expect(text.hasSuffix("? help  q quit"))
    }

    @Test func `n names the group that moves`() {
        var board = SteeredBoards.ready()
        board.services.removeLast()
        let groups = [ServiceGroup(name: "front", services: ["api", "web"])]
        let state = SteeredBoards.state(board, groups: groups)
        #expect(Footer.keys(state, width: 200).text.hasPrefix("p pauses api  n advances front  R rolls back api"))
        #expect(Footer.keys(state, width: 60).text.hasPrefix("api: p pause, n advance front, R roll back"))
    }

    @Test func `a small screen names them too`() {
        for (width, height) in [(50, 10), (40, 8), (34, 6), (44, 4), (34, 3)] {
            let text = state(Self.thirty(worse: "svc-22"), width, height).frame(at: now).text
            let isNamed = text.contains("p pauses svc-22") || text.contains("svc-22: p pause")
            #expect(isNamed || text.contains("▸svc-22") && text.contains("p pause  "), "\(width)×\(height):\n\(text)")
        }
    }
}
