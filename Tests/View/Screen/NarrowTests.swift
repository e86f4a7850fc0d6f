import Boards
import Model
import Testing

@testable import View

/// What stays when room is short, and what is said without UTF-8.
@Suite struct NarrowTests {
    private let now = BoardFixture.now

    @Test func `the share comes before the numbers of the sides`() {
        for width in 60...200 {
            let places = ServiceColumns(width: width, name: 7, tasks: 3, verdict: 13).places
            #expect(places[.applied] != nil && places[.observed] != nil, "\(width)")
            #expect(places[.metric(.p99)] != nil && places[.verdict] != nil, "\(width)")
            let end = places.values.map { $0.x + $0.width }.max() ?? 0
            #expect(end < width, "\(width)")
            let spans = places.values.sorted { $0.x < $1.x }
            for (one, next) in zip(spans, spans.dropFirst()) { #expect(one.x + one.width < next.x, "\(width)") }
        }
        let text = ScreenState.fixture(BoardFixture.night, 60, 15).frame(at: now).text
        #expect(text.contains("set") && text.contains("seen") && text.contains("23.8"))
    }

    @Test(arguments: ["60 s", "9 min", "too early", "no traffic"]) func `a wider table says no less`(subject: String) {
        let wanted = Width.of("? unsure \(subject)")
        var fitted = false
        for width in 80...200 {
            let place = ServiceColumns(width: width, name: 7, tasks: 3, verdict: wanted).places[.verdict]
            let fits = place?.width ?? 0 >= wanted
            #expect(fits || !fitted, "\(width) says less than what is narrower")
            fitted = fitted || fits
        }
        #expect(fitted)
    }

    @Test(arguments: [(60, 15), (70, 20), (80, 24), (60, 40)]) func `the counter leaves the title whole`(
        width: Int, height: Int
    ) throws {
        var state = ScreenState.fixture(BoardFixture.night, width, height)
        state.press(.enter, .tab)
        let rows = state.frame(at: now).text.split(separator: "\n")
        let title = try #require(rows.first { $0.contains("▸fleets") })
        #expect(title.contains("│ warn"), "\(title)")
        if title.contains(" of ") { #expect(title.contains(/\ 1–\d+ of \d+ ─$/), "\(title)") }
    }

    @Test func `without UTF-8 nothing looks unknown that is not`() throws {
        var board = BoardFixture.night
        board.services[0].new.series[.target5xx] = BoardFixture.series { _ in 40 }
        board.services[0].old.series[.target5xx] = BoardFixture.series { _ in 0 }
        board.services[0].old.series[.balancer5xx] = BoardFixture.series { _ in 0 }
        board.services[0].new.series[.balancer5xx] = BoardFixture.series { _ in 0 }
        let trial = try #require(board.trial(of: board.services[0]))
        #expect(trial.step[0].ratio.words.contains("… ∞"), "\(trial.step[0].ratio.words): not what this is about")
        var state = ScreenState.fixture(board, 120, 36, isUTF8: false)
        state.press(.enter, .tab, .tab, .tab, .enter)
        let text = state.frame(at: now).text
        #expect(text.contains(" .. inf)"))
        #expect(!text.contains(" ~ "))
        #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
    }

    @Test(arguments: [60, 80, 100, 120, 150, 200]) func `help is read to its end`(width: Int) {
        var state = SteeredBoards.state(SteeredBoards.deadMan(), width, 24)
        state.press(.character("?"))
        let lines = HelpPane.lines(state, width: width)
        for line in lines {
            #expect(line.width <= width - 2, "\(line.text)")
            #expect(!line.text.contains("…"), "\(line.text)")
        }
        state.press(.end)
        let last = lines.last { !$0.isEmpty }.map(\.text) ?? "?"
        #expect(state.frame(at: now).text.contains(last.trimmed))
    }

    @Test func `why a key had no effect is gone when it is no longer true`() {
        var state = ScreenState.fixture(nil, 80, 24)
        state.press(.enter)
        #expect(state.notice?.text == "⏎: no service is selected")
        state.receive(BoardFixture.empty)
        state.receive(BoardFixture.night)
        #expect(state.notice == nil)
        state = ScreenState.fixture(nil, 80, 24)
        state.press(.enter, .character("x"))
        #expect(state.notice?.isUnknownKey == true, "gone with any key")
        // What is still true stays.
        var paused = SteeredBoards.state(SteeredBoards.ready())
        paused.press(.end, .character("R"))
        paused.receive(SteeredBoards.ready())
        #expect(paused.notice?.text == "R: nothing to roll back: no weights send traffic to it")
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
