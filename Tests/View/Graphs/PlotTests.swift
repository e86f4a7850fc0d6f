import Model
import Testing

@testable import View

/// Curves over the minutes: gaps stay open, unsettled minutes look otherwise, old and new differ without colour.
@Suite struct PlotTests {
    private let first = Minute(index: 1000)

    private func plot(_ curves: [PlotCurve], minutes: Int, unsettled: Int = 0) -> Plot {
        let range = first..<first.advanced(by: minutes)
        var plot = Plot(range, settledTo: range.upperBound.advanced(by: -1 - unsettled), rule: PlotScale.Rule(floor: 1))
        plot.curves = curves
        return plot
    }

    private func drawn(_ plot: Plot, _ width: Int, _ rows: Int, _ glyphs: PlotGlyphs = .braille) -> Frame {
        var frame = Frame(width: width, height: Plot.height(rows: rows))
        plot.draw(into: &frame, x: 0, y: 0, width: width, rows: rows, glyphs: glyphs) { "\($0.index)" }
        return frame
    }

    private func rows(_ frame: Frame) -> [String] { frame.text.split(separator: "\n").map(String.init) }

    private let old = PlotCurve([0, 0, 8, 8, 8, 8, 8, 8], role: .old, stroke: .dotted)
    private let new = PlotCurve([4, 4, 4, 4, 4, 8, 8, 8], role: .new, stroke: .solid)

