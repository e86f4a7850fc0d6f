import Glibc
import Model

/// Evidence over the minutes on a logarithmic scale: from 1 (says nothing) at the bottom to the bar at the top.
package struct EvidenceGraph {
    /// The height of each column, from 0 to 1; `nil` without a known minute.
    private let heights: [Double?]

    /// One point per column, newest last. If several minutes share a column, the largest value is shown, so that no
    /// alarm is lost.
    ///
    /// - Parameters:
    ///   - values: E-values minute by minute.
    /// - bar: The e-value that counts as proof, above 1.
    package init(_ values: [Double], bar: Double, columns: Int) {
        let count = max(0, min(columns, values.count))
        heights = (0..<count).map { column in
            let first = column * values.count / count
            let last = max(first + 1, (column + 1) * values.count / count)
            let known = values[first..<last].filter { !$0.isNaN }
            return known.max().map { value in value <= 1 ? 0 : min(1, log(value) / log(bar)) }
        }
    }

    /// Draws one of its rows, counted from the top. Only evidence at the bar fills the topmost block.
    package func draw(into frame: inout Frame, x: Int, y: Int, row: Int, of rows: Int, role: Role, blocks: Blocks) {
        let steps = blocks.levels.count
        let full = rows * steps
        let below = (rows - 1 - row) * steps
        for (column, height) in heights.enumerated() {
            guard let height else {
                if below == 0 { frame.fill(blocks.missing, x: x + column, y: y, count: 1, role: .blind) }
                continue
            }
            let level = height >= 1 ? full : min(full - 1, Int((height * Double(full)).rounded()))
            if level > below {
                frame.fill(blocks.levels[min(level - below, steps) - 1], x: x + column, y: y, count: 1, role: role)
            } else if below == 0 {
                frame.fill(blocks.zero, x: x + column, y: y, count: 1, role: .dim)
            }
        }
    }

    /// The same in one line of text, for reports.
    package var text: String {
        let blocks = Blocks.unicode
        return String(
            heights.map { height -> Character in
                guard let height else { return blocks.missing }
                let top = blocks.levels.count - 1
                return height >= 1
                    ? blocks.levels[top] : blocks.levels[min(top - 1, Int((height * Double(top)).rounded()))]
            })
    }
}
