import Boards
import Model
import Testing

@testable import View

/// The band's sentence in at most 25 words, its proof, and the line below it.
@Suite struct HeadlineWordsTests {
    private static let now = BoardFixture.now

    private static var boards: [Board] {
        [
            BoardFixture.night, BoardFixture.calm, BoardFixture.empty, BoardFixture.blind, BoardFixture.odd,
            BoardFixture.japanese, BoardFixture.fifty, SteeredBoards.board(), SteeredBoards.ready(),
            SteeredBoards.unsafe(), SteeredBoards.deadMan(),
        ]
    }

    private static func held(_ reason: String) -> Board {
        SteeredBoards.board {
            $0.services[0].pause = Pause(
                order: 7, by: "mika@bastion", at: now - 1725, reason: reason, ofAll: false)
        }
    }

    private func words(_ text: String) -> Int {
        text.split(whereSeparator: \.isWhitespace).count { $0.contains { $0.isLetter || $0.isNumber } }
    }

    @Test func `no headline of the fixtures has more than 25 words`() {
        let long = String(repeating: "a reason that goes on and on and never ends ", count: 8)
        for board in Self.boards + [Self.held(long)] {
            let state = ScreenState.fixture(board, 120, 36)
            guard let text = state.headline(at: Self.now) else { continue }
            #expect(words(text) <= 25, "\(words(text)): \(text)")
            for statistics in ["evidence", "confidence", "too few"] { #expect(!text.contains(statistics), "\(text)") }
        }
    }

    @Test func `only proof fills the bar`() {
        #expect(ProofBar.text(1) == "▰▰▰▰▰▰▰▰▰▰")
        #expect(ProofBar.text(0.999) == "▰▰▰▰▰▰▰▰▰▱" && ProofBar.text(0) == "▱▱▱▱▱▱▱▱▱▱")
        #expect(ProofBar.text(0.35) == "▰▰▰▱▱▱▱▱▱▱" && Glyphs.ascii(ProofBar.text(0.35)) == "###.......")
    }

    @Test func `the bar is never cut from its word`() throws {
        for width in [60, 72, 80, 90, 120] {
            let scene = try #require(Scene(ScreenState.fixture(BoardFixture.night, width, 24), at: Self.now))
            let lines = HeadlineBand.lines(scene, width: width, height: 3).map(\.text)
            #expect(lines.contains { $0.contains("proof\u{A0}▰▰▰▰▰▰▰▰▰▰") }, "\(width): \(lines)")
        }
    }

    @Test func `harm stands in the band and in the prompt of R`() throws {
        var board = SteeredBoards.board()
        board.services[0].new.series[.target5xx] = BoardFixture.series { $0 < 12 ? 300 : 0 }
        board.services[0].worseAt = board.settledTo.advanced(by: -9).start
        var state = SteeredBoards.state(board, 80, 24)
        let text = state.frame(at: Self.now).text
        #expect(text.contains("■ BACK    api: new fails 3.90 % of requests"), "\(text)")
        #expect(text.contains("R rolls back   p pauses"), "\(text)")
        // Beside the running time there is room for it from 120 columns on.
        #expect(SteeredBoards.state(board, 120, 24).frame(at: Self.now).text.contains("harm: 2,984 failed"))
        state.press(.character("R"))
        #expect(state.frame(at: Self.now).text.contains("\n harm: 2,9"), "\(state.frame(at: Self.now).text)")
    }

    @Test func `a change by hand has its moment, and nothing else has two`() {
        let headline = Headline(
            .care, .pause, service: "api", matter: .concern(.weights), text: "CHANGED BY HAND 50 → 80 %",
            since: BoardFixture.at("14:21:00"))
        let words = HeadlineWords(headline, clock: BoardFixture.clock, now: Self.now)
        #expect(words.sentence == "api: CHANGED BY HAND 50 → 80 % at 14:21")
    }

    @Test(arguments: [
        (Verdict.State.unsure, Verdict.Matter.undecided(minutes: 5) as Verdict.Matter?, "· counting 5 min"),
        (.unsure, .tooEarly, "· counting"), (.unsure, .errors(.both), "◆ both sides fail"),
        (.unsure, .errors(.old), "◆ old fails"), (.unsure, .latency(.p99, .both), "◆ both are slow"),
        (.worse, .latency(.p99, .new), "▲ worse p99"), (.pass, nil, "✓ pass"),
        (.blind, .source(.cloudWatch), "? blind CloudWatch"),
    ])
    func `a verdict in a cell`(state: Verdict.State, matter: Verdict.Matter?, text: String) {
        #expect(VerdictCell(Verdict(state, matter, reason: "")).text == text)
        if state == .blind {
            #expect(VerdictCell(Verdict(state, matter, reason: ""), age: 540).text == "? blind 9 min")
        }
    }

    @Test func `every level has its sign, and no two look alike in ASCII`() {
        let signs = Headline.Level.allCases.map { Sign($0).text }
        #expect(
            signs == [
                "■ BACK", "‼ OUTAGE", "▲ HOLD", "? BLIND", "◆ CARE", "↩ GOING BACK", "‖ HELD", "· WAIT", "✓ GO",
            ])
        let plain = Headline.Level.allCases.map { Sign($0).text(isUTF8: false) }
        #expect(Set(plain.compactMap { $0.split(separator: " ").first }).count == plain.count)
        #expect(plain.allSatisfy { $0.allSatisfy(\.isASCII) })
        #expect(Sign(Headline.Level.wait).role == .dim)
    }
}
