import View

/// A table of plain text, for what commands print: columns as wide as their widest cell, two blanks between them.
package struct TextTable {
    private var rows: [[String]]
    private let isRight: [Bool]

    /// `isRight` tells of each column whether it stands right, as numbers do.
    package init(titles: [String], isRight: [Bool]) {
        rows = [titles]
        self.isRight = isRight
    }

    /// As many cells as there are titles.
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
