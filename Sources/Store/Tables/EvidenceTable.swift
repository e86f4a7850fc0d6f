import GRDB
import Model

/// The evidence of each service's new side so far; one row each.
struct EvidenceTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Returns the row's revision.
    func put(_ record: EvidenceRecord, of service: String) throws -> Int64 {
        let revision: Int64? = try db.value(
            "INSERT INTO evidence (service, revision, format, json) VALUES (?, 1, ?, ?) ON CONFLICT (service) DO UPDATE "
                + "SET revision = revision + 1, format = excluded.format, json = excluded.json RETURNING revision",
            [service, EvidenceRecord.format, try JSONText.encode(record)])
        return revision ?? 0
    }

    /// The revision of each service's row. It increases with every change of the row. Rows in the form of another build
    /// are left out, as the evidence can be computed again from the minutes.
    func revisions(of services: ServiceNames) throws -> [String: Int64] {
        let sql = "SELECT service, revision FROM evidence WHERE format BETWEEN ? AND ? AND \(ServiceNames.condition)"
        let readable = EvidenceRecord.readable
        let rows = try db.rows(sql, [readable.lowerBound, readable.upperBound, services.json]) {
            row -> (String, Int64) in (row[0], row[1])
        }
        return Dictionary(rows) { _, newer in newer }
    }

    func record(of service: String) throws -> EvidenceRecord {
        let json: String? = try db.value("SELECT json FROM evidence WHERE service = ?", [service])
        let record: EvidenceRecord = try JSONText.decode(json ?? "", from: "evidence")
        guard record.hasValidShape else {
            throw MalformedRow(table: "evidence", why: "numbers are missing in its JSON")
        }
        return record
    }
}
