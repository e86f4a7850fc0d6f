import Model

/// One tab of a service on the whole screen; the timeline also of all services, and one of its lines opened.
enum FullPane {
    static func draw(_ scene: Scene, into frame: inout Frame, y top: Int, bottom: Int) {
        let page = scene.state.page
        if page.tab == .timeline, page.isEventOpen || page.isOfAll {
            let timeline = timeline(scene)
            let content: any TabRows = detail(scene).map { LineRows(lines: $0) } ?? timeline
            let name = page.isOfAll ? "all services" : scene.selected.map(scene.name) ?? ""
            let part = page.isEventOpen ? ", line \(timeline.chosen + 1) of \(timeline.count)" : ""
            let kinds = page.kinds == .all ? "" : ", only \(page.kinds.title)"
            OverviewPane.rule(into: &frame, y: top, title: "timeline of \(name)\(kinds)\(part)")
            content.draw(into: &frame, y: top + 1, rows: bottom - top - 1, top: page.top[.timeline] ?? 0)
            return
        }
        guard let service = scene.selected else {
            frame.put("no service is selected", x: 1, y: top + 1, role: .dim)
            return
        }
        ServicePanel(service, scene, rows: bottom - top - 1).draw(into: &frame, y: top)
    }

    /// The timeline of the selected service or of all.
    static func timeline(_ scene: Scene) -> Timeline {
        Timeline(scene, of: scene.state.page.isOfAll ? nil : scene.selected)
    }

    /// The opened line; `nil` where none is, or the timeline is empty.
    private static func detail(_ scene: Scene) -> [Line]? {
        let timeline = timeline(scene)
        guard scene.state.page.isEventOpen, timeline.entries.indices.contains(timeline.chosen) else { return nil }
        return EventDetail(entry: timeline.entries[timeline.chosen], scene: scene).lines
    }
}
