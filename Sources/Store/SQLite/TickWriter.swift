import GRDB
import Model

/// What a connection has committed and need not read or write again.
struct Written: Sendable {
    /// Ids of series.
    var series: [SeriesKey: Int64] = [:]
    /// The inventory of each side that this connection last wrote or compared, with the id of its row.
    var inventories: [ServiceSide: (id: Int64, inventory: Inventory)] = [:]
}

/// Writes a tick into the tables.
struct TickWriter {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Adds to `written` what the tick adds. The order of the inserted rows depends only on the tick.
    func write(_ tick: Tick, _ written: inout Written) throws {
        let readings = ReadingTable(db)
        try readings.put(tick.reading)
        for side in tick.confirmed { try readings.confirm(side, by: tick.reading.source, at: tick.at) }
        try SampleTable(db).upsert(tick.samples, readAt: tick.at, series: &written.series)
        for update in tick.inventories {
            try InventoryTable(db).put(update, at: tick.at, newest: &written.inventories[update.of])
        }
        // Add a hundredth of a second, because the duration is rounded.
        let began = tick.at - Double(tick.reading.milliseconds) / 1000 + 0.01
        for (service, share) in tick.shares.sorted(by: { $0.key < $1.key }) {
            // A listing that was requested before the weights were moved and read back is outdated.
            if let newest = try ShareTable(db).newest(of: service), newest.readAt > began { continue }
            try ShareTable(db).put(share, of: service, changed: tick.shareChanged.contains(service), at: tick.at)
        }
        for (service, queue) in tick.queues.sorted(by: { $0.key < $1.key }) {
            try QueueTable(db).put(queue, of: service, at: tick.at)
        }
        for (service, minutes) in (tick.unsettled ?? [:]).sorted(by: { $0.key < $1.key }) {
            try UnsettledTable(db).put(minutes, of: service, at: tick.at)
        }
        try EventTable(db).insert(tick.events)
    }
}
