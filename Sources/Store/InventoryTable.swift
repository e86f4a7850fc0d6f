import GRDB
import Model

/// The inventory of each side: a row whenever something in it changed.
struct InventoryTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Writes a row unless the newest one says the same.
    func put(_ update: InventoryUpdate, at moment: Moment) throws {
        let json = try JSONText.encode(update.inventory)
        let side = update.of.side.rawValue
        let newest: String? = try db.value(
            "SELECT json FROM inventory WHERE service = ? AND side = ? ORDER BY id DESC LIMIT 1",
            [update.of.service, side])
        guard newest != json else { return }
        try db.run(
            "INSERT INTO inventory (service, side, at, json) VALUES (?, ?, ?, ?)",
            [update.of.service, side, moment.milliseconds, json])
    }

    /// The id of the newest row of a side.
    func newest(of side: SideOfService) throws -> Int64? {
        try db.value(
            "SELECT id FROM inventory WHERE service = ? AND side = ? ORDER BY id DESC LIMIT 1",
            [side.service, side.side.rawValue])
    }

    func inventory(_ id: Int64) throws -> Inventory {
        try JSONText.decode(try db.value("SELECT json FROM inventory WHERE id = ?", [id]) ?? "", from: "inventory")
    }

    /// Drops rows that were superseded before `moment`, some hundred at a time; `true` when there may be more.
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
