import GRDB
import Model

/// What configurations move: one row for each that was ever seen, which orders and the lease refer to. The store itself
/// has one too: that with which it was first polled.
struct IdentityTable {
    private static let ofStore = "identity"

    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The row of an identity, made if there is none.
    func id(of identity: MigrationIdentity) throws -> Int64 {
        let json = try JSONText.encode(identity)
        try db.run("INSERT INTO identity (json) VALUES (?) ON CONFLICT DO NOTHING", [json])
        guard let id: Int64 = try db.value("SELECT id FROM identity WHERE json = ?", [json]) else {
            throw MalformedRow(table: "identity", why: "a row that was just written is missing")
        }
        return id
    }

    /// All of them. There are as many as configurations were used.
    func all() throws -> [Int64: MigrationIdentity] {
        let rows = try db.rows("SELECT id, json FROM identity") { row -> (Int64, MigrationIdentity) in
            (row[0], try JSONText.decode(row[1], from: "identity"))
        }
        return Dictionary(rows) { first, _ in first }
    }

    func identity(_ id: Int64?) throws -> MigrationIdentity? {
        guard let id else { return nil }
        let json: String? = try db.value("SELECT json FROM identity WHERE id = ?", [id])
        return try json.map { try JSONText.decode($0, from: "identity") }
    }

    /// The store's; `nil` before the first poll.
    func ofStore() throws -> MigrationIdentity? {
        let id: String? = try db.value("SELECT value FROM meta WHERE key = ?", [Self.ofStore])
        return try identity(id.flatMap(Int64.init))
    }

    /// Makes it the store's, whatever was before.
    func adopt(_ identity: MigrationIdentity) throws {
        try db.run(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [Self.ofStore, String(try id(of: identity))])
    }

    /// Lets a poller with this identity in: the store keeps it, or what it knows besides. Throws `.otherIdentity`.
    func admit(_ identity: MigrationIdentity, path: String) throws {
        guard let own = try ofStore() else { return try adopt(identity) }
        try Self.require(own, identity, path)
        let joined = own.joined(identity)
        if joined != own { try adopt(joined) }
    }

    /// The same identity with the accounts that the store knows. Throws `.otherIdentity`.
    func checked(_ identity: MigrationIdentity, path: String) throws -> MigrationIdentity {
        guard let own = try ofStore() else { return identity }
        try Self.require(own, identity, path)
        return identity.joined(own.only(Array(identity.services.keys)))
    }

    private static func require(_ own: MigrationIdentity, _ other: MigrationIdentity, _ path: String) throws {
        if let conflict = own.conflict(with: other) { throw StoreError.otherIdentity(path: path, conflict) }
    }
}
