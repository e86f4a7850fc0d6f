import Model

/// The panel with the tabs: a rule with their titles, and the rows of the chosen one.
struct ServicePanel {
    let tabs: ServiceTabs
    let scene: Scene
    /// Rows below the rule.
    let rows: Int

    private var tab: PageState.Tab { scene.state.page.tab }

    init(_ service: Service, _ scene: Scene, rows: Int) {
        tabs = ServiceTabs(service: service, scene: scene)
        self.scene = scene
        self.rows = max(0, rows)
    }

    func draw(into frame: inout Frame, y: Int) {
        let content = tabs.content(tab, rows: rows)
        let top = min(scene.state.page.top[tab] ?? 0, max(0, content.count - rows))
        drawTitle(into: &frame, y: y, seen: top..<min(top + rows, content.count), of: content.count)
        content.draw(into: &frame, y: y + 1, rows: rows, top: top)
        frame.click(x: 0, y: y + 1, width: frame.width, height: rows, .tabRows)
    }

    /// The last row with which the chosen tab can begin.
    var lastTop: Int { max(0, tabs.content(tab, rows: rows).count - rows) }

    private func drawTitle(into frame: inout Frame, y: Int, seen: Range<Int>, of count: Int) {
        OverviewPane.rule(into: &frame, y: y)
        let part = seen.count < count ? " \(seen.lowerBound + 1)–\(seen.upperBound) of \(count) " : ""
        let end = frame.put(tabs.titles(columns: frame.width - 4), x: 1, y: y, limit: frame.width - 2)
        let x = frame.width - Width.of(part) - 1
        if !part.isEmpty, x > end { frame.put(part, x: x, y: y, role: .header) }
    }
}
