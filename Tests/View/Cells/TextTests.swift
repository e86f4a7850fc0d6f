import Boards
import Model
import Testing

@testable import View

/// Columns, cutting and wrapping: a wide grapheme counts twice and is never halved.
@Suite struct TextTests {
    @Test(arguments: [
        ("abc", 3), ("", 0), ("日本", 4), ("▲│─█", 4), ("é", 1), ("e\u{301}", 1), ("🚀", 2), ("ｶﾅ", 2), ("–…“”×", 5),
        ("한글", 4), ("✓●◌‖◆■", 6),
    ])
    func `width`(text: String, columns: Int) { #expect(Width.of(text) == columns) }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
        ("日本語", 1, "…"), ("abc", 0, ""),
    ])
    func `cut`(text: String, columns: Int, kept: String) {
        #expect(Fit.cut(text, to: columns) == kept)
        #expect(Width.of(kept) <= columns)
    }

    @Test func `padding`() {
        #expect(Fit.left("日本", 6) == "日本  ")
        #expect(Fit.right("日本", 5) == " 日本")
        #expect(Fit.left("日本語", 5) == "日本…")
        #expect(Fit.left("日本語", 4) == "日… ")
    }

    @Test func `wrapping`() {
        #expect(Fit.wrap("one two three four", columns: 9, most: 3) == ["one two", "three", "four"])
        #expect(Fit.wrap("one two three four", columns: 9, most: 2) == ["one two", "three fo…"])
        #expect(Fit.wrap("arn:aws:ecs:x", columns: 5, most: 3) == ["arn:a", "ws:ec", "s:x"])
        #expect(Fit.wrap("予約サービスが遅い", columns: 7, most: 3) == ["予約サ", "ービス", "が遅い"])
        #expect(Fit.wrap("", columns: 5, most: 2) == [])
        #expect(Fit.wrap("abc", columns: 0, most: 2) == [])
    }

    @Test func `lines are cut across their spans`() {
        var line = Line("abc", .title)
        line.add("defgh", .dim)
        #expect(line.cut(to: 8) == line)
        #expect(line.cut(to: 6).text == "abcde…")
        #expect(line.cut(to: 3).text == "ab…")
        #expect(line.cut(to: 6).spans.map(\.role) == [.title, .dim])
        #expect(line.cut(to: 0).text == "")
    }

    @Test func `a frame never holds half a grapheme`() {
        var frame = Frame(width: 6, height: 1)
        frame.put("日本語", x: 0, y: 0, role: .text)
        frame.put("x", x: 1, y: 0, role: .text)
        #expect(frame.text == " x本語")
        frame.put("日", x: 5, y: 0, role: .text)
        #expect(frame.text == " x本")
        frame.fill("─", x: 2, y: 0, count: 1, role: .rule)
        #expect(frame.text == " x─")
        frame.put("日本", x: -2, y: 0, role: .text)
        frame.put("out", x: 0, y: 7, role: .text)
        #expect(frame.text == "本─")
    }

    @Test func `times in a zone`() {
        let clock = BoardFixture.clock
        let now = BoardFixture.now
        #expect(clock.time(now) == "14:32:07" && clock.minute(now) == "14:32")
        #expect(clock.timeAndZone(now) == "14:32:07 JST" && clock.minuteAndZone(now) == "14:32 JST")
        #expect(clock.time(now - 86_400, at: now) == "11-22 14:32:07")
        // Half an hour past midnight in Tokyo is still the day before in Greenwich.
        #expect(clock.minute(BoardFixture.at("00:30:00"), at: now) == "00:30")
        #expect(
            LocalClock.offset(seconds: 0, name: "UTC").minute(BoardFixture.at("00:30:00"), at: now) == "11-22 15:30")
        #expect(clock.time(Moment(milliseconds: -1)) == "08:59:59")
    }

    /// Clocks go back at second 100,000: by an hour, by half of one as on Lord Howe Island, or forward.
    @Test(arguments: [3_600, 1_800, -3_600])
    func `an hour that comes twice`(back: Int) {
        func twice(_ seconds: Int) -> Bool {
            LocalClock.comesTwice(seconds) { $0 < 100_000 ? 7_200 : 7_200 - back }
        }
        #expect(twice(100_000 - 1) == (back > 0) && twice(100_000) == (back > 0))
        #expect(twice(100_000 - back) == (back > 0) && twice(100_000 + back - 1) == (back > 0))
        #expect(!twice(100_000 - abs(back) - 1) && !twice(100_000 + abs(back)))
        #expect(!twice(0) && !twice(200_000))
    }
}
