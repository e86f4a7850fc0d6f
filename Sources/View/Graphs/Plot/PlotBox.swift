import Model

/// A frame around one plot, or around two that stand one above the other: title and numbers in its upper line, the time
/// in its lower one.
struct PlotBox {
    var title: Line
    /// At the right of the upper line; left out where there is no room.
    var figures: Line
    /// From top to bottom; they share the rows.
    var plots: [Plot]

    /// The lines of a box with so many rows for curves.
    static func height(rows: Int) -> Int { rows + 2 }

    /// Whether a title and numbers of these widths have room side by side.
    static func fits(title: Int, figures: Int, in width: Int) -> Bool { width - 3 - figures > title + 5 }

    func draw(
        into frame: inout Frame, x: Int, y: Int, width: Int, rows: Int, glyphs: PlotGlyphs, time: (Minute) -> String
    ) {
        guard width >= 8 else { return }
        for row in 0..<rows {
            frame.fill("│", x: x, y: y + 1 + row, count: 1, role: .rule)
            frame.fill("│", x: x + width - 1, y: y + 1 + row, count: 1, role: .rule)
        }
        drawTop(into: &frame, x: x, y: y, width: width)
        frame.fill("─", x: x, y: y + rows + 1, count: width, role: .rule)
        frame.fill("╰", x: x, y: y + rows + 1, count: 1, role: .rule)
        frame.fill("╯", x: x + width - 1, y: y + rows + 1, count: 1, role: .rule)
        var top = y + 1
        for (index, plot) in plots.enumerated() {
            let isLast = index == plots.count - 1
            let own = isLast ? y + 1 + rows - top : rows / plots.count
            plot.draw(
                into: &frame, x: x + 1, y: top, width: width - 2, rows: own, glyphs: glyphs, showsTime: isLast,
                time: time)
            top += own
        }
    }

    private func drawTop(into frame: inout Frame, x: Int, y: Int, width: Int) {
        frame.fill("─", x: x, y: y, count: width, role: .rule)
        frame.fill("╭", x: x, y: y, count: 1, role: .rule)
        frame.fill("╮", x: x + width - 1, y: y, count: 1, role: .rule)
        let name = title.cut(to: width - 6)
        frame.put("┤", x: x + 1, y: y, role: .rule)
        frame.put(" ", x: x + 2, y: y, role: .rule)
        frame.put(name, x: x + 3, y: y)
        frame.put(" ├", x: x + 3 + name.width, y: y, role: .rule)
        let start = x + width - 3 - figures.width
        guard !figures.isEmpty, Self.fits(title: name.width, figures: figures.width, in: width) else { return }
        frame.put("┤", x: start, y: y, role: .rule)
        frame.put(figures, x: start + 1, y: y)
        frame.put("├", x: start + 1 + figures.width, y: y, role: .rule)
    }
}
