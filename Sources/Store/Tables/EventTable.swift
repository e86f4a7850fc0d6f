import GRDB
import Model

/// The timeline. Its triggers allow only appending.
struct EventTable {
    private static let columns = "id, at, service, side, kind, actor, before, after, reason, evidence, order_id, cause"

    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Leaves out events that the index `event_imported` has already.
    func insert(_ events: [Event]) throws {
        for event in events {
            try db.run(
                """
                INSERT INTO event (at, service, side, kind, actor, before, after, reason, evidence, order_id, cause)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                [
                    event.at.milliseconds, event.service, event.side?.rawValue, event.kind.rawValue, event.actor,
                    event.before, event.after, event.reason, event.evidence, event.order,
                    event.cause?.rawValue,
                ])
        }
    }

    func events(after id: Int64, limit: Int) throws -> [Event] {
        try list("WHERE id > ? ORDER BY id LIMIT ?", [id, max(0, limit)])
    }

    /// Sorted by the moment when they happened: events copied from another source arrive late.
    func events(since start: Moment) throws -> [Event] {
        try list("WHERE at >= ? ORDER BY at, id", [start.milliseconds])
    }

    /// The `count` events that happened last, newest last.
    func newest(_ count: Int) throws -> [Event] {
        try list("ORDER BY at DESC, id DESC LIMIT ?", [count]).reversed()
    }

    func newestHeadline() throws -> Event? {
        try list("WHERE kind = 'headline' ORDER BY id DESC LIMIT 1").first
    }

    /// When each service's verdict turned worse, for services whose newest verdict is worse. The metric may have
    /// changed since.
    func worseSince() throws -> [String: Moment] {
        let turned = try db.rows(
            """
            SELECT service, min(at) FROM event WHERE kind = 'verdict' AND service IS NOT NULL AND after = 'worse'
                AND id > ifnull((SELECT max(id) FROM event AS other WHERE other.kind = 'verdict'
                    AND other.service = event.service AND other.after <> 'worse'), 0)
            GROUP BY service
            """
        ) { row -> (String, Moment) in (row[0], Moment(milliseconds: row[1])) }
        return Dictionary(turned) { first, _ in first }
    }

    /// The highest id, 0 without events.
    func newestID() throws -> Int64 { try db.value("SELECT max(id) FROM event") ?? 0 }

    private func list(_ rest: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Event] {
        try db.rows("SELECT \(Self.columns) FROM event \(rest)", arguments) { row in
            let kind: Event.Kind = try row.word(4, of: "event")
            let (reason, evidence): (String, String) = (row[8], row[9])
            let order: Int64? = row[10]
            // A program older than schema 6 that still runs writes neither of the two.
            let isOlder = order == nil && (kind == .weights || kind == .refused)
            let legacy = isOlder ? LegacyEvent(kind: kind, reason: reason, evidence: evidence) : nil
            return Event(
                id: row[0], at: Moment(milliseconds: row[1]), service: row[2],
                side: try row.optionalWord(3, of: "event"), kind: kind, actor: row[5], before: row[6], after: row[7],
                reason: reason, evidence: evidence, order: order ?? legacy?.order,
                cause: try row.optionalWord(11, of: "event") ?? legacy?.cause)
        }
    }
}
