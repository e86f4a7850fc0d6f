import Glibc
import Model

/// Evidence over the minutes in one line of text on a logarithmic scale: from 1 (says nothing) to the bar.
package struct EvidenceGraph {
    /// The height of each column, from 0 to 1; `nil` without a known minute.
    private let heights: [Double?]

    /// One point per column, newest last. If several minutes share a column, the largest value is shown, so that no
    /// alarm is lost.
    ///
    /// - Parameters:
    ///   - values: E-values minute by minute.
    ///   - bar: The e-value that counts as proof, above 1.
    package init(_ values: [Double], bar: Double, columns: Int) {
        let count = max(0, min(columns, values.count))
        heights = (0..<count).map { column in
            let first = column * values.count / count
            let last = max(first + 1, (column + 1) * values.count / count)
            let known = values[first..<last].filter { !$0.isNaN }
            return known.max().map { value in value <= 1 ? 0 : min(1, log(value) / log(bar)) }
        }
    }

    /// For reports and for a line of the screen. Only evidence at the bar fills a column.
    package var text: String { text(Blocks.unicode) }

    /// The same in the characters of a terminal.
    func text(_ blocks: Blocks) -> String {
        let top = blocks.levels.count - 1
        return String(
            heights.map { height -> Character in
                guard let height else { return blocks.missing }
                if height == 0 { return blocks.zero }
                return height >= 1
                    ? blocks.levels[top] : blocks.levels[min(top - 1, Int((height * Double(top)).rounded()))]
            })
    }
}

/// Evidence over the minutes as a plot: on a logarithmic scale from 1 (says nothing) up, with the bar as a dashed line.
struct EvidencePlot {
    let plot: Plot

    /// - Parameters:
    ///   - values: E-values minute by minute, as many as `minutes`; NaN for a gap. The newest minute has settled.
    ///   - bar: The e-value that counts as proof, above 1.
    init(_ values: [Double], bar: Double, minutes: Range<Minute>) {
        let highest = values.filter(\.isFinite).max() ?? 1
        let top = pow(10, log10(max(highest, bar * 1.5)).rounded(.up))
        var plot = Plot(
            minutes, settledTo: minutes.upperBound.advanced(by: -1), rule: PlotScale.Rule(floor: 0))
        var curve = PlotCurve(
            values.map { $0.isInfinite ? top : $0 }, role: .new, stroke: .solid)
        curve.worseFrom = bar
        plot.curves = [curve]
        plot.guides = [Plot.Guide(value: bar, role: .worse, name: "bar")]
        plot.fixedScale = PlotScale(logarithmicFrom: 1, to: top)
        self.plot = plot
    }
}
