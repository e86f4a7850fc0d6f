import Model
import View

/// Who did what, and what happened. Each line has its evidence.
extension SnapshotReport {
    /// Above this number of lines, the oldest are only in the JSON file.
    private static let most = 500

    var timeline: String {
        let events = board.events.suffix(Self.most)
        let left = board.events.count - events.count
        guard !events.isEmpty else { return "## Timeline\n\nNothing was recorded." }
        let rows = events.map { event in
            [
                SnapshotZone.utc.dateAndTime(event.at), zone.dateAndTime(event.at), Markdown.text(event.actor),
                subject(event), Markdown.text(event.kind.title), change(event), Markdown.text(event.reason),
                Markdown.text(event.evidence),
            ]
        }
        let titles = [
            "UTC", Markdown.text(zone.name), "actor", "service", "event", "before → after", "reason", "evidence",
        ]
        let note = left > 0 ? "\n\nThe \(left) events before these stand in the JSON file." : ""
        return "## Timeline\n\n" + Markdown.table(titles, rows) + note
    }

    private func subject(_ event: Event) -> String {
        [event.service.map(Markdown.text), event.side?.rawValue].compactMap(\.self).joined(separator: " ")
    }

    private func change(_ event: Event) -> String {
        switch (event.before.map(Markdown.text), event.after.map(Markdown.text)) {
        case (let before?, let after?): before == after ? "still \(after)" : "\(before) → \(after)"
        case (let before?, nil): "\(before) →"
        case (nil, let after?): "→ \(after)"
        case (nil, nil): ""
        }
    }
}

extension Event.Kind {
    /// The kind in words.
    fileprivate var title: String {
        switch self {
        case .paused: "paused"
        case .resumed: "resumed"
        case .rollBack: "roll back ordered"
        case .annotated: "reason added"
        case .advance: "step ordered"
        case .refused: "step refused"
        case .adopted: "weights taken over"
        case .done: "rollout done"
        case .deadMan: "dead man"
        case .hook: "hook"
        case .share: "share"
        case .weights: "weights moved"
        case .verdict: "verdict"
        case .headline: "headline"
        case .inventory: "inventory"
        case .version: "version"
        case .ecs: "ECS"
        case .taskStopped: "task stopped"
        case .source: "source"
        case .lease: "poller"
        case .snapshot: "snapshot"
        }
    }
}
