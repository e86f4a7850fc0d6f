import Model

/// All services of the migration on one screen: numbers, phases, the graphs of the selected one, the timeline.
enum OverviewPane {
    /// How the lines between headline and footer are divided.
    struct Heights: Equatable {
        /// Lines of services, of a graph's curves (0: none), of events (0: none).
        var services = 0
        var graph = 0
        /// The number of strips of graphs.
        var strips = 0
        var timeline = 0

        init(body: Int, services wanted: Int, troubles: Int, events: Int, pages: Int) {
            var rest = body - 2 - troubles
            let leastGraphs = body >= 17 ? 1 + GraphStrip.height(rows: GraphStrip.leastRows) : 0
            let leastEvents = body >= 12 ? 3 : 0
            services = max(2, min(wanted, max(4, rest - leastGraphs - leastEvents)))
            services = min(services, max(0, rest))
            rest -= services
            if leastGraphs > 0 {
                graph = GraphStrip.leastRows
                strips = 1
                rest -= leastGraphs
                let enough = min(max(events, 4), 14) + 1
                let most = body < 22 ? 3 : body < 30 ? 5 : body < 45 ? 7 : 9
                while graph < most, rest - 1 >= enough {
                    graph += 1
                    rest -= 1
                }
                let strip = GraphStrip.height(rows: graph)
                while body >= 45, strips < pages, rest - strip >= enough {
                    strips += 1
                    rest -= strip
                }
            }
            timeline = rest >= 2 ? rest - 1 : 0
        }
    }

    static func draw(_ scene: Scene, into frame: inout Frame, y top: Int, bottom: Int) {
        let table = ServiceTable(scene, width: frame.width)
        let rows = ServiceRows(scene)
        let troubles = SourceStrip.troubles(scene, most: frame.height >= 40 ? 4 : 2)
        let timeline = Timeline(scene)
        let heights = Heights(
            body: bottom - top - 1, services: rows.all.count, troubles: troubles.count, events: timeline.events.count,
            pages: scene.selected.map { GraphKind.pages(of: $0, width: frame.width) } ?? 1)
        rule(into: &frame, y: top, title: filterTitle(scene))
        table.drawHeadings(into: &frame, y: top + 1)
        var y = top + 3
        let visible = rows.visible(heights.services, scene)
        for row in visible.rows {
            switch row.part {
            case .numbers: table.draw(row.service, into: &frame, y: y)
            case .words: table.drawPhase(row.service, into: &frame, y: y)
            }
            frame.click(x: 0, y: y, width: frame.width, .service(row.service.name))
            y += 1
        }
        if scene.shown.isEmpty {
            frame.put(emptiness(scene), x: 1, y: y, role: .dim)
        }
        y = top + 3 + heights.services
        for line in troubles {
            frame.put(line, x: 1, y: y, limit: frame.width - 2)
            y += 1
        }
        if heights.graph > 0, let service = scene.selected {
            rule(into: &frame, y: y, title: visible.hidden)
            y += 1
            var first = scene.state.firstGraph
            for _ in 0..<heights.strips {
                GraphStrip(scene: scene, service: service, first: first, rows: heights.graph)
                    .draw(into: &frame, y: y)
                y += GraphStrip.height(rows: heights.graph)
                first = GraphKind.turn(first, by: 1, of: service, width: frame.width)
            }
        }
        if heights.timeline > 0 {
            rule(into: &frame, y: y, title: heights.graph > 0 ? "" : visible.hidden)
            timeline.draw(into: &frame, y: y + 1, rows: heights.timeline)
        }
    }

    /// A horizontal line with a few words in it.
    static func rule(into frame: inout Frame, y: Int, title: String = "") {
        frame.fill("─", x: 0, y: y, count: frame.width, role: .rule)
        if !title.isEmpty { frame.put(Line(" \(title) ", .header), x: 2, y: y, limit: frame.width - 4) }
    }

    private static func filterTitle(_ scene: Scene) -> String {
        guard !scene.state.filter.isEmpty else { return "" }
        return "only “\(Sanitizer.text(scene.state.filter))”: \(scene.shown.count) of "
            + NumberWords.count(scene.board.services.count, "service")
    }

    private static func emptiness(_ scene: Scene) -> String {
        scene.board.services.isEmpty
            ? "the configuration names no service"
            : "no service has “\(Sanitizer.text(scene.state.filter))” in its name"
    }
}
