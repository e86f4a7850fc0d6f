import GRDB
import Model

/// What the minutes so far have told of each service's new side; one row each.
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

    /// By service, a number that grows with every change of its row; what another build has kept in its own form is left
    /// out, as the minutes tell it anew.
    func revisions() throws -> [String: Int64] {
        let sql = "SELECT service, revision FROM evidence WHERE format BETWEEN ? AND ?"
        let rows = try db.rows(sql, [EvidenceRecord.readable.lowerBound, EvidenceRecord.readable.upperBound]) {
            row -> (String, Int64) in (row[0], row[1])
        }
        return Dictionary(rows) { _, newer in newer }
    }

    func record(of service: String) throws -> EvidenceRecord {
        let json: String? = try db.value("SELECT json FROM evidence WHERE service = ?", [service])
        let record: EvidenceRecord = try JSONText.decode(json ?? "", from: "evidence")
        guard record.hasValidShape else { throw GarbledRow(table: "evidence", why: "numbers are missing in its JSON") }
        return record
    }
}
