import Boards
import Model
import Testing

@testable import View

/// What a verdict stands on, as the service view shows it.
@Suite struct EvidenceTests {
    private let now = BoardFixture.now

    private func state(_ width: Int, _ height: Int, isUTF8: Bool = true) -> ScreenState {
        var state = ScreenState.fixture(BoardFixture.night, width, height, isUTF8: isUTF8)
        state.press(.enter, .tab, .tab, .tab)
        return state
    }

    @Test(arguments: [(80, 24), (120, 36)]) func `the tab and the whole of it`(width: Int, height: Int) throws {
        var state = state(width, height)
        #expect(state.page.tab == .why)
        try Picture.expect(state.frame(at: now), "evidence-\(width)x\(height)")
        state.press(.enter)
        try Picture.expect(state.frame(at: now), "evidence-whole-\(width)x\(height)")
    }

    @Test func `ASCII says the same`() throws {
        let frame = state(80, 24, isUTF8: false).frame(at: now)
        #expect(frame.text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        try Picture.expect(frame, "evidence-ascii-80x24")
    }

    @Test func `the metric that decided comes first`() throws {
        let scene = try #require(Scene(state(120, 36), at: now))
        let service = try #require(scene.selected)
        let trial = try #require(scene.trial(of: service))
        let content = EvidenceRows.content(service, scene)
        guard case .ratio(let account, let whole) = content[1] else {
            Issue.record("the second row is \(content[1])")
            return
        }
        #expect(account.metric == trial.judgement.metric)
        #expect(whole?.metric == account.metric)
        let metrics = content.compactMap { row -> JudgedMetric? in
            if case .ratio(let account, _) = row { account.metric } else { nil }
        }
        #expect(Set(metrics) == Set(trial.step.map(\.metric)) && metrics.count == trial.step.count)
    }

    @Test func `what is not compared says why`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        state.press(.down, .down, .enter, .tab, .tab, .tab)
        #expect(state.frame(at: now).text.contains("it takes no traffic of its own"))
        var board = BoardFixture.night
        board.services[0].old.series = [:]
        board.services[0].new.series = [:]
        state = ScreenState.fixture(board, 120, 36)
        state.press(.enter, .tab, .tab, .tab)
        #expect(state.frame(at: now).text.contains("no minute of this step has settled"))
    }

    // MARK: The graph

    private func line(_ values: [Double], columns: Int = 8, _ blocks: Blocks = .unicode) -> String {
        EvidenceGraph(values, bar: 10_000, columns: columns).text(blocks)
    }

    /// 10,000 is proof: 10 is a quarter of the way, 100 a half; one short of the bar is not full.
    @Test func `the scale is logarithmic and only the bar is full`() {
        #expect(line([0.1, 1, 10, 100, 1000, 9999, 10_000, 1e200]) == "▁▁▃▅▆▇██")
        #expect(line([0.1, 10, 9999, 10_000], columns: 4, .ascii) == "_-*#")
    }

    @Test func `many minutes keep their largest and gaps stay gaps`() {
        #expect(line([1, 10_000, 1, 1], columns: 2) == "█▁")
        #expect(line([.nan, 10], columns: 4) == "·▃")
        #expect(line([], columns: 4) == "")
        #expect(EvidenceGraph([1, 100, 10_000, .nan], bar: 10_000, columns: 60).text == "▁▅█·")
    }

    /// The bar is a dashed line with its number; what has not reached it is below it, and what has is worse.
    @Test func `the plot shows the bar`() {
        let minutes = Minute(index: 0)..<Minute(index: 4)
        var frame = Frame(width: 37, height: 6)
        EvidencePlot([1, 100, 9999, 10_000], bar: 10_000, minutes: minutes).plot.draw(
            into: &frame, x: 0, y: 0, width: 37, rows: 5, glyphs: .braille
        ) { "\($0.index)" }
        let bar = (0..<5).first { y in (5..<37).contains { frame[$0, y].role == .worse && frame[$0, y].glyph != " " } }
        #expect(bar == 1)
        #expect(frame.text.split(separator: "\n")[1].hasPrefix("10000"))
        let worse = (5..<37).filter { frame[$0, 1].role == .worse && $0 >= 29 }
        #expect(worse.count == 8)
        #expect((21..<29).allSatisfy { x in (0..<5).contains { frame[x, $0].role == .new } })
    }

    @Test func `evidence is written short`() {
        #expect([0.04, 3.24, 12.4, 3200, 1.5e14].map(NumberWords.evidence) == ["0.0", "3.2", "12", "3200", "10^14"])
    }
}
