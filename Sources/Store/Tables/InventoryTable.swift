import GRDB
import Model

/// The inventory of each side: one row for each change.
struct InventoryTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Writes a row unless the newest row is equal.
    ///
    /// `newest` is the row that the caller saw last. It is set to the newest row. Most updates equal the one before.
    /// Encoding them to JSON for the comparison would cost more than the rest of a tick.
    func put(
        _ update: InventoryUpdate, at moment: Moment, newest: inout (id: Int64, inventory: Inventory)?
    ) throws {
        let stored = try self.newest(of: update.of)
        if let newest, newest.id == stored, newest.inventory == update.inventory { return }
        let json = try JSONText.encode(update.inventory)
        let text: String? = try stored.flatMap { try db.value("SELECT json FROM inventory WHERE id = ?", [$0]) }
        if let stored, text == json {
            newest = (stored, update.inventory)
        } else {
            try db.run(
                "INSERT INTO inventory (service, side, at, json) VALUES (?, ?, ?, ?)",
                [update.of.service, update.of.side.rawValue, moment.milliseconds, json])
            newest = (db.lastInsertedRowID, update.inventory)
        }
    }

    /// The id of the newest row of a side.
    func newest(of side: ServiceSide) throws -> Int64? {
        try db.value(
            "SELECT id FROM inventory WHERE service = ? AND side = ? ORDER BY id DESC LIMIT 1",
            [side.service, side.side.rawValue])
    }

    func inventory(_ id: Int64) throws -> Inventory {
        try JSONText.decode(try db.value("SELECT json FROM inventory WHERE id = ?", [id]) ?? "", from: "inventory")
    }

    /// Deletes rows that were replaced before `moment`, some hundred at a time. Returns `true` when there may be more.
    func prune(before moment: Moment) throws -> Bool {
        let most = 500
        try db.run(
            """
            DELETE FROM inventory WHERE id IN (
                SELECT id FROM inventory AS earlier WHERE at < ?1 AND EXISTS (
                    SELECT 1 FROM inventory AS later WHERE later.service = earlier.service
                        AND later.side = earlier.side AND later.id > earlier.id AND later.at < ?1)
                LIMIT ?2)
            """, [moment.milliseconds, most])
        return db.changesCount == most
    }
}
