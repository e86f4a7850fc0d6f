import Model

/// The graphs of the selected service side by side, each in a box of its own.
struct GraphStrip {
    let scene: Scene
    let service: Service
    /// The index of the leftmost graph.
    let first: Int
    /// Rows for the curves.
    let rows: Int

    /// The lines of a strip: upper line with titles, curves, lower line with the time.
    static func height(rows: Int) -> Int { PlotBox.height(rows: rows) }

    /// The fewest rows that still show a course.
    static let leastRows = 2

    func draw(into frame: inout Frame, y: Int) {
        let kinds = GraphKind.all(of: service)
        guard !kinds.isEmpty else {
            frame.put(" \(scene.name(service)): nothing was measured of it yet", x: 0, y: y, role: .dim)
            return
        }
        let beside = min(GraphKind.beside(width: frame.width), kinds.count)
        let first = min(first, kinds.count - 1)
        let page = kinds[first..<min(first + beside, kinds.count)]
        let glyphs = scene.plotGlyphs
        for (index, kind) in page.enumerated() {
            let x = index * frame.width / beside
            let width = (index + 1) * frame.width / beside - x
            box(kind, isFirst: index == 0, width: width).draw(
                into: &frame, x: x, y: y, width: width, rows: rows, glyphs: glyphs
            ) { scene.clock.minute($0.start, at: scene.board.takenAt) }
        }
    }

    private func box(_ kind: GraphKind, isFirst: Bool, width: Int) -> PlotBox {
        let metric = MetricPlot(kind: kind, service: service, scene: scene)
        let mode = scene.state.graphMode
        let figures = metric.figures
        let text = kind.title + (mode == .ratio && !kind.isShared ? " new÷old" : "")
        var title = Line()
        // Where there is no room for all, the numbers say more than the name, which the table has too.
        let name = Fit.cut(scene.name(service), to: max(4, width / 4)) + " "
        if isFirst, PlotBox.fits(title: Width.of(name + text), figures: figures.width, in: width) {
            title.add(name, .focus)
        }
        title.add(text, .header)
        return PlotBox(title: title, figures: figures, plots: metric.plots(mode, rows: rows))
    }
}
