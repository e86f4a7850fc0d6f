import GRDB
import Model

/// The applied weights of each service: a row whenever they changed, its `read_at` moved on with each confirmation.
struct ShareTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// `changed` marks a change that somebody watched happen; the first reading of all is none.
    func put(_ share: ShareReading, of service: String, changed: Bool, at moment: Moment) throws {
        let json = try JSONText.encode(share)
        let newest = try db.rows(
            "SELECT id, json, changed_at FROM share WHERE service = ? ORDER BY id DESC LIMIT 1", [service]
        ) { row -> (id: Int64, json: String, changedAt: Int64?) in (row[0], row[1], row[2]) }.first
        // Weights that stand here already were told by whoever set them, whatever else is known of them since.
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

    /// Takes over weights that were just read back; all else that was known of the split stays until the next poll.
    ///
    /// - Parameter weights: Of the types that can be moved; one of which only a side is there is none of them.
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

    /// The newest row of a service, all but its JSON.
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

    func share(_ id: Int64) throws -> ShareReading {
        try JSONText.decode(try db.value("SELECT json FROM share WHERE id = ?", [id]) ?? "", from: "share")
    }
}
