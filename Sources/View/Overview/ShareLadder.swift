/// A service's traffic from 0 to 100 % on new: the plan's steps, the weights that are set, and where requests are.
struct ShareLadder {
    /// Percent on new of each step of the plan; empty without a plan.
    var steps: [Double]
    /// Percent on new by the weights, and by counting requests; `nil` where it is not known.
    var set: Double?
    var seen: Double?
    var hasSplit: Bool

    /// So many columns of it: `┿┿━━━━◆──┼───┼`. Dots where the weights are not known, words without a split.
    func line(columns: Int) -> Line {
        guard hasSplit else { return Line(Fit.left("no split", columns), .dim) }
        guard let set else { return Line(String(repeating: "·", count: columns), .blind) }
        let end = filled(set, columns)
        let marks = Set(steps.map { place($0, columns) })
        let here = seen.map { place($0, columns) }
        var line = Line()
        for column in 0..<columns {
            let isNew = column < end
            if column == here {
                line.extend("◆", .title)
            } else if marks.contains(column) {
                line.extend(isNew ? "┿" : "┼", isNew ? .new : .old)
            } else {
                line.extend(isNew ? "━" : "─", isNew ? .new : .old)
            }
        }
        return line
    }

    /// The column of a percentage; the last one is 100 %.
    private func place(_ percent: Double, _ columns: Int) -> Int {
        Int((min(max(percent, 0), 100) * Double(columns - 1) / 100).rounded())
    }

    /// A small share is never drawn as nothing, and a share below 100 % never as everything.
    private func filled(_ percent: Double, _ columns: Int) -> Int {
        guard percent > 0 else { return 0 }
        if percent >= 100 { return columns }
        return min(max(1, place(percent, columns) + 1), columns - 1)
    }
}

extension Line {
    /// Adds to the last span where it has the same role.
    fileprivate mutating func extend(_ text: String, _ role: Role) {
        if spans.last?.role == role {
            spans[spans.count - 1].text += text
        } else {
            add(text, role)
        }
    }
}
