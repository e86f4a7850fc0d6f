/// The dots of a plot, cell by cell. A cell belongs to one curve: that of the highest layer, and it shows no dot of another.
struct PlotCanvas {
    /// A curve's place in front of others, and its look.
    struct Pen {
        /// Above 0; the highest is in front.
        var layer: UInt8
        var stroke: PlotStroke
        var role: Role
        var isSettled = true
    }

    private struct Cell {
        var dots: UInt8 = 0
        /// 0: no curve.
        var layer: UInt8 = 0
        var stroke = PlotStroke.solid
        var role = Role.text
        var isSettled = true
    }

    let columns: Int
    let rows: Int
    let glyphs: PlotGlyphs
    private var cells: [Cell]

    init(columns: Int, rows: Int, glyphs: PlotGlyphs) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
        self.glyphs = glyphs
        cells = Array(repeating: Cell(), count: self.columns * self.rows)
    }

    /// The dots from left to right, and from bottom to top.
    var across: Int { columns * glyphs.across }
    var up: Int { rows * glyphs.up }

    /// Sets one dot, counted from the left and from the bottom. Ignores a dot outside.
    mutating func set(_ x: Int, _ level: Int, _ pen: Pen) {
        guard x >= 0, x < across, level >= 0, level < up else { return }
        let index = (rows - 1 - level / glyphs.up) * columns + x / glyphs.across
        if cells[index].layer != pen.layer {
            guard cells[index].layer < pen.layer else { return }
            cells[index] = Cell(layer: pen.layer)
        }
        cells[index].dots |= glyphs.bit(x % glyphs.across, level % glyphs.up)
        cells[index].stroke = pen.stroke
        // What is worse than the rest of the cell decides its colour.
        if cells[index].role != .worse { cells[index].role = pen.role }
        cells[index].isSettled = pen.isSettled
    }

    /// Whether no curve of this layer or a higher one has a dot in a cell. Cells outside are not free.
    func isFree(_ column: Int, _ row: Int, below layer: UInt8 = 1) -> Bool {
        column >= 0 && column < columns && row >= 0 && row < rows && cells[row * columns + column].layer < layer
    }

    /// Draws all cells with dots, the top row at `y`.
    func draw(into frame: inout Frame, x: Int, y: Int) {
        for row in 0..<rows {
            for column in 0..<columns {
                let cell = cells[row * columns + column]
                guard cell.layer > 0 else { continue }
                let glyph = glyphs.glyph(cell.dots, cell.stroke, isSettled: cell.isSettled)
                frame.fill(glyph, x: x + column, y: y + row, count: 1, role: cell.role)
            }
        }
    }
}
