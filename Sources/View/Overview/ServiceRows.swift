import Model

/// The lines of the table of services, and which of them are visible when there are more lines than rows.
struct ServiceRows {
    enum Part { case numbers, words }

    struct Row {
        var service: Service
        var part: Part
    }

    /// Two lines for each service with a message.
    let all: [Row]

    init(_ scene: Scene) {
        all = scene.shown.flatMap { service in
            [Row(service: service, part: .numbers), Row(service: service, part: .words)]
        }
    }

    /// At most `most` lines with the selected service among them, and a text about the hidden ones.
    ///
    /// When not all lines fit, second lines remain only where they matter, and for the selected service.
    func visible(_ most: Int, _ scene: Scene) -> (rows: [Row], hidden: String) {
        guard all.count > most else { return (all, "") }
        let selected = scene.selected?.name
        let rows = all.filter {
            $0.part == .numbers || $0.service.name == selected || PhaseLine.matters($0.service, scene)
        }
        guard rows.count > most else { return (rows, "") }
        let index = rows.firstIndex { $0.service.name == selected } ?? 0
        let first = min(max(0, index - most / 2), rows.count - most)
        let seen = Array(rows[first..<first + most])
        return (seen, Self.hidden(rows, first..<first + most, scene))
    }

    /// `12 above, 26 below: 1 ▲ worse, 2 paused`, so that no hidden trouble is forgotten.
    private static func hidden(_ rows: [Row], _ seen: Range<Int>, _ scene: Scene) -> String {
        func services(_ part: ArraySlice<Row>) -> [Service] { part.filter { $0.part == .numbers }.map(\.service) }
        let above = services(rows[..<seen.lowerBound])
        let below = services(rows[seen.upperBound...])
        let places = [(above.count, "above"), (below.count, "below")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        guard !places.isEmpty else { return "" }
        let out = above + below
        var notes: [String] = []
        for state in [Verdict.State.worse, .blind, .unsure] {
            let count = out.filter { scene.verdict(of: $0).state == state }.count
            if count > 0 { notes.append("\(count) \(Sign(state).text)") }
        }
        let paused = out.filter { $0.pause != nil }.count
        if paused > 0 { notes.append("\(paused) ‖ paused") }
        return places.joined(separator: ", ") + (notes.isEmpty ? "" : ": " + notes.joined(separator: ", "))
    }
}
