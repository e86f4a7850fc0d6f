import GRDB
import Model

/// The last reading of each service's topology; one row each.
struct TopologyTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func put(_ reading: TopologyReading, of service: String, at moment: Moment) throws {
        try db.run(
            "INSERT INTO layout (service, read_at, format, json) VALUES (?, ?, ?, ?) ON CONFLICT (service) DO UPDATE "
                + "SET read_at = excluded.read_at, format = excluded.format, json = excluded.json",
            [service, moment.milliseconds, TopologyReading.format, try JSONText.encode(reading)])
    }

    /// By service. Rows in the form of another build are left out, as the topology is soon read again.
    func all(
        of services: ServiceNames, _ decoded: inout DecodedRows<TopologyReading>
    ) throws -> [String: Timed<TopologyReading>] {
        let sql = "SELECT service, read_at, json FROM layout WHERE format = ? AND \(ServiceNames.condition)"
        let arguments: StatementArguments = [TopologyReading.format, services.json]
        let rows = try db.rows(sql, arguments) { row -> (String, Timed<TopologyReading>) in
            let reading = try decoded.value(row[2], of: row[0], from: "layout")
            return (row[0], Timed(reading, readAt: Moment(milliseconds: row[1])))
        }
        return Dictionary(rows) { _, newer in newer }
    }
}
