import Model

/// All services of the migration on one screen: numbers, phases, the graphs of the selected one, the timeline.
enum OverviewPane {
    /// How the lines between headline and footer are divided. Only the screen's size and the number of services decide, so
    /// that nothing moves when something happens.
    struct Heights: Equatable {
        /// Lines of services, of a graph's curves (0: none), of the log (0: none).
        var services = 0
        var graph = 0
        /// The number of strips of graphs.
        var strips = 0
        var log = 0

        /// - Parameters:
        ///   - body: Lines between headline and footer.
        ///   - count: Services; each would have two lines.
        ///   - pages: Strips of graphs that there are.
        init(body: Int, services count: Int, pages: Int) {
            // A title, and two lines of headings.
            var rest = max(0, body - 3)
            let leastGraphs = body >= 15 ? GraphStrip.height(rows: GraphStrip.leastRows) : 0
            // Many services on a low screen need the lines of the log.
            let leastLog = body >= 22 || body >= 12 && count + 1 <= rest - leastGraphs - 3 ? 3 : 0
            services = max(2, min(2 * count, max(4, rest - leastGraphs - leastLog)))
            services = min(services, rest)
            rest -= services
            if leastGraphs > 0, rest >= leastGraphs {
                graph = GraphStrip.leastRows
                strips = 1
                rest -= leastGraphs
                let enough = body < 22 ? 4 : body < 28 ? 6 : 9
                let most = body < 22 ? 4 : body < 30 ? 6 : body < 45 ? 8 : 9
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
            log = rest >= 2 ? rest - 1 : 0
        }
    }

    /// - Parameters:
    ///   - bottom: The line of the keys.
    ///   - covered: So many lines above it that a question or a notice covers.
    static func draw(_ scene: Scene, into frame: inout Frame, y top: Int, bottom: Int, covered: Int) {
        let table = ServiceTable(scene, width: frame.width)
        let heights = Heights(
            body: bottom - top, services: scene.shown.count,
            pages: scene.selected.map { GraphKind.pages(of: $0, width: frame.width) } ?? 1)
        // The selected service stays in sight of a question about it.
        let visible = ServiceRows(scene, most: max(1, min(heights.services, bottom - covered - top - 3)))
        rule(into: &frame, y: top, title: title(scene), more: more(visible, scene))
        table.drawHeadings(into: &frame, y: top + 1)
        var y = top + 3
        for row in visible.rows {
            if row.service.name == scene.selected?.name { frame.lay(.selection, y: y) }
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
        if heights.graph > 0, let service = scene.selected {
            // A page that was turned on a narrower screen begins elsewhere.
            var first = GraphKind.turn(scene.state.firstGraph, by: 0, of: service, width: frame.width)
            for _ in 0..<heights.strips {
                GraphStrip(scene: scene, service: service, first: first, rows: heights.graph)
                    .draw(into: &frame, y: y)
                y += GraphStrip.height(rows: heights.graph)
                first = GraphKind.turn(first, by: 1, of: service, width: frame.width)
            }
        }
        if heights.log > 0 { drawLog(scene, into: &frame, y: y, rows: heights.log) }
    }

    /// Sources in trouble, then what happened. The log gives way; nothing else moves.
    private static func drawLog(_ scene: Scene, into frame: inout Frame, y: Int, rows: Int) {
        rule(into: &frame, y: y)
        let troubles = SourceStrip.troubles(scene, most: min(rows, frame.height >= 40 ? 4 : 2))
        for (row, line) in troubles.enumerated() {
            frame.put(line, x: 1, y: y + 1 + row, limit: frame.width - 2)
        }
        if rows > troubles.count {
            Timeline(scene).draw(into: &frame, y: y + 1 + troubles.count, rows: rows - troubles.count)
        }
    }

    /// A horizontal line with a few words in it, at its left and at its right.
    static func rule(into frame: inout Frame, y: Int, title: String = "", more: Line = Line()) {
        frame.fill("─", x: 0, y: y, count: frame.width, role: .rule)
        if !title.isEmpty { frame.put(Line(" \(title) ", .header), x: 2, y: y, limit: frame.width - 4) }
        let free = frame.width - 8 - Width.of(title)
        guard !more.isEmpty, free >= 8 else { return }
        var line = Line(" ")
        line.add(more.cut(to: free - 2))
        line.add(" ")
        frame.put(line, x: frame.width - 2 - line.width, y: y)
    }

    private static func title(_ scene: Scene) -> String {
        guard !scene.state.filter.isEmpty else { return NumberWords.count(scene.board.services.count, "service") }
        return "only “\(Sanitizer.text(scene.state.filter))”: \(scene.shown.count) of "
            + NumberWords.count(scene.board.services.count, "service")
    }

    /// What is out of sight, and how the services are sorted.
    private static func more(_ visible: ServiceRows, _ scene: Scene) -> Line {
        var line = Line(visible.hidden, .header)
        if visible.pinned > 0 { line.join("the last \(visible.pinned) need eyes", .warn) }
        if scene.shown.count > 1 { line.join(scene.state.order.title, .dim) }
        if scene.state.isOutOfOrder {
            line.join("o ", .key)
            line.add("sorts again", .text)
        }
        return line
    }

    private static func emptiness(_ scene: Scene) -> String {
        scene.board.services.isEmpty
            ? "the configuration names no service"
            : "no service has “\(Sanitizer.text(scene.state.filter))” in its name"
    }
}
