import Model

/// How the lines of the service view are divided among its sections. The chosen section grows first.
struct ServiceLayout {
    typealias Section = ScreenState.Section

    /// The lines above the sections.
    let summary: Int
    /// The rows that each section could show.
    let need: [Section: Int]
    /// The drawn sections with their rows, from top to bottom. Each has a title above.
    private(set) var sections: [(section: Section, rows: Int)] = []

    init(_ scene: Scene, _ service: Service, body: Int) {
        need = [
            .metrics: MetricRows.content(service, scene).count,
            .evidence: EvidenceRows.content(service, scene).count,
            .inventory: InventoryRows.count(service),
            .timeline: max(1, Timeline(scene, of: service).events.count),
        ]
        summary = ServicePane.summary(service, scene).count
        let chosen = scene.state.section
        // One line below the sections is for the sources.
        let room = body - summary - 1
        guard room >= 12 else {
            sections = [(chosen, max(0, room - 1))]
            return
        }
        let shown = Self.shown(chosen, room: room)
        var rows: [Section: Int] = [:]
        var rest = room - shown.count
        let height = scene.state.height
        // This page is also read for what happened, so a tall screen shows several lines of it.
        let events = height >= 36 ? 5 : height >= 30 ? 4 : 2
        let least: [Section: Int] = [.metrics: 4, .evidence: height >= 36 ? 3 : 2, .inventory: 3, .timeline: events]
        for section in shown {
            rows[section] = min(least[section] ?? 0, need[section] ?? 0)
            rest -= rows[section] ?? 0
        }
        for section in [chosen, .metrics, .inventory, .timeline, .evidence] where shown.contains(section) {
            let more = min(rest, max(0, (need[section] ?? 0) - (rows[section] ?? 0)))
            rows[section, default: 0] += more
            rest -= more
        }
        rows[shown.last ?? chosen, default: 0] += rest
        sections = shown.map { ($0, rows[$0] ?? 0) }
    }

    /// The sections with lines. Where there are few lines, the evidence replaces the sections below it, and only when
    /// it is chosen.
    private static func shown(_ chosen: Section, room: Int) -> [Section] {
        if room >= 20 { return Section.allCases }
        if chosen == .evidence { return [.metrics, .evidence] }
        return room >= 16 ? Section.allCases : [.metrics, .inventory, .timeline]
    }

    /// The last row with which a section can begin.
    func lastTop(_ section: Section) -> Int {
        guard let rows = sections.first(where: { $0.section == section })?.rows else { return 0 }
        return max(0, (need[section] ?? 0) - rows)
    }
}
