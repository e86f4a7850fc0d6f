import Model

/// The lines of the table of services, and which of them are visible when there are more lines than rows.
struct ServiceRows {
    enum Part { case numbers, words }

    struct Row {
        var service: Service
        var part: Part
    }

    /// What is seen of them.
    struct Visible {
        var rows: [Row]
        /// How many of the last rows stand there though their place is elsewhere.
        var pinned = 0
        /// A text about the hidden ones; empty when there are none.
        var hidden = ""
    }

    /// Two lines for each service.
    let all: [Row]

    init(_ scene: Scene) {
        all = scene.shown.flatMap { service in
            [Row(service: service, part: .numbers), Row(service: service, part: .words)]
        }
    }

    /// At most `most` lines with the selected service among them.
    ///
    /// When not all lines fit, only the selected service has its words, so that no line moves when another has something
    /// to say. When not all services fit, those that need eyes take the last rows.
    func visible(_ most: Int, _ scene: Scene) -> Visible {
        guard all.count > most else { return Visible(rows: all) }
        let selected = scene.selected?.name
        let rows = all.filter { $0.part == .numbers || $0.service.name == selected }
        guard rows.count > most else { return Visible(rows: rows) }
        let index = rows.firstIndex { $0.service.name == selected } ?? 0
        let first = min(max(0, index - most / 2), rows.count - most)
        var seen = Array(rows[first..<first + most])
        let names = Set(seen.map(\.service.name))
        let outside = rows.filter { row in
            row.part == .numbers && !names.contains(row.service.name)
                && Severity(of: row.service, scene).isPinned
        }.map { (row: $0, severity: Severity(of: $0.service, scene)) }
        // The most urgent ones, in the table's order; they take a third of the rows at most.
        let pinned = outside.enumerated().sorted { ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset) }
            .prefix(max(1, most / 3)).sorted { $0.offset < $1.offset }.map(\.element.row)
        for _ in pinned {
            // The selected service never makes room.
            let isLast = seen.last?.service.name == selected
            seen.remove(at: isLast ? 0 : seen.count - 1)
        }
        let shown = Set((seen + pinned).map(\.service.name))
        let hidden = rows.filter { $0.part == .numbers && !shown.contains($0.service.name) }.map(\.service)
        return Visible(rows: seen + pinned, pinned: pinned.count, hidden: Self.hidden(hidden, scene))
    }

    /// `38 more: 1 ▲ worse, 2 ‖ held`, so that no hidden trouble is forgotten.
    private static func hidden(_ services: [Service], _ scene: Scene) -> String {
        guard !services.isEmpty else { return "" }
        var notes: [String] = []
        for state in [Verdict.State.worse, .blind, .unsure] {
            let count = services.filter { scene.verdict(of: $0).state == state }.count
            if count > 0 { notes.append("\(count) \(Sign(state).text)") }
        }
        let held = services.filter { $0.pause != nil }.count
        if held > 0 { notes.append("\(held) ‖ held") }
        return "\(services.count) more" + (notes.isEmpty ? "" : ": " + notes.joined(separator: ", "))
    }
}
