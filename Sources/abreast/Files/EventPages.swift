import Model
import Store

/// Reads the events of the timeline that are new since the last call.
final class EventPages {
    private let store: SQLiteStore
    private let service: String?
    private let since: Moment?
    private var last: Int64

    /// - Parameter after: The id of the last event that is known already.
    init(_ store: SQLiteStore, service: String?, since: Moment?, after: Int64 = 0) {
        self.store = store
        self.service = service
        self.since = since
        last = after
    }

    /// The events stored since the last call.
    func rest() throws -> [Event] {
        var found: [Event] = []
        while true {
            let page = try storing { () throws(StoreError) in try store.events(after: last, limit: Self.size) }
            guard let newest = page.last else { return found }
            last = newest.id
            found += page.filter { isWanted($0) }
        }
    }

    private func isWanted(_ event: Event) -> Bool {
        if let since, event.at < since { return false }
        guard let service, let of = event.service else { return true }
        return service == of
    }

    private static let size = 1000
}
