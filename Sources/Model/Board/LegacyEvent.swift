/// Reads the order and the cause of an event from the sentences of older programs, which stored them nowhere else.
///
/// Only three cases need it: stores before schema 6, programs of that time that still write, and snapshots of that
/// time. Nothing else may read these sentences.
package struct LegacyEvent {
    package let order: Int64?
    package let cause: Event.Cause?

    package init(kind: Event.Kind, reason: String, evidence: String) {
        order = Self.order(kind, evidence)
        cause = Self.cause(kind, reason)
    }

    /// `order 7`, `order 7, step 3`.
    private static func order(_ kind: Event.Kind, _ evidence: String) -> Int64? {
        switch kind {
        case .paused, .resumed, .annotated, .rollBack, .advance, .refused, .adopted, .done, .deadMan, .weights:
            let words = "order "
            guard evidence.hasPrefix(words) else { return nil }
            return Int64(evidence.dropFirst(words.count).prefix { $0 != "," })
        case .hook, .share, .verdict, .headline, .inventory, .version, .ecs, .taskStopped, .source, .lease, .snapshot:
            return nil
        }
    }

    private static func cause(_ kind: Event.Kind, _ reason: String) -> Event.Cause? {
        let (outside, waits) = ("changed outside", "waits")
        switch kind {
        case .paused, .weights:
            if reason.hasPrefix(outside) { return .changedOutside }
            return kind == .weights && reason.hasPrefix(waits) ? .oldIsFull : nil
        case .taskStopped: return reason.contains(/Scaling activity|UserInitiated/) ? .wanted : nil
        default: return nil
        }
    }
}
