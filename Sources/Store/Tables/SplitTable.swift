import GRDB
import Model

/// The whole weights of each service as last read from AWS: one value for each service in `meta`, so that older
/// programs open the file as before.
struct SplitTable {
    private static let prefix = "split:"

    private let db: Database

    init(_ db: Database) { self.db = db }

    func put(_ text: String, of service: String, at moment: Moment) throws {
        try db.run(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            ["\(Self.prefix)\(service)", "\(moment.milliseconds) \(text)"])
    }

    /// `nil` when it was never read.
    func text(of service: String) throws -> Timed<String>? {
        guard let value: String = try db.value("SELECT value FROM meta WHERE key = ?", ["\(Self.prefix)\(service)"]),
            let end = value.firstIndex(of: " "), let milliseconds = Int64(value[..<end])
        else { return nil }
        return Timed(String(value[value.index(after: end)...]), readAt: Moment(milliseconds: milliseconds))
    }
}
