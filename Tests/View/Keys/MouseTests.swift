import Boards
import Model
import Testing

@testable import View

/// What a click and the wheel do, on the frame that is shown.
@Suite struct MouseTests {
    private let now = BoardFixture.now

    /// A click at the middle of a text on the frame, in the last line that has it and the text beside it.
    private func click(_ text: String, on frame: Frame, beside: String = "") throws -> MouseEvent {
        let lines = frame.text.split(separator: "\n", omittingEmptySubsequences: false)
        let place = lines.lastIndex { $0.contains(text) && (beside.isEmpty || $0.contains(beside)) }
        let y = try #require(place, "\(text) is not on\n\(frame.text)")
        let range = try #require(lines[y].firstRange(of: text))
        let before = Width.of(String(lines[y][..<range.lowerBound]))
        return MouseEvent(.press, x: before + Width.of(text) / 2, y: y)
    }

    /// A click on the row of a service.
    private func click(row name: String, on frame: Frame) throws -> MouseEvent {
        let lines = frame.text.split(separator: "\n", omittingEmptySubsequences: false)
        return MouseEvent(.press, x: 30, y: try #require(lines.firstIndex { $0.dropFirst().hasPrefix("\(name) ") }))
    }

    @Test func `the first click selects a service and the next opens it`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        let frame = state.nextFrame(at: now)
        let press = try click(row: "worker", on: frame)
        #expect(state.keys(of: press, on: frame.clicks) == [])
        state.take(press, on: frame.clicks, at: now)
        #expect(state.selected?.name == "worker" && state.pane == .overview)
        state.take(press, on: frame.clicks, at: now)
        #expect(state.selected?.name == "worker" && state.pane == .service)
    }

    @Test func `a service that the selection has followed is not opened by its first click`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        let frame = state.nextFrame(at: now)
        let press = try click(row: try #require(state.selected?.name), on: frame)
        state.take(press, on: frame.clicks, at: now)
        #expect(state.pane == .overview)
        state.take(press, on: frame.clicks, at: now)
        #expect(state.pane == .service)
    }

    @Test func `a key in the footer is that key`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        state.canRollBack = true
        let frame = state.nextFrame(at: now)
        for (text, key) in ["q quit": "q", "R rolls back": "R", "? help": "?"] as [String: Character] {
            #expect(state.keys(of: try click(text, on: frame), on: frame.clicks) == [.character(key)])
        }
        #expect(state.handle(.character("R"), at: now) == [], "it asks first")
        #expect(state.prompt != nil)
        let asked = state.nextFrame(at: now)
        #expect(state.keys(of: try click("leave it", on: asked), on: asked.clicks) == [.escape])
        // A question is open: nothing behind it is selected, and nothing moves.
        let before = state.selected?.name
        state.take(try click(row: "worker", on: frame), on: frame.clicks, at: now)
        #expect(state.selected?.name == before)
        #expect(state.keys(of: MouseEvent(.wheelDown, x: 1, y: 8), on: asked.clicks) == [])
    }

    @Test func `where nothing can be clicked a click does nothing`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        let frame = state.nextFrame(at: now)
        let before = state.selected?.name
        for (x, y) in [(0, 0), (119, 0), (500, 10), (3, 99)] {
            let press = MouseEvent(.press, x: x, y: y)
            #expect(state.keys(of: press, on: frame.clicks) == [])
            state.take(press, on: frame.clicks, at: now)
            #expect(state.selected?.name == before && state.pane == .overview)
        }
        // The pane has changed since: the row is not there any more.
        let row = try click(row: "worker", on: frame)
        state.pane = .help
        state.take(row, on: frame.clicks, at: now)
        #expect(state.selected?.name == before && state.pane == .help)
    }

    @Test func `the wheel moves what the arrows move`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        let clicks = state.nextFrame(at: now).clicks
        #expect(state.keys(of: MouseEvent(.wheelDown, x: 1, y: 8), on: clicks) == [.down])
        #expect(state.keys(of: MouseEvent(.wheelUp, x: 1, y: 8), on: clicks) == [.up])
        state.pane = .help
        #expect(state.keys(of: MouseEvent(.wheelDown, x: 1, y: 8), on: clicks) == [.down, .down, .down])
    }

    @Test func `a tab is shown by a click on its title, and the wheel scrolls its rows`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 120, 24)
        _ = state.nextFrame(at: now)
        state.pane = .service
        let frame = state.nextFrame(at: now)
        for (title, tab) in ["fleets": PageState.Tab.fleets, "why": .why, "timeline": .timeline] {
            let press = try click(title, on: frame, beside: "│")
            #expect(state.keys(of: press, on: frame.clicks) == [])
            state.take(press, on: frame.clicks, at: now)
            #expect(state.page.tab == tab)
        }
        state.page.tab = .fleets
        let fleets = state.nextFrame(at: now)
        let y = try click("fleets", on: fleets, beside: "│").y + 1
        let wheel = MouseEvent(.wheelDown, x: 10, y: y)
        #expect(state.keys(of: wheel, on: fleets.clicks) == [], "not the numbers above")
        state.take(wheel, on: fleets.clicks, at: now)
        let top = state.page.top[.fleets] ?? 0
        #expect(top > 0 && top <= 3)
        state.take(MouseEvent(.wheelUp, x: 10, y: y), on: fleets.clicks, at: now)
        #expect(state.page.top[.fleets] == 0)
        #expect(state.keys(of: MouseEvent(.wheelDown, x: 10, y: 4), on: fleets.clicks) == [.down, .down, .down])
    }

    /// On each size, every key of the footer that can be read can be clicked, and nothing outside the frame.
    @Test(arguments: [(60, 20), (80, 24), (200, 60), (40, 10)])
    func `clickable places lie on the screen`(_ width: Int, _ height: Int) {
        var state = ScreenState.fixture(BoardFixture.night, width, height)
        let frame = state.nextFrame(at: now)
        let hits = (0..<height).flatMap { y in (0..<width).compactMap { frame.clicks.target(x: $0, y: y) } }
        #expect(hits.contains { if case .key = $0 { true } else { false } })
        for y in 0..<height {
            #expect(frame.clicks.target(x: width, y: y) == nil && frame.clicks.target(x: -1, y: y) == nil)
        }
    }
}