    @Test func `two curves with axis and time`() {
        let frame = drawn(plot([old, new], minutes: 8), 24, 3)
        #expect(
            rows(frame) == [
                "   8      ⡇⠁⠁⠁⠁⠁⠁⡏⠉⠉⠉⠉⠉⠉", "   4 ⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠁", "   0 ⡀⡀⡀⡀⡀⠇", "     1000───────────1008",
            ])
        #expect((5..<24).map { frame[$0, 0].role }.filter { $0 == .old }.count == 7)
        #expect((17..<24).allSatisfy { frame[$0, 0].role == .new })
    }

    @Test func `ASCII and blocks say the same`() {
        let both = plot([old, new], minutes: 8)
        #expect(
            rows(drawn(both, 24, 3, .ascii)) == [
                "   8      :''''''|------", "   4 ------------", "   0 .....'", "     1000-----------1008",
            ])
        #expect(
            rows(drawn(both, 24, 3, .blocks)) == [
                "   8      :''''''█▀▀▀▀▀▀", "   4 ▀▀▀▀▀▀▀▀▀▀▀▀", "   0 .....'", "     1000───────────1008",
            ])
    }

    /// Without colour and without braille: the strokes alone tell which is which.
    @Test func `old and new share no character`() {
        for glyphs in [PlotGlyphs.braille, .blocks, .ascii] {
            func signs(_ role: Role, _ stroke: PlotStroke, unsettled: Int) -> Set<Character> {
                let frames = stride(from: 0.0, through: 8, by: 0.25).map { value in
                    var one = plot(
                        [PlotCurve([value, value, value, value], role: role, stroke: stroke)], minutes: 4,
                        unsettled: unsettled)
                    one.fixedScale = PlotScale([[0, 8]], one.rule, intervals: 2)
                    return drawn(one, 25, 3, glyphs)
                }
                let roles: Set<Role> = unsettled > 0 ? [.dim] : [role]
                return Set(
                    frames.flatMap { frame in
                        (0..<3).flatMap { y in (5..<25).map { frame[$0, y] } }.filter { roles.contains($0.role) }
                            .compactMap(\.glyph)
                    })
            }
            for unsettled in [0, 4] {
                let olds = signs(.old, .dotted, unsettled: unsettled)
                let news = signs(.new, .solid, unsettled: unsettled)
                #expect(!olds.isEmpty && !news.isEmpty && olds.isDisjoint(with: news), "\(glyphs) \(olds) \(news)")
            }
        }
    }

    @Test func `a cell shows the curve in front alone`() {
        let behind = PlotCurve([4, 4, 4, 4], role: .old, stroke: .solid)
        let front = PlotCurve([4.8, 4.8, .nan, .nan], role: .new, stroke: .solid)
        var both = plot([behind, front], minutes: 4)
        both.fixedScale = PlotScale([[0, 8]], both.rule, intervals: 2)
        let frame = drawn(both, 21, 3)
        #expect(rows(frame)[1] == "   4 ⠉⠉⠉⠉⠉⠉⠉⠉⠒⠒⠒⠒⠒⠒⠒⠒")
        #expect(
            (5..<21).map { frame[$0, 1].role } == Array(repeating: .new, count: 8) + Array(repeating: .old, count: 8))
    }

    @Test func `gaps stay open and missing values have a sign`() {
        let range = first..<first.advanced(by: 6)
        let presences: [Presence] = [.ok, .missing, .none, .ok, .zero, .stale]
        let curve = PlotCurve(range, role: .new, stroke: .solid) { minute in
            let presence = presences[range.lowerBound.distance(to: minute)]
            let value: Double? = presence == .ok || presence == .stale ? 8 : presence == .zero ? 0 : nil
            return Measured(value: value, minute: minute, readAt: nil, presence: presence)
        }
        let frame = drawn(plot([curve], minutes: 6), 23, 1)
        #expect(rows(frame)[0] == "   8 ⠉⠉⠉···   ⠉⠉⠉⣆⣀⣀⠏⠉⠉")
        #expect(frame[8, 0].role == .blind && frame[11, 0].role == .text)
    }

    @Test func `minutes that have not settled look otherwise`() {
        let curve = PlotCurve([8, 8, 8, 8], role: .new, stroke: .solid)
        for glyphs in [PlotGlyphs.braille, .blocks, .ascii] {
            let frame = drawn(plot([curve], minutes: 4, unsettled: 2), 15, 1, glyphs)
            #expect(frame[6, 0].role == .new && frame[13, 0].role == .dim)
            // Without colour the rule below them tells.
            #expect(frame[4, 1].glyph != frame[14, 1].glyph || frame[14, 1].role == .dim)
        }
    }

    @Test func `a value above its bound is drawn as worse`() {
        var ratio = PlotCurve([1, 1, 1.3, 1.3], role: .text, stroke: .solid)
        ratio.worseFrom = 1.2
        let frame = drawn(plot([ratio], minutes: 4), 13, 2)
        let roles = Set(frame.cells.filter { $0.glyph == "⠉" || $0.glyph == "⠒" || $0.glyph == "⠤" }.map(\.role))
        #expect(roles == [.text, .worse])
    }

    @Test func `marks have their labels below and the newest keeps its own`() {
        var both = plot([new], minutes: 8)
        both.marks = [
            Plot.Mark(minute: first.advanced(by: 2), label: "10 %", sign: "▲", role: .text),
            Plot.Mark(minute: first.advanced(by: 4), label: "25 %", sign: "▲", role: .text),
        ]
        var frame = drawn(both, 45, 3)
        #expect(rows(frame)[3] == "     1000──10 %▲─────25 %▲───────────────1008")
        #expect(frame[25, 0].glyph == "┊" && frame[25, 1].role == .new)
        // Too narrow for both: the older one keeps its sign below its line.
        frame = drawn(both, 27, 3)
        #expect(rows(frame)[3].contains("25 %▲"))
        #expect(!rows(frame)[3].contains("10 %"))
        both.marks[1].minute = first.advanced(by: 7)
        frame = drawn(both, 27, 3)
        #expect(rows(frame)[3].contains("25 %▲") && !rows(frame)[3].contains("1008"))
    }

    @Test func `bounds are dashed and named and have their number`() {
        var both = plot([new], minutes: 8)
        both.guides = [Plot.Guide(value: 6, role: .warn, name: "limit")]
        let frame = drawn(both, 45, 9)
        let line = rows(frame)[2]
        #expect(line.hasPrefix("   6 limit"))
        #expect(frame[5, 2].role == .warn && frame[3, 2].role == .warn)
        #expect((5..<45).filter { frame[$0, 2].role == .warn && frame[$0, 2].glyph != " " }.count > 10)
    }

    @Test func `a wild minute has an arrow and its number`() {
        var values = Array(repeating: 10.0, count: 30)
        values[10] = 900
        let frame = drawn(plot([PlotCurve(values, role: .new, stroke: .solid)], minutes: 30), 35, 3)
        #expect(rows(frame)[0] == "  16        900↑⡆")
    }

    @Test func `many minutes share a dot and the plot says so`() {
        var values = Array(repeating: 1.0, count: 360)
        values[100] = 8
        let frame = drawn(plot([PlotCurve(values, role: .new, stroke: .solid)], minutes: 360), 45, 3)
        #expect(rows(frame)[3].contains("highest of 5 min"))
        #expect(!drawn(plot([new], minutes: 8), 45, 3).text.contains("highest"))
    }

    /// The same minutes share a dot while time goes on, so that a peak moves and keeps its shape.
    @Test func `minutes stay together while time goes on`() {
        var sizes: Set<Int> = []
        for start in 0..<12 {
            let begin = first.advanced(by: start)
            let times = PlotTime(begin..<begin.advanced(by: 360), dots: 66)
            sizes.insert(times.minutesOfDot)
            for dot in 1..<66 where times.minutes(of: dot) != times.minutes(of: dot - 1) {
                let index = Int(begin.advanced(by: times.minutes(of: dot).lowerBound).index)
                #expect(index % 6 == 0, "dot \(dot) from \(index)")
            }
            #expect(times.minutes(of: 65).upperBound >= 360)
        }
        #expect(sizes == [6])
    }

    @Test(arguments: [1, 2, 7, 59, 60, 61, 360, 10_080], [1, 2, 3, 40, 66, 120, 400])
    func `every minute has a dot and every dot its minutes`(count: Int, dots: Int) {
        let times = PlotTime(first..<first.advanced(by: count), dots: dots)
        var next = 0
        for dot in 0..<dots {
            let shared = times.minutes(of: dot)
            #expect(!shared.isEmpty && shared.lowerBound <= next)
            next = max(next, shared.upperBound)
        }
        #expect(next >= count)
        for index in 0..<count {
            let minute = first.advanced(by: index)
            guard let dot = times.dot(of: minute) else { continue }
            #expect(times.minutes(of: dot).contains(index), "\(index) at \(dot)")
        }
        #expect(times.dot(of: first.advanced(by: count)) == nil)
    }
}
