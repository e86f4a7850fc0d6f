import Model

/// One line of the timeline: an event, or all events of one change of the weights, from the order to the last reading.
struct TimelineEntry {
    /// Oldest first; at least one.
    private(set) var parts: [Event]

    /// The first of them, by which the line stands where it stands.
    var first: Event { parts[0] }
    var last: Event { parts[parts.count - 1] }

    /// What became of the weights, by the newest event about abreast's own work; `nil` where it is no such change.
    var step: Event? { parts.last { $0.kind == .weights } }

    private init(_ event: Event) { parts = [event] }

    // MARK: Joining

    private struct Change: Hashable {
        var service: String
        var order: Int64
        var after: String
    }

    /// The lines of events, oldest first. The events of one change of the weights become one line.
    static func joined(_ events: [Event]) -> [TimelineEntry] {
        var entries: [TimelineEntry] = []
        var changes: [Change: Int] = [:]
        var orders: [Int64: Int] = [:]
        var newest: [String: Int] = [:]
        for event in events {
            if let index = place(of: event, changes, orders, newest, entries) {
                entries[index].parts.append(event)
            } else {
                entries.append(TimelineEntry(event))
                if event.kind == .advance, let order = event.order { orders[order] = entries.count - 1 }
            }
            guard event.kind == .weights, let change = change(event) else { continue }
            let index = changes[change] ?? orders[change.order] ?? entries.count - 1
            changes[change] = index
            newest[change.service] = index
            orders[change.order] = nil
        }
        return entries
    }

    private static func change(_ event: Event) -> Change? {
        guard let service = event.service, let order = event.order, let after = event.after else { return nil }
        return Change(service: service, order: order, after: after)
    }

    /// The line to which an event belongs; `nil` for a line of its own.
    private static func place(
        of event: Event, _ changes: [Change: Int], _ orders: [Int64: Int], _ newest: [String: Int],
        _ entries: [TimelineEntry]
    ) -> Int? {
        switch event.kind {
        case .weights: return change(event).flatMap { changes[$0] ?? orders[$0.order] }
        // What the poller reads of abreast's own change tells nothing new.
        case .share:
            guard let index = event.service.flatMap({ newest[$0] }), let step = entries[index].step,
                event.at.seconds(since: step.at) < Self.reach, let percent = percent(event.after),
                let wanted = Self.percent(step.after), abs(percent - wanted) <= Service.stepTolerance
            else { return nil }
            return index
        default: return nil
        }
    }

    /// Seconds within which a poller has read a change of the weights.
    private static let reach = 180.0

    /// Percent on new in an event's words: `25 %`, `75/25`; `nil` for others.
    static func percent(_ text: String?) -> Double? {
        guard let text else { return nil }
        let weights = text.split(separator: "/").map { Double($0) }
        if weights.count == 2, let old = weights[0], let new = weights[1], old + new > 0 {
            return new * 100 / (old + new)
        }
        let words = text.split(separator: " ")
        return words.count == 2 && words[1] == "%" ? Double(words[0]) : nil
    }
}
