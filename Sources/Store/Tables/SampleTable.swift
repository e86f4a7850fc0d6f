import GRDB
import Model

/// One row for each minute of each series.
///
/// An incoming sample replaces the stored one, since CloudWatch revises its newest minutes. One exception: `missing`
/// never replaces a number or a known absence, because a late or partial response does not make an earlier one invalid.
struct SampleTable {
    /// The largest number of minutes that one call of `prune` deletes: about ten thousand rows in about ten
    /// milliseconds.
    private static let prunedMinutes: Int32 = 60
    /// How many ticks with samples are remembered. A reader that is further behind reads everything again.
    private static let rememberedChanges = 120

    private let db: Database

    init(_ db: Database) { self.db = db }

    /// `series` has the known ids; new ones are added to it. Throws for a sample that is `stale`.
    func upsert(_ samples: [Sample], readAt: Moment, series: inout [SeriesKey: Int64]) throws {
        guard let first = samples.map(\.minute).min() else { return }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO sample (minute, series, value, presence, read_at) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET value = excluded.value, presence = excluded.presence, read_at = excluded.read_at
                    WHERE excluded.presence <> 3 OR sample.presence = 3
                """)
        for sample in samples {
            guard let presence = sample.presence.code else {
                throw DatabaseError(message: "a sample cannot be stored as \(sample.presence)")
            }
            let known = series[sample.series]
            let id = try known ?? identify(sample.series)
            if known == nil { series[sample.series] = id }
            try statement.execute(
                arguments: [sample.minute.index, id, sample.value, presence, readAt.milliseconds])
        }
        try db.run("INSERT INTO sample_change (minute) VALUES (?)", [first.index])
        try db.run(
            "DELETE FROM sample_change WHERE revision <= ?", [db.lastInsertedRowID - Int64(Self.rememberedChanges)])
    }

    private func identify(_ key: SeriesKey) throws -> Int64 {
        let columns: StatementArguments = [key.service, key.side?.rawValue ?? "", key.metric.rawValue]
        if let id: Int64 = try db.value("SELECT id FROM series WHERE service = ? AND side = ? AND metric = ?", columns)
        {
            return id
        }
        try db.run("INSERT INTO series (service, side, metric) VALUES (?, ?, ?)", columns)
        return db.lastInsertedRowID
    }

    /// Series with an id above `id`.
    func series(after id: Int64) throws -> [(id: Int64, key: SeriesKey)] {
        try db.rows("SELECT id, service, side, metric FROM series WHERE id > ? ORDER BY id", [id]) { row in
            let side: Side? = try row.optionalWord(2, of: "series")
            return (row[0], SeriesKey(service: row[1], side: side, metric: try row.word(3, of: "series")))
        }
    }

    /// Increases with each tick that has samples; 0 before the first.
    func revision() throws -> Int64 { try db.value("SELECT max(revision) FROM sample_change") ?? 0 }

    /// The first minute that any tick after `revision` changed; `nil` when this is no longer remembered.
    func firstChange(after revision: Int64) throws -> Minute? {
        let known: Int64? = try db.value("SELECT revision FROM sample_change WHERE revision = ?", [revision + 1])
        guard known != nil else { return nil }
        let minute: Int32? = try db.value("SELECT min(minute) FROM sample_change WHERE revision > ?", [revision])
        return minute.map(Minute.init(index:))
    }

    /// Calls `body` for each sample of `minutes`, with its series id, minute, value, presence and moment of reading.
    ///
    /// - Parameter series: The ids of the wanted ones where they are few; `nil` for all.
    func each(
        _ minutes: Range<Minute>, of series: [Int64]?, _ body: (Int64, Minute, Double?, Presence, Moment) -> Void
    ) throws {
        let columns = "SELECT minute, series, value, presence, read_at FROM sample"
        guard let series else {
            return try each(
                "\(columns) WHERE minute >= ? AND minute < ?", [minutes.lowerBound.index, minutes.upperBound.index],
                body)
        }
        let wanted = "[\(series.map(String.init).joined(separator: ","))]"
        for minute in minutes {
            let condition = "minute = ? AND series IN (SELECT value FROM json_each(?))"
            try each("\(columns) WHERE \(condition)", [minute.index, wanted], body)
        }
    }

    private func each(
        _ sql: String, _ arguments: StatementArguments, _ body: (Int64, Minute, Double?, Presence, Moment) -> Void
    ) throws {
        let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try cursor.next() {
            guard let presence = Presence(code: row[3]) else {
                throw MalformedRow(table: "sample", why: "presence \(row[3] as Int64)")
            }
            body(row[1], Minute(index: row[0]), row[2], presence, Moment(milliseconds: row[4]))
        }
    }

    /// Deletes the oldest minutes before `bound`, at most one hour. Returns `true` when there are more.
    ///
    /// Readers need not notice this: their windows are much shorter than the time for which samples are kept.
    func prune(before bound: Minute) throws -> Bool {
        guard let oldest = try oldestMinute(), oldest < bound else { return false }
        let end = min(bound.index, oldest.index + Self.prunedMinutes)
        try db.run("DELETE FROM sample WHERE minute < ?", [end])
        return try oldestMinute().map { $0 < bound } ?? false
    }

    private func oldestMinute() throws -> Minute? {
        let minute: Int32? = try db.value("SELECT min(minute) FROM sample")
        return minute.map(Minute.init(index:))
    }
}

// The numbers of the table `presence`.
extension Presence {
    fileprivate var code: Int64? {
        switch self {
        case .ok: 0
        case .zero: 1
        case .none: 2
        case .missing: 3
        case .stale: nil
        }
    }

    fileprivate init?(code: Int64) {
        switch code {
        case 0: self = .ok
        case 1: self = .zero
        case 2: self = .none
        case 3: self = .missing
        default: return nil
        }
    }
}
