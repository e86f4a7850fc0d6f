import Model

/// What stands around the curves of a plot: numbers, names of bounds, marks and the time.
struct PlotAxis {
    let plot: Plot
    let times: PlotTime
    let scale: PlotScale
    let canvas: PlotCanvas

    private var glyphs: PlotGlyphs { canvas.glyphs }

    private func row(of value: Double) -> Int {
        canvas.rows - 1 - scale.level(value, of: canvas.up) / glyphs.up
    }

    /// The line from top to bottom at each mark. Curves are drawn over it.
    func drawMarks(into frame: inout Frame, x: Int, y: Int) {
        for mark in plot.marks {
            guard let column = column(of: mark) else { continue }
            for row in 0..<canvas.rows { frame.fill(glyphs.mark, x: x + column, y: y + row, count: 1, role: .rule) }
        }
    }

    /// The round numbers, and those of the bounds in their role.
    func drawNumbers(into frame: inout Frame, x: Int, y: Int, gutter: Int) {
        var taken: Set<Int> = []
        func put(_ text: String, row: Int, role: Role) {
            let width = Width.of(text)
            guard taken.insert(row).inserted, width <= gutter else { return }
            frame.put(text, x: x + max(0, gutter - 1 - width), y: y + row, role: role)
        }
        // A bound comes before the end that it is near to.
        for guide in plot.guides where guide.value > scale.bottom && guide.value <= scale.top {
            put(scale.text(guide.value), row: row(of: guide.value), role: guide.role)
        }
        let ends = canvas.rows == 1 ? [scale.top] : [scale.top, scale.bottom]
        for value in ends + scale.ticks { put(scale.text(value), row: row(of: value), role: .dim) }
    }

    /// Names of bounds, values beyond the top, and signs for missing values, all in free cells.
    func drawNotes(into frame: inout Frame, x: Int, y: Int) {
        for guide in plot.guides where guide.value >= scale.bottom && guide.value <= scale.top {
            let row = row(of: guide.value)
            put(guide.name, rows: (row, row), guide.role, layer: 1, into: &frame, x: x, y: y)
        }
        for (index, curve) in plot.curves.enumerated() where !curve.name.isEmpty {
            guard let first = curve.values.first(where: \.isFinite), let last = curve.values.last(where: \.isFinite)
            else { continue }
            put(
                curve.name, rows: (row(of: first), row(of: last)), curve.role, layer: UInt8(clamping: index + 2),
                into: &frame, x: x, y: y)
        }
        drawBeyond(into: &frame, x: x, y: y)
        // What has not settled may still come.
        let settled = plot.minutes.lowerBound.distance(to: plot.settledTo) + 1
        for column in 0..<canvas.columns where canvas.isFree(column, canvas.rows - 1) {
            let minutes = self.minutes(of: column)
            guard minutes.upperBound <= settled, plot.curves.contains(where: { $0.isMissing(in: minutes) }) else {
                continue
            }
            frame.fill(glyphs.missing, x: x + column, y: y + canvas.rows - 1, count: 1, role: .blind)
        }
    }

    /// Writes a name over its own line at the left or right end, if no curve in front of it has a dot there.
    private func put(
        _ name: String, rows: (left: Int, right: Int), _ role: Role, layer: UInt8, into frame: inout Frame, x: Int,
        y: Int
    ) {
        let width = Width.of(name)
        guard width > 0, width + 2 <= canvas.columns else { return }
        for (start, row) in [(0, rows.left), (canvas.columns - width, rows.right)] {
            let cells = max(0, start - 1)...min(canvas.columns - 1, start + width)
            guard cells.allSatisfy({ canvas.isFree($0, row, below: layer + 1) }) else { continue }
            frame.put(name, x: x + start, y: y + row, role: role)
            return
        }
    }

    /// An arrow at each value beyond the top, and the highest in numbers.
    private func drawBeyond(into frame: inout Frame, x: Int, y: Int) {
        guard let beyond = scale.beyond else { return }
        for curve in plot.curves {
            for column in 0..<canvas.columns {
                let value = curve.value(of: minutes(of: column))
                guard value.isFinite, value > scale.top else { continue }
                frame.fill(glyphs.beyond, x: x + column, y: y, count: 1, role: curve.role)
                guard value == beyond else { continue }
                let text = scale.text(exact: beyond)
                let width = Width.of(text)
                for start in [column + 1, column - width] where start >= 0 && start + width <= canvas.columns {
                    guard (start..<start + width).allSatisfy({ canvas.isFree($0, 0) }) else { continue }
                    frame.put(text, x: x + start, y: y, role: curve.role)
                    break
                }
            }
        }
    }

