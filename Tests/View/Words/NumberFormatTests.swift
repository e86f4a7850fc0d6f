import Boards
import Model
import Testing

@testable import View

/// Numbers as text: three significant digits, and nothing that looks like something else.
@Suite struct NumberFormatTests {
    @Test(arguments: [
        (0, NumberFormat.Style.count, "0"), (1, .count, "1"), (312, .count, "312"), (999, .count, "999"),
        (999.6, .count, "1.00k"),
        (1000, .count, "1.00k"), (7700, .count, "7.70k"), (24_700, .count, "24.7k"), (99_960, .count, "100k"),
        (999_400, .count, "999k"), (999_600, .count, "1.00M"), (1_234_567, .count, "1.23M"), (5e9, .count, "5.00G"),
        (1e30, .count, ">999T"), (0.5, .count, "0.50"), (0.001, .count, "<0.01"), (12.34, .count, "12.3"),
        (0, .percent, "0"), (0.001, .percent, "<0.01"), (0.02, .percent, "0.02"), (1.4, .percent, "1.40"),
        (12.34, .percent, "12.3"), (99.97, .percent, ">99.9"), (100, .percent, "100"),
        (23.84, .share, "23.8"), (25, .share, "25.0"), (0.01, .share, "<0.1"), (99.99, .share, ">99.9"),
        (100, .share, "100"),
        (25, .weight, "25"), (0.39, .weight, "0.4"), (0.01, .weight, "<0.1"), (33.333, .weight, "33.3"),
        (3.44, .milliseconds, "3.4"), (41.4, .milliseconds, "41"), (412, .milliseconds, "412"),
        (1240, .milliseconds, "1240"),
        (12_340, .milliseconds, "12.3k"), (0.01, .milliseconds, "<0.1"),
        (38.4, .level, "38"), (4.25, .level, "4.3"), (240, .level, "240"),
        (42, .age, "42s"), (299, .age, "4m"),
    ])
    func `number`(value: Double, style: NumberFormat.Style, text: String) {
        #expect(NumberFormat.number(value, style) == text)
        #expect(text.count <= 5)
    }

    @Test(arguments: [
        (Presence.ok, Optional(412.0), "412", Role.text), (.zero, 0, "0", .text), (.none, nil, "–", .dim),
        (.stale, 412, "412 · 4 m", .blind), (.missing, nil, "?", .blind), (.ok, nil, "?", .blind),
        (.ok, Double.nan, "?", .blind),
    ])
    func `presence`(presence: Presence, value: Double?, text: String, role: Role) {
        let now = BoardFixture.now
        let minute = (now - 300).minute
        let measured = Measured(value: value, minute: minute, readAt: now - 200, presence: presence)
        let figure = NumberFormat.figure(measured, .milliseconds, at: now)
        #expect(figure.text == text && figure.role == role)
        #expect(figure.brief == (presence == .stale ? "412?" : nil))
    }

    @Test(arguments: [
        (24_300.0, NumberFormat.Style.count, "24k?"), (7.7, .count, "7.70?"), (99.99, .percent, ">99?"),
        (0.001, .percent, "<0.0?"), (1240, .milliseconds, "1240?"),
    ])
    func `a stale number keeps to five columns`(value: Double, style: NumberFormat.Style, text: String) {
        let now = BoardFixture.now
        let measured = Measured(value: value, minute: (now - 600).minute, readAt: now, presence: .stale)
        #expect(NumberFormat.figure(measured, style, at: now).brief == text)
    }

    @Test(arguments: [
        (0, "0s"), (59, "59s"), (60, "1m"), (3599, "59m"), (3600, "1h"), (86_399, "23h"), (800_000, "9d"), (-5, "0s"),
    ])
    func `age`(seconds: Double, text: String) { #expect(NumberFormat.age(seconds) == text) }

    @Test(arguments: [(0, "0:00"), (41, "0:41"), (751, "12:31"), (3723, "1:02:03"), (-1, "0:00")])
    func `span`(seconds: Double, text: String) { #expect(NumberFormat.span(seconds) == text) }
}
