import GRDB
import Model

/// The applied weights of each service: one row for each change. Each confirmation updates its `read_at`.
struct ShareTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// `changed` marks a change that was observed. The first reading is not a change.
    func put(_ share: ShareReading, of service: String, changed: Bool, at moment: Moment) throws {
        let json = try JSONText.encode(share)
        let newest = try db.rows(
            "SELECT id, json, changed_at FROM share WHERE service = ? ORDER BY id DESC LIMIT 1", [service]
        ) { row -> (id: Int64, json: String, changedAt: Int64?) in (row[0], row[1], row[2]) }.first
        // The process that set these weights has already reported them, whatever else has changed since.
        let isNews = try newest.map { try !self.share($0.id).weights.weighs(as: share.weights) } ?? true
        let changedAt = changed && isNews ? moment.milliseconds : newest?.changedAt
        if let newest, newest.json == json {
            try db.run(
                "UPDATE share SET read_at = ?, changed_at = ? WHERE id = ?",
                [moment.milliseconds, changedAt, newest.id])
        } else {
            try db.run(
                "INSERT INTO share (service, changed_at, first_read, read_at, json) VALUES (?, ?, ?, ?, ?)",
                [service, changedAt, moment.milliseconds, moment.milliseconds, json])
        }
    }

    /// Stores weights that were just read back. Everything else about the split stays until the next poll.
    ///
    /// - Parameter weights: Only of record types that can be moved. A type that only one side has cannot be moved.
    func move(to weights: [WeightReading], of service: String, at moment: Moment) throws {
        let last = try newest(of: service).map { try share($0.id) }
        var moved = last ?? ShareReading(weights: [])
        for weight in weights {
            if let index = moved.weights.firstIndex(where: { $0.type == weight.type }) {
                moved.weights[index] = weight
            } else {
                moved.weights.append(weight)
            }
        }
        try put(moved, of: service, changed: last != moved, at: moment)
    }

    /// The newest row of a service, without its JSON.
    struct Newest {
        var id: Int64
        var readAt: Moment
        var changedAt: Moment?
    }

    func newest(of service: String) throws -> Newest? {
        try db.rows("SELECT id, read_at, changed_at FROM share WHERE service = ? ORDER BY id DESC LIMIT 1", [service]) {
            Newest(id: $0[0], readAt: Moment(milliseconds: $0[1]), changedAt: $0.moment(2))
        }.first
    }

    /// A row of weights that were replaced, without its JSON.
    struct Former {
        var id: Int64
        /// When they were set, or first read where nobody saw it.
        var since: Moment
    }

    /// How many of them a board has.
    private static let mostFormer = 20

    /// The rows before the newest one that were in force after `start`; oldest first.
    func former(of service: String, after start: Moment) throws -> [Former] {
        let rows = try db.rows(
            """
            SELECT id, changed_at, first_read FROM share WHERE service = ? AND read_at >= ?
            ORDER BY id DESC LIMIT \(Self.mostFormer + 1)
            """, [service, start.milliseconds]
        ) { row in Former(id: row[0], since: row.moment(1) ?? Moment(milliseconds: row[2])) }
        return rows.dropFirst().reversed()
    }

    func share(_ id: Int64) throws -> ShareReading {
        try JSONText.decode(try db.value("SELECT json FROM share WHERE id = ?", [id]) ?? "", from: "share")
    }
}