    // MARK: Time

    /// The line below the plot: the beginning and the end, the labels of marks, and what a dot summarises. The newest
    /// mark comes first, then the end, the beginning, the summary and the other marks.
    func drawTime(into frame: inout Frame, x: Int, y: Int, _ time: (Minute) -> String) {
        let unsettled = self.times.dot(of: plot.settledTo.advanced(by: 1)).map { $0 / glyphs.across } ?? canvas.columns
        frame.fill(glyphs.rule, x: x, y: y, count: canvas.columns, role: .rule)
        if unsettled < canvas.columns {
            frame.fill(glyphs.unsettledRule, x: x + unsettled, y: y, count: canvas.columns - unsettled, role: .rule)
        }
        let (begin, end) = (time(plot.minutes.lowerBound), time(plot.minutes.upperBound))
        let times = (left: Width.of(begin), right: Width.of(end))
        var line = FreeLine(columns: canvas.columns)
        func put(_ text: String, at start: Int, _ role: Role) -> Bool {
            guard line.take(start, Width.of(text)) else { return false }
            frame.put(text, x: x + start, y: y, role: role)
            return true
        }
        func put(_ mark: Plot.Mark) {
            guard let column = column(of: mark) else { return }
            let sign = String(glyphs == .ascii ? Glyphs.ascii(mark.sign) : mark.sign)
            // The sign stays below its line, whether the label stands before or behind it, and rather where it leaves
            // room for the times.
            let width = Width.of(mark.label)
            let places = [(mark.label + sign, column - width), (sign + mark.label, column)]
            let clear = places.filter { $0.1 > times.left && $0.1 + width + 1 < canvas.columns - times.right }
            for (text, start) in clear + places where put(text, at: start, mark.role) { return }
            _ = put(sign, at: column, mark.role)
        }
        if let newest = plot.marks.last { put(newest) }
        _ = put(end, at: canvas.columns - times.right, .dim)
        _ = put(begin, at: 0, .dim)
        for text in summaries {
            let width = Width.of(text)
            if let start = line.gap(of: width + 2), put(text, at: start + 1, .dim) { break }
        }
        for mark in plot.marks.dropLast().reversed() { put(mark) }
    }

    /// What a dot summarises, the longest words first; empty where each minute has a dot of its own.
    private var summaries: [String] {
        let count = times.minutesOfDot
        guard count > 1, let word = plot.curves.last?.summary.word else { return [] }
        return ["\(word) of \(count) min", "\(word) \(count)m", "\(count)m"]
    }

    private func column(of mark: Plot.Mark) -> Int? { times.dot(of: mark.minute).map { $0 / glyphs.across } }

    private func minutes(of column: Int) -> Range<Int> {
        let first = column * glyphs.across
        return times.minutes(of: first).lowerBound..<times.minutes(of: first + glyphs.across - 1).upperBound
    }
}

/// The columns of a line that are still free. Two texts have a blank between them.
private struct FreeLine {
    private var isTaken: [Bool]

    init(columns: Int) { isTaken = Array(repeating: false, count: columns) }

    /// Takes columns for a text; `false` if they or their neighbours are taken or outside.
    mutating func take(_ start: Int, _ width: Int) -> Bool {
        guard width > 0, start >= 0, start + width <= isTaken.count else { return false }
        for column in max(0, start - 1)..<min(isTaken.count, start + width + 1) where isTaken[column] { return false }
        for column in start..<start + width { isTaken[column] = true }
        return true
    }

    /// The first column of the widest free gap, in whose middle a text of `width` columns stands; `nil` without one.
    func gap(of width: Int) -> Int? {
        var best = (start: 0, count: 0)
        var start = 0
        for column in 0...isTaken.count {
            guard column == isTaken.count || isTaken[column] else { continue }
            if column - start > best.count { best = (start, column - start) }
            start = column + 1
        }
        return best.count >= width ? best.start + (best.count - width) / 2 : nil
    }
}
