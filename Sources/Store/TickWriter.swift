import GRDB
import Model

/// Spreads a tick over the tables.
struct TickWriter {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// `series` are the ids that are known; those that the tick adds are put into it.
    func write(_ tick: Tick, series: inout [SeriesKey: Int64]) throws {
        let readings = ReadingTable(db)
        try readings.put(tick.reading)
        for side in tick.confirmed { try readings.confirm(side, by: tick.reading.source, at: tick.at) }
        try SampleTable(db).upsert(tick.samples, readAt: tick.at, series: &series)
        for update in tick.inventories { try InventoryTable(db).put(update, at: tick.at) }
        for (service, share) in tick.shares {
            try ShareTable(db).put(share, of: service, changed: tick.shareChanged.contains(service), at: tick.at)
        }
        for (service, queue) in tick.queues { try QueueTable(db).put(queue, of: service, at: tick.at) }
        try EventTable(db).insert(tick.events)
    }
}
