import GRDB
import Model

/// One row that is only written to see whether the disk takes it.
struct ProbeTable {
    private let db: Database

    /// More bytes than a claim of a step writes.
    private static let bytes = 24_576

    init(_ db: Database) { self.db = db }

    func put(at now: Moment) throws {
        let ballast = now.iso8601 + String(repeating: " ", count: Self.bytes)
        try db.run(
            "INSERT INTO meta (key, value) VALUES ('probe', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [ballast])
    }
}
