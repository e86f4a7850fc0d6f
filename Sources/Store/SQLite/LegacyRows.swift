import GRDB
import Model

/// Brings rows of stores before schema 6 into today's form, once, in the transaction of the schema's steps.
enum LegacyRows {
    /// Fills in the order and the cause of events that tell them in words only.
    static func translate(_ db: Database) throws {
        let sql = """
            SELECT id, kind, reason, evidence FROM event
            WHERE evidence LIKE 'order %' OR kind IN ('paused', 'weights', 'taskStopped')
            """
        let rows = try db.rows(sql) { row in
            (id: row[0] as Int64, kind: row[1] as String, reason: row[2] as String, evidence: row[3] as String)
        }
        // Events do not change, except here.
        try db.execute(sql: "DROP TRIGGER event_stays")
        for row in rows {
            guard let kind = Event.Kind(rawValue: row.kind) else { continue }
            let facts = LegacyEvent(kind: kind, reason: row.reason, evidence: row.evidence)
            guard facts.order != nil || facts.cause != nil else { continue }
            try db.run(
                "UPDATE event SET order_id = ?, cause = ? WHERE id = ?", [facts.order, facts.cause?.rawValue, row.id])
        }
        // A person's reason may begin like the program's. The order tells them apart: only a pause that the program ordered
        // for a change from outside keeps the weights that it found.
        try db.execute(
            sql: """
                UPDATE event SET cause = NULL WHERE kind = 'paused'
                    AND order_id IN (SELECT id FROM order_ WHERE json_extract(terms, '$.found') IS NULL)
                """)
        try db.execute(
            sql: "CREATE TRIGGER event_stays BEFORE UPDATE ON event "
                + "BEGIN SELECT raise(ABORT, 'events are kept as told'); END")
    }
}
