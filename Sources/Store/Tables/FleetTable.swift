import GRDB
import Model

/// The best values ever seen of each service's old fleet; one row each.
struct FleetTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Joins it with what is there: who watches minutes and who reads two weeks write into the same row.
    func put(_ record: FleetRecord, of service: String) throws {
        let record = try of(service)?.joined(record) ?? record
        try db.run(
            "INSERT INTO fleet (service, json) VALUES (?, ?) ON CONFLICT (service) DO UPDATE SET json = excluded.json",
            [service, try JSONText.encode(record)])
    }

    private func of(_ service: String) throws -> FleetRecord? {
        let json: String? = try db.value("SELECT json FROM fleet WHERE service = ?", [service])
        return try json.map { try JSONText.decode($0, from: "fleet") }
    }

    func all(
        of services: ServiceNames, _ decoded: inout DecodedRows<FleetRecord>
    ) throws -> [String: FleetRecord] {
        let sql = "SELECT service, json FROM fleet WHERE \(ServiceNames.condition)"
        let rows = try db.rows(sql, [services.json]) { row -> (String, FleetRecord) in
            (row[0], try decoded.value(row[1], of: row[0], from: "fleet"))
        }
        return Dictionary(rows) { _, newer in newer }
    }
}
