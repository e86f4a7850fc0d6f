import Model

/// Curves over the minutes with an axis of round numbers, bounds, marks and the time below.
///
/// It is a value: whoever draws it says what is in it and how large it is. Use:
///
///     var plot = Plot(minutes, settledTo: board.settledTo, rule: PlotScale.Rule(floor: 10, isFromZero: false))
///     plot.curves = [PlotCurve(minutes, role: .old, stroke: .dotted) { series[$0] }, …]
///     plot.draw(into: &frame, x: 1, y: 2, width: 40, rows: 6, glyphs: .braille) { clock.minute($0.start, at: now) }
///
/// The last curve is in front. Of two curves in one cell only the front one is drawn.
struct Plot: Equatable {
    /// A value that stays, as a dashed line with its number at the axis.
    struct Guide: Equatable {
        var value: Double
        var role: Role
        /// What it is: `limit`; empty where only its number is shown.
        var name = ""
    }

    /// Something that happened: a line from top to bottom with its label below.
    struct Mark: Equatable {
        var minute: Minute
        /// `25 %`, `note`; may be empty.
        var label: String
        /// One column: `▲`, `▼`, `‖`, `✎`.
        var sign: Character
        var role: Role
    }

    /// From the left edge to the right one.
    var minutes: Range<Minute>
    /// The newest settled minute. Later ones are drawn dim, above a broken rule.
    var settledTo: Minute
    /// At most three or four; the last is in front.
    var curves: [PlotCurve] = []
    var guides: [Guide] = []
    /// The newest is last. Where labels have no room, the older ones lose theirs.
    var marks: [Mark] = []
    var rule: PlotScale.Rule
    /// A scale of its own instead of one by the rule.
    var fixedScale: PlotScale?

    init(_ minutes: Range<Minute>, settledTo: Minute, rule: PlotScale.Rule) {
        self.minutes = minutes
        self.settledTo = settledTo
        self.rule = rule
    }

    /// The columns at the left for the axis' numbers.
    static func gutter(width: Int) -> Int { width < 20 ? 4 : 5 }

    /// The lines of a plot with so many rows for its curves: the time stands below them.
    static func height(rows: Int) -> Int { rows + 1 }

    /// The scale on so many rows.
    func scale(rows: Int) -> PlotScale {
        fixedScale
            ?? PlotScale(
                curves.map(\.values), rule, intervals: rows < 3 ? 1 : rows < 9 ? 2 : 4, bounds: guides.map(\.value))
    }

    /// Draws axis, curves and time: `rows` lines for the curves, and one below for the time.
    ///
    /// - Parameters:
    ///   - x: Its left column, `y` its top line. Background and frame are not touched.
    ///   - width: Columns with the axis' numbers; 10 or more.
    ///   - showsTime: Whether the line below is drawn.
    ///   - time: How a minute is said below the plot.
    func draw(
        into frame: inout Frame, x: Int, y: Int, width: Int, rows: Int, glyphs: PlotGlyphs,
        showsTime: Bool = true, time: (Minute) -> String
    ) {
        let gutter = Self.gutter(width: width)
        guard width > gutter + 2, rows > 0 else { return }
        let scale = scale(rows: rows)
        var canvas = PlotCanvas(columns: width - gutter, rows: rows, glyphs: glyphs)
        let times = PlotTime(minutes, dots: canvas.across)
        fill(&canvas, times, scale)
        let axis = PlotAxis(plot: self, times: times, scale: scale, canvas: canvas)
        axis.drawMarks(into: &frame, x: x + gutter, y: y)
        canvas.draw(into: &frame, x: x + gutter, y: y)
        axis.drawNumbers(into: &frame, x: x, y: y, gutter: gutter)
        axis.drawNotes(into: &frame, x: x + gutter, y: y)
        if showsTime { axis.drawTime(into: &frame, x: x + gutter, y: y + rows, time) }
    }

    // MARK: Dots

    private func fill(_ canvas: inout PlotCanvas, _ times: PlotTime, _ scale: PlotScale) {
        for guide in guides where guide.value >= scale.bottom && guide.value <= scale.top {
            let level = scale.level(guide.value, of: canvas.up)
            let pen = PlotCanvas.Pen(layer: 1, stroke: .dashed, role: guide.role)
            for dot in 0..<canvas.across where dot / canvas.glyphs.across % 2 == 0 { canvas.set(dot, level, pen) }
        }
        // The first unsettled minute as an index.
        let settled = minutes.lowerBound.distance(to: settledTo) + 1
        for (index, curve) in curves.enumerated() {
            fill(&canvas, curve, layer: UInt8(clamping: index + 2), times, scale, settled: settled)
        }
    }

    private func fill(
        _ canvas: inout PlotCanvas, _ curve: PlotCurve, layer: UInt8, _ times: PlotTime, _ scale: PlotScale,
        settled: Int
    ) {
        let stride = canvas.glyphs.across == 1 ? (curve.stroke == .sparse ? 2 : 1) : curve.stroke.stride
        var before: Int?
        for dot in Swift.stride(from: 0, to: canvas.across, by: stride) {
            let shared = times.minutes(of: dot).lowerBound..<times.minutes(of: dot + stride - 1).upperBound
            let value = curve.value(of: shared)
            guard value.isFinite else {
                before = nil
                continue
            }
            var level = scale.level(value, of: canvas.up)
            let isSettled = shared.lowerBound < settled
            let isWorse = curve.worseFrom.map { value >= $0 } ?? false
            // What has not reached its bound is drawn below it.
            if let bound = curve.worseFrom, !isWorse, level > 0, level >= scale.level(bound, of: canvas.up) {
                level -= 1
            }
            let role: Role = isWorse ? .worse : isSettled ? curve.role : .dim
            let pen = PlotCanvas.Pen(layer: layer, stroke: curve.stroke, role: role, isSettled: isSettled)
            canvas.set(dot, level, pen)
            if let before, curve.stroke.isJoined {
                for between in min(before, level)..<max(before, level) where between != before {
                    canvas.set(dot, between, pen)
                }
            }
            before = level
        }
    }
}

extension PlotStroke {
    /// Each so manieth dot is drawn, with two dots in a cell.
    fileprivate var stride: Int { self == .solid ? 1 : self == .dotted ? 2 : 4 }
    fileprivate var isJoined: Bool { self == .solid || self == .dotted }
}
