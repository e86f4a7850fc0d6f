// View: draws a Board into a Frame of cells, and says the same columns as text, for commands and reports.
// Knows no terminal: a Frame is text with roles, so a picture of a screen can stand in a test.
// Imports Model only.

import Model

/// The meaning of a cell. A theme decides how it looks.
package enum Role: UInt8, CaseIterable, Sendable {
    /// Plain text, and less important text.
    case text, dim
    /// Titles, column headings, and the element in focus.
    case title, header, focus
    /// The two sides, in names and graphs.
    case old, new
    /// States. Each is also shown by sign and word.
    case pass, warn, worse, blind, paused, frozen
    /// The word on every screen of a simulated world.
    case simulated
    /// Lines between panes; keys in the footer; a key that has no effect now.
    case rule, key, disabled
    /// What the user types.
    case input
}

/// One column of the screen: a grapheme, or the right half of a wide one.
package struct Cell: Hashable, Sendable {
    /// At most five code points, one or two columns wide; empty for the right half of a wide grapheme.
    package var glyph: Character?
    package var role: Role
    /// What it stands on.
    package var ground: Ground

    package init(_ glyph: Character?, _ role: Role, on ground: Ground = .plain) {
        self.glyph = glyph
        self.role = role
        self.ground = ground
    }
}

/// A whole screen, drawn before any of it is shown.
package struct Frame: Sendable, Equatable {
    package let width: Int
    package let height: Int
    /// Row by row.
    package private(set) var cells: [Cell]
    /// The position of the terminal's cursor while something is typed; `nil` hides it.
    package var cursor: (x: Int, y: Int)?
    /// What can be clicked.
    package private(set) var clicks = ClickAreas()

    package init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
        self.cells = Array(repeating: Cell(" ", .text), count: self.width * self.height)
    }

    package subscript(x: Int, y: Int) -> Cell { cells[y * width + x] }

    /// Writes clean text, cut at `limit` columns or at the frame's edge. Returns the column after it.
    ///
    /// A wide grapheme that does not fit is omitted, and its column is blank.
    @discardableResult
    package mutating func put(_ text: String, x: Int, y: Int, role: Role, limit: Int = .max) -> Int {
        guard y >= 0, y < height else { return x }
        let edge = min(width, limit == .max ? width : x + max(0, limit))
        var at = x
        if Width.isPlain(text) {
            for byte in text.utf8 {
                if at >= edge { break }
                if at >= 0 { set(Cell(Self.ascii[Int(byte) - 0x20], role), at, y) }
                at += 1
            }
            return at
        }
        for glyph in text {
            let columns = Width.of(glyph)
            if columns == 0 { continue }
            if at + columns > edge {
                if at >= 0, at < edge { set(Cell(" ", role), at, y) }
                break
            }
            if at >= 0 {
                set(Cell(glyph, role), at, y)
                if columns == 2 { setHalf(role, at + 1, y) }
            }
            at += columns
        }
        return at
    }

    /// Fills `count` columns of one row with a grapheme that is one column wide.
    package mutating func fill(_ glyph: Character, x: Int, y: Int, count: Int, role: Role) {
        guard y >= 0, y < height else { return }
        for column in max(0, x)..<max(0, min(width, x + count), x) where column < width {
            set(Cell(glyph, role), column, y)
        }
    }

    /// Lays a ground below what is drawn, and will be drawn, in whole columns of some rows.
    mutating func lay(_ ground: Ground, x: Int = 0, y: Int, width columns: Int = .max, rows: Int = 1) {
        let right = columns == .max ? width : min(width, x + columns)
        for row in max(0, y)..<max(0, min(height, y + rows), y) where x < right {
            for column in max(0, x)..<right { cells[row * width + column].ground = ground }
        }
    }

    /// Makes a row blank again.
    mutating func clear(y: Int) {
        guard y >= 0, y < height else { return }
        for x in 0..<width { cells[y * width + x] = Cell(" ", .text) }
    }

    /// Makes everything ASCII, for terminals without UTF-8. A wide grapheme becomes two characters.
    mutating func becomeASCII() {
        for index in cells.indices {
            cells[index].glyph = cells[index].glyph.map(Glyphs.ascii) ?? "?"
        }
    }

    /// Writes spans one after the other. Text beyond `limit` columns is cut with `…`.
    @discardableResult
    mutating func put(_ line: Line, x: Int, y: Int, limit: Int = .max) -> Int {
        let room = min(limit, width - x)
        var at = x
        for span in line.cut(to: room).spans {
            let start = at
            at = put(span.text, x: at, y: y, role: span.role)
            if let target = span.target { click(x: start, y: y, width: at - start, target) }
        }
        return at
    }

    /// Makes a part of the frame one that can be clicked.
    mutating func click(x: Int, y: Int, width: Int, height: Int = 1, _ target: ClickTarget) {
        clicks.add(ClickArea(x: x, y: y, width: width, height: height, target: target))
    }

    /// The printable characters of ASCII, created once.
    private static let ascii: [Character] = (0x20..<0x7F).map { Character(Unicode.Scalar(UInt8($0))) }

    /// Sets one cell, and never leaves half of a wide grapheme.
    private mutating func set(_ cell: Cell, _ x: Int, _ y: Int) {
        let index = y * width + x
        if cells[index].glyph == nil, x > 0 { cells[index - 1].glyph = " " }
        if x + 1 < width, cells[index + 1].glyph == nil { cells[index + 1].glyph = " " }
        cells[index] = Cell(cell.glyph, cell.role, on: cells[index].ground)
    }

    /// The right half of a wide grapheme.
    private mutating func setHalf(_ role: Role, _ x: Int, _ y: Int) {
        let index = y * width + x
        cells[index] = Cell(nil, role, on: cells[index].ground)
    }

    /// The screen as text, for pictures in tests and for pipes, without blanks at the ends of lines.
    package var text: String {
        (0..<height).map { y in
            var line = String(cells[y * width..<(y + 1) * width].compactMap(\.glyph))
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }

    package static func == (a: Frame, b: Frame) -> Bool {
        a.width == b.width && a.height == b.height && a.cursor?.x == b.cursor?.x && a.cursor?.y == b.cursor?.y
            && a.cells == b.cells
    }
}
