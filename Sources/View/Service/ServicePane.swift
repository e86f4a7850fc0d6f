import Model

/// One service, mirrored about the middle: each row shows the same value of both sides, and the difference at its end.
enum ServicePane {
    static func draw(_ scene: Scene, into frame: inout Frame, y top: Int, bottom: Int) {
        guard let service = scene.selected else {
            frame.put("no service is selected", x: 1, y: top + 1, role: .dim)
            return
        }
        let layout = ServiceLayout(width: frame.width, height: frame.height)
        var y = top
        if !layout.isNumbersFirst { drawSummary(into: &frame) }
        if layout.share > 0 {
            SharePlot(service, scene)?.box.draw(
                into: &frame, x: 0, y: y, width: frame.width, rows: layout.share, glyphs: scene.plotGlyphs
            ) { scene.clock.minute($0.start, at: scene.board.takenAt) }
            y += PlotBox.height(rows: layout.share)
        }
        drawNumbers(service, scene, layout, into: &frame, y: y)
        y += 1 + layout.numbers
        if layout.isNumbersFirst { drawSummary(into: &frame) }
        ServicePanel(service, scene, rows: bottom - y - 1).draw(into: &frame, y: y)

        func drawSummary(into frame: inout Frame) {
            for (row, line) in ServiceSummary(service, scene).lines(layout.summary).enumerated() {
                frame.put(line, x: 1, y: y + row, limit: frame.width - 2)
            }
            y += layout.summary
        }
    }

    /// The last row with which the panel can begin.
    static func lastTop(_ scene: Scene) -> Int {
        guard let service = scene.selected else { return 0 }
        let state = scene.state
        let body = state.height - 1 - HeadlineBand.height(state) - 1
        let layout = ServiceLayout(width: state.width, height: state.height)
        let rows = state.pane == .full ? body - 1 : layout.panel(body: body)
        return ServicePanel(service, scene, rows: rows).lastTop
    }

    // MARK: The numbers

    private static func drawNumbers(
        _ service: Service, _ scene: Scene, _ layout: ServiceLayout, into frame: inout Frame, y: Int
    ) {
        let columns = NumberColumns(width: frame.width)
        let rows = MetricRows(service, scene, columns)
        let count = MetricRows.content(service).count
        let top = MetricRows.top(service, scene, rows: layout.numbers)
        OverviewPane.rule(into: &frame, y: y)
        let last = min(top + layout.numbers, count)
        let part = last - top < count ? " \(top + 1)–\(last) of \(count) " : " numbers "
        frame.put(part, x: 1, y: y, role: .header)
        rows.drawHeadings(into: &frame, y: y)
        rows.draw(into: &frame, y: y + 1, rows: layout.numbers, top: top)
        let content = MetricRows.content(service)
        let chosen = MetricRows.chosen(service, scene)
        guard columns.plot.width > 0, content.indices.contains(chosen) else { return }
        box(content[chosen], service, scene, rows: layout.numbers - 1).draw(
            into: &frame, x: columns.plot.x, y: y, width: columns.plot.width, rows: layout.numbers - 1,
            glyphs: scene.plotGlyphs
        ) { scene.clock.minute($0.start, at: scene.board.takenAt) }
    }

    /// The graph of a row. The members that serve are kept as the load balancer's healthy hosts.
    private static func box(
        _ content: MetricRows.Content, _ service: Service, _ scene: Scene, rows: Int
    ) -> PlotBox {
        let kind: GraphKind =
            switch content {
            case .graph(let kind): kind
            case .fleet: .metric(.healthyHosts)
            }
        let metric = MetricPlot(kind: kind, service: service, scene: scene)
        return PlotBox(
            title: Line(kind.title, .focus), figures: metric.figures,
            plots: metric.plots(scene.state.graphMode, rows: rows))
    }
}
