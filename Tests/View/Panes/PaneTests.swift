import Boards
import Model
import Testing

@testable import View

/// Pictures of the panes: each is looked at by a person when it is recorded, and held to it from then on.
@Suite struct PaneTests {
    private static let sizes = [(80, 24), (120, 36), (200, 60)]
    private let now = BoardFixture.now

    @Test(arguments: sizes) func `overview of the night`(width: Int, height: Int) throws {
        let state = ScreenState.fixture(BoardFixture.night, width, height)
        try Picture.expect(state.frame(at: now), "overview-\(width)x\(height)")
    }

    @Test(arguments: sizes) func `service of the night`(width: Int, height: Int) throws {
        var state = ScreenState.fixture(BoardFixture.night, width, height)
        state.press(.enter)
        try Picture.expect(state.frame(at: now), "service-\(width)x\(height)")
    }

    @Test(arguments: sizes) func `help`(width: Int, height: Int) throws {
        var state = ScreenState.fixture(BoardFixture.night, width, height)
        state.press(.character("?"))
        try Picture.expect(state.frame(at: now), "help-\(width)x\(height)")
    }

    @Test func `calm`() throws {
        try Picture.expect(ScreenState.fixture(BoardFixture.calm, 120, 30).frame(at: now), "overview-calm-120x30")
    }

    @Test func `ASCII`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 80, 24, isUTF8: false)
        let overview = state.frame(at: now)
        #expect(overview.text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        try Picture.expect(overview, "overview-ascii-80x24")
        state.press(.enter)
        let service = state.frame(at: now)
        #expect(service.text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        try Picture.expect(service, "service-ascii-80x24")
    }

    @Test func `Japanese names`() throws {
        var state = ScreenState.fixture(BoardFixture.japanese, 100, 28)
        try Picture.expect(state.frame(at: now), "overview-japanese-100x28")
        state.press(.down, .enter)
        try Picture.expect(state.frame(at: now), "service-japanese-100x28")
    }

    @Test func `Japanese names in ASCII keep their columns`() {
        let frame = ScreenState.fixture(BoardFixture.japanese, 80, 24, isUTF8: false).frame(at: now)
        for line in frame.text.split(separator: "\n") { #expect(line.utf8.count <= 80) }
        #expect(frame.text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
    }

    @Test func `blind and stale`() throws {
        var state = ScreenState.fixture(BoardFixture.blind, 120, 36)
        try Picture.expect(state.frame(at: now), "overview-blind-120x36")
        state.press(.enter)
        try Picture.expect(state.frame(at: now), "service-blind-120x36")
        try Picture.expect(ScreenState.fixture(BoardFixture.blind, 80, 24).frame(at: now), "overview-blind-80x24")
    }

    @Test func `none zero and missing`() throws {
        var state = ScreenState.fixture(BoardFixture.odd, 120, 30)
        try Picture.expect(state.frame(at: now), "overview-odd-120x30")
        state.press(.down, .enter)
        try Picture.expect(state.frame(at: now), "service-odd-120x30")
    }

    @Test func `pausing and its reason`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 100, 26)
        state.press(.character("p"), .character("p"), .character("9"), .character("9"))
        let frame = state.frame(at: now)
        #expect(frame.cursor != nil)
        try Picture.expect(frame, "overview-pausing-100x26")
    }

    @Test func `resume asks`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 100, 26)
        state.press(.down, .character("p"))
        try Picture.expect(state.frame(at: now), "overview-resume-100x26")
    }

    @Test func `frozen`() throws {
        var state = ScreenState.fixture(BoardFixture.calm, 100, 26)
        state.press(.character(" "))
        var night = BoardFixture.night
        night.lease?.heartbeat = now + 40
        state.receive(night)
        let later = now + 41
        let frame = state.frame(at: later)
        #expect((0..<100).allSatisfy { frame[$0, 0].role == .frozen })
        try Picture.expect(frame, "overview-frozen-100x26")
    }

    @Test func `nobody polls`() throws {
        var board = BoardFixture.night
        board.lease?.heartbeat = BoardFixture.at("14:02:11")
        try Picture.expect(ScreenState.fixture(board, 100, 26).frame(at: now), "overview-nobody-polls-100x26")
    }

    @Test func `fifty services`() throws {
        var state = ScreenState.fixture(BoardFixture.fifty, 120, 36)
        try Picture.expect(state.frame(at: now), "overview-fifty-120x36")
        for _ in 0..<3 { state.press(.pageDown) }
        let frame = state.frame(at: now)
        #expect(frame.text.contains("▸service-31"))
        try Picture.expect(frame, "overview-fifty-scrolled-120x36")
    }

    @Test func `the first start`() throws {
        try Picture.expect(ScreenState.fixture(BoardFixture.empty, 100, 26).frame(at: now), "overview-first-100x26")
        try Picture.expect(ScreenState.fixture(nil, 80, 24).frame(at: now), "overview-no-board-80x24")
    }

    @Test func `too small`() throws {
        try Picture.expect(ScreenState.fixture(BoardFixture.night, 50, 10).frame(at: now), "tiny-50x10")
        try Picture.expect(ScreenState.fixture(BoardFixture.night, 60, 15).frame(at: now), "overview-60x15")
    }

    @Test func `filtered`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 80, 24)
        state.press(.character("/"), .character("w"), .character("o"))
        try Picture.expect(state.frame(at: now), "overview-filter-80x24")
    }

    @Test func `a notice gets the lines it needs`() {
        var state = ScreenState.fixture(BoardFixture.night, 80, 24)
        let path = "/var/lib/abreast/snapshots/" + String(repeating: "reservations-", count: 6) + "2026-11-23.md"
        state.notice = .init(text: "snapshot written: \(path)", isFailure: false)
        let text = state.frame(at: now).text.split(separator: "\n").joined().replacing(" ", with: "")
        #expect(text.contains(path))
    }

    @Test func `worker`() throws {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        state.press(.down, .down)
        try Picture.expect(state.frame(at: now), "overview-worker-120x36")
        state.press(.enter)
        try Picture.expect(state.frame(at: now), "service-worker-120x36")
    }

    @Test func `no size and no board breaks it`() {
        let boards: [Board?] = [
            nil, BoardFixture.empty, BoardFixture.night, BoardFixture.blind, BoardFixture.odd, BoardFixture.japanese,
        ]
        for board in boards {
            for (width, height) in [
                (0, 0), (1, 1), (2, 50), (59, 15), (60, 15), (61, 16), (75, 18), (99, 23), (300, 90),
            ] {
                var state = ScreenState.fixture(board, width, height)
                for keys: [Key] in [[], [.enter], [.tab], [.tab], [.escape, .character("?")], [.end]] {
                    for key in keys { state.press(key) }
                    let frame = state.frame(at: now)
                    #expect(frame.width == width && frame.height == height)
                    #expect(state.place == .help || frame.cursor == nil)
                }
            }
        }
    }
}
