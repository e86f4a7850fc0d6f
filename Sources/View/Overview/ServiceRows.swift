import Model

/// The lines of the table of services, and which of them are visible when there are more lines than rows.
struct ServiceRows {
    enum Part { case numbers, words }

    struct Row {
        var service: Service
        var part: Part
    }

    /// The lines that are seen.
    private(set) var rows: [Row] = []
    /// How many of the last ones stand there though their place is elsewhere.
    private(set) var pinned = 0
    /// A text about the hidden services; empty when there are none.
    private(set) var hidden = ""

    /// At most `most` lines, with the selected service among them.
    ///
    /// Each service has two lines. When not all of them fit, only the selected service has its words, so that no line moves
    /// when another has something to say. When not all services fit, those that need eyes take the last rows. Only what is
    /// seen is made.
    init(_ scene: Scene, most: Int) {
        let services = scene.shown
        guard 2 * services.count > most else {
            rows = services.flatMap { [Row(service: $0, part: .numbers), Row(service: $0, part: .words)] }
            return
        }
        let chosen = services.firstIndex { $0.name == scene.selected?.name } ?? 0
        /// The line at a place, where the selected service alone has two.
        func row(_ place: Int) -> (service: Int, part: Part) {
            place <= chosen ? (place, .numbers) : (place - 1, place == chosen + 1 ? .words : .numbers)
        }
        let count = services.count + 1
        guard count > most else {
            rows = (0..<count).map { Row(service: services[row($0).service], part: row($0).part) }
            return
        }
        let first = min(max(0, chosen - most / 2), count - most)
        var seen = (first..<first + most).map(row)
        let inside = Set(seen.map(\.service))
        let severities = services.map { Severity(of: $0, scene) }
        // The most urgent ones, in the table's order; they take a third of the rows at most.
        let pinned = services.indices.filter { !inside.contains($0) && severities[$0].isPinned }
            .sorted { (severities[$0], $0) < (severities[$1], $1) }.prefix(max(1, most / 3)).sorted()
        for _ in pinned {
            // The selected service never makes room.
            seen.remove(at: seen.last?.service == chosen ? 0 : seen.count - 1)
        }
        seen += pinned.map { ($0, .numbers) }
        rows = seen.map { Row(service: services[$0.service], part: $0.part) }
        self.pinned = pinned.count
        let shown = Set(seen.map(\.service))
        hidden = Self.hidden(services.indices.filter { !shown.contains($0) }.map { services[$0] }, scene)
    }

    /// `38 more: 1 ▲ worse, 2 ‖ held`, so that no hidden trouble is forgotten.
    private static func hidden(_ services: [Service], _ scene: Scene) -> String {
        guard !services.isEmpty else { return "" }
        var notes: [String] = []
        for state in [Verdict.State.worse, .blind, .unsure] {
            let count = services.count { scene.verdict(of: $0).state == state }
            if count > 0 { notes.append("\(count) \(Sign(state).text)") }
        }
        let held = services.count { $0.pause != nil }
        if held > 0 { notes.append("\(held) ‖ held") }
        return "\(services.count) more" + (notes.isEmpty ? "" : ": " + notes.joined(separator: ", "))
    }
}
