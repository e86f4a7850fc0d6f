import View

/// A plain text table for commands: each column as wide as its widest cell, two blanks between columns.
package struct TextTable {
    private var rows: [[String]]
    private let isRight: [Bool]

    /// - Parameter isRight: For each column, whether it is aligned right, as numbers are.
    package init(titles: [String], isRight: [Bool]) {
        rows = [titles]
        self.isRight = isRight
    }

    /// Adds a row with one cell for each title.
    package mutating func add(_ row: [String]) { rows.append(row) }

    /// Without blanks at the ends of lines.
    package var lines: [String] {
        let widths = isRight.indices.map { column in rows.map { Width.of($0[column]) }.max() ?? 0 }
        return rows.map { row in
            var line = row.indices
                .map { isRight[$0] ? Fit.right(row[$0], widths[$0]) : Fit.left(row[$0], widths[$0]) }
                .joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
