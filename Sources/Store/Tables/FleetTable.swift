import GRDB
import Model

/// The best values ever seen of each service's old fleet; one row each.
struct FleetTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func put(_ record: FleetRecord, of service: String) throws {
        try db.run(
            "INSERT INTO fleet (service, json) VALUES (?, ?) ON CONFLICT (service) DO UPDATE SET json = excluded.json",
            [service, try JSONText.encode(record)])
    }

    func all() throws -> [String: FleetRecord] {
        let rows = try db.rows("SELECT service, json FROM fleet") { row -> (String, FleetRecord) in
            (row[0], try JSONText.decode(row[1], from: "fleet"))
        }
        return Dictionary(rows) { _, newer in newer }
    }
}
