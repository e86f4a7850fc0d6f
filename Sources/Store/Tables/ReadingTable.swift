import GRDB
import Model

/// The state of each source, and when it confirmed which parts of the inventories.
struct ReadingTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func put(_ reading: Reading) throws {
        try db.run(
            """
            INSERT INTO reading (source, last_try, last_success, error, failures, milliseconds, newest_minute)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source) DO UPDATE SET last_try = excluded.last_try, last_success = excluded.last_success,
                error = excluded.error, failures = excluded.failures, milliseconds = excluded.milliseconds,
                newest_minute = excluded.newest_minute
            """,
            [
                reading.source.rawValue, reading.lastTry.milliseconds, reading.lastSuccess?.milliseconds, reading.error,
                reading.failures, reading.milliseconds, reading.newestMinute?.milliseconds,
            ])
    }

    /// In the order of `Source.allCases`.
    func all() throws -> [Reading] {
        let sql = "SELECT source, last_try, last_success, error, failures, milliseconds, newest_minute FROM reading"
        let readings = try db.rows(sql) { row in
            Reading(
                source: try row.word(0, of: "reading"), lastTry: Moment(milliseconds: row[1]),
                lastSuccess: row.moment(2),
                error: row[3], failures: row[4], milliseconds: row[5], newestMinute: row.moment(6))
        }
        return Source.allCases.compactMap { source in readings.first { $0.source == source } }
    }

    func confirm(_ side: ServiceSide, by source: Source, at moment: Moment) throws {
        try db.run(
            """
            INSERT INTO confirmation (service, side, source, read_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET read_at = excluded.read_at
            """,
            [side.service, side.side.rawValue, source.rawValue, moment.milliseconds])
    }

    func confirmations(of services: ServiceNames) throws -> [ServiceSide: [Source: Moment]] {
        var confirmations: [ServiceSide: [Source: Moment]] = [:]
        let sql = "SELECT service, side, source, read_at FROM confirmation WHERE \(ServiceNames.condition)"
        _ = try db.rows(sql, [services.json]) { row in
            let side = ServiceSide(service: row[0], side: try row.word(1, of: "confirmation"))
            confirmations[side, default: [:]][try row.word(2, of: "confirmation")] = Moment(milliseconds: row[3])
        }
        return confirmations
    }
}
