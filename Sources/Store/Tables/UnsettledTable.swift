import GRDB
import Model

/// What CloudWatch has told last of the minutes that had not settled; one row for each service.
struct UnsettledTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func put(_ minutes: [UnsettledMinute], of service: String, at moment: Moment) throws {
        try db.run(
            """
            INSERT INTO unsettled (service, read_at, json) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET read_at = excluded.read_at, json = excluded.json
            """,
            [service, moment.milliseconds, try JSONText.encode(minutes)])
    }

    func all(
        of services: ServiceNames, _ decoded: inout DecodedRows<[UnsettledMinute]>
    ) throws -> [String: Timed<[UnsettledMinute]>] {
        let sql = "SELECT service, read_at, json FROM unsettled WHERE \(ServiceNames.condition)"
        let rows = try db.rows(sql, [services.json]) { row in
            let minutes = try decoded.value(row[2], of: row[0], from: "unsettled")
            return (row[0] as String, Timed(minutes, readAt: Moment(milliseconds: row[1])))
        }
        return Dictionary(rows) { _, newer in newer }
    }
}
