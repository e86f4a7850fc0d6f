import Model

/// The graphs of the selected service side by side. Each has old above new on one scale.
struct GraphStrip {
    let scene: Scene
    let service: Service
    /// The index of the leftmost graph.
    let first: Int
    /// Rows of each side's graph.
    let rows: Int
    let hasAxis: Bool

    /// The lines of the strip: title, two graphs, and the axis.
    static func height(rows: Int, hasAxis: Bool) -> Int { 1 + 2 * rows + (hasAxis ? 1 : 0) }

    func draw(into frame: inout Frame, y: Int) {
        let kinds = GraphKind.all(of: service)
        guard !kinds.isEmpty else {
            frame.put(" \(scene.name(service)): nothing was measured of it yet", x: 0, y: y, role: .dim)
            return
        }
        let beside = min(GraphKind.beside(width: frame.width), kinds.count)
        let first = min(first, kinds.count - 1)
        let page = kinds[first..<min(first + beside, kinds.count)]
        // One column is free at both edges of the screen. Between two graphs is a line with a blank on both sides.
        let width = (frame.width - 2 - 3 * (beside - 1)) / beside
        for (index, kind) in page.enumerated() {
            let x = 1 + index * (width + 3)
            if index > 0 {
                for row in 0..<Self.height(rows: rows, hasAxis: hasAxis) {
                    frame.fill("│", x: x - 2, y: y + row, count: 1, role: .rule)
                }
            }
            draw(kind, isFirst: index == 0, into: &frame, x: x, y: y, width: width)
        }
    }

    private func draw(_ kind: GraphKind, isFirst: Bool, into frame: inout Frame, x: Int, y: Int, width: Int) {
        let columns = max(1, width - 4)
        let graphs = Side.allCases.map {
            Graph(scene.window, columns: columns, kind.measure($0, of: service, scene.board))
        }
        let peak = graphs.compactMap(\.peak).max()
        title(kind, peak, isFirst: isFirst, into: &frame, x: x, y: y, width: width)
        let blocks = scene.state.isUTF8 ? Blocks.unicode : Blocks.ascii
        if kind.isShared {
            frame.put("all", x: x, y: y + 2 * rows, role: .dim)
            graphs[0].draw(
                into: &frame, x: x + 4, y: y + 1, rows: 2 * rows, peak: peak ?? 1, role: .text, blocks: blocks)
        } else {
            for (side, graph) in zip(Side.allCases, graphs) {
                let top = y + 1 + (side == .old ? 0 : rows)
                frame.put(side.rawValue, x: x, y: top + rows - 1, role: side == .old ? .old : .new)
                graph.draw(
                    into: &frame, x: x + 4, y: top, rows: rows, peak: peak ?? 1, role: side == .old ? .old : .new,
                    blocks: blocks)
            }
        }
        if hasAxis { axis(into: &frame, x: x + 4, y: y + 1 + 2 * rows, columns: columns) }
    }

    private func title(
        _ kind: GraphKind, _ peak: Double?, isFirst: Bool, into frame: inout Frame, x: Int, y: Int, width: Int
    ) {
        var line = Line()
        if isFirst { line.add(Fit.cut(scene.name(service), to: max(4, width / 3)) + " ", .focus) }
        line.add(kind.title, .header)
        let end = frame.put(line, x: x, y: y, limit: width)
        guard let peak else { return }
        let number = NumberFormat.number(peak, kind.style)
        for scale in ["peak \(number)", number] where end + 1 + scale.count <= x + width {
            frame.put(scale, x: x + width - scale.count, y: y, role: .dim)
            break
        }
    }

    private func axis(into frame: inout Frame, x: Int, y: Int, columns: Int) {
        let from = scene.clock.minute(scene.window.lowerBound.start, at: scene.board.takenAt)
        let to = scene.clock.minute(scene.window.upperBound.start, at: scene.board.takenAt)
        frame.put(from, x: x, y: y, role: .dim)
        if columns >= from.count + to.count + 2 { frame.put(to, x: x + columns - to.count, y: y, role: .dim) }
    }
}
