import Model

/// One line of the timeline opened: all that is stored of its events.
struct EventDetail {
    let entry: TimelineEntry
    let scene: Scene

    private static let label = 11

    var lines: [Line] {
        var lines = field("when", when(entry.first))
        let event = entry.step ?? entry.first
        let side = event.side.map { ", \($0.rawValue) side" } ?? ""
        lines += field("what", Timeline.line(entry, isUTF8: scene.state.isUTF8).text)
        lines += field("service", event.service.map { Sanitizer.text($0) + side } ?? "the whole migration")
        lines += field("who", Sanitizer.text(entry.first.actor))
        if entry.parts.count == 1 {
            lines += field("before", Sanitizer.text(event.before ?? ""))
            lines += field("after", Sanitizer.text(event.after ?? ""))
            lines += field("why", Sanitizer.text(event.reason))
            lines += field("evidence", Sanitizer.text(event.evidence))
            lines += field("order", event.order.map(String.init) ?? "")
            return lines
        }
        lines.append(Line())
        for part in entry.parts {
            lines += field(scene.clock.time(part.at), Timeline.line(part, isUTF8: scene.state.isUTF8).text)
            lines += field("", "by \(Sanitizer.text(part.actor)); \(Sanitizer.text(part.evidence))", .dim)
        }
        return lines
    }

    private func when(_ event: Event) -> String {
        let ago = NumberWords.duration(scene.board.takenAt.seconds(since: event.at))
        return "\(scene.clock.day(event.at)) \(scene.clock.timeAndZone(event.at)), \(ago) ago"
    }

    /// A name and its text, wrapped; nothing where there is no text.
    private func field(_ name: String, _ text: String, _ role: Role = .text) -> [Line] {
        let columns = scene.state.width - 2 - Self.label
        return Fit.wrap(text, columns: columns, most: 20).enumerated().map { row, part in
            var line = Line(Fit.left(row == 0 ? name : "", Self.label), .header)
            line.add(part, role)
            return line
        }
    }
}
