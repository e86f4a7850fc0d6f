/// What a tab shows: rows over the whole width of the screen, which scroll.
protocol TabRows {
    /// The number of its rows, at least one.
    var count: Int { get }

    /// Draws at most `rows` rows from the row `top` on.
    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int)
}

/// Rows of plain lines. Each is cut at the screen's edge.
struct LineRows: TabRows {
    let lines: [Line]

    var count: Int { max(1, lines.count) }

    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int) {
        for (row, line) in lines.dropFirst(top).prefix(rows).enumerated() {
            frame.put(line, x: 1, y: y + row, limit: frame.width - 2)
        }
    }
}
