import GRDB
import Model

/// The last reading of each service's queue from SQS.
struct QueueTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func put(_ queue: QueueReading, of service: String, at moment: Moment) throws {
        try db.run(
            """
            INSERT INTO queue (service, visible, in_flight, delayed, dead_letter_queue, read_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET visible = excluded.visible, in_flight = excluded.in_flight,
                delayed = excluded.delayed, dead_letter_queue = excluded.dead_letter_queue, read_at = excluded.read_at
            """,
            [service, queue.visible, queue.inFlight, queue.delayed, queue.deadLetterQueue, moment.milliseconds])
    }

    func all() throws -> [String: Timed<QueueReading>] {
        let rows = try db.rows(
            "SELECT service, visible, in_flight, delayed, dead_letter_queue, read_at FROM queue"
        ) { row in
            let queue = QueueReading(visible: row[1], inFlight: row[2], delayed: row[3], deadLetterQueue: row[4])
            return (row[0] as String, Timed(queue, readAt: Moment(milliseconds: row[5])))
        }
        return Dictionary(rows) { _, newer in newer }
    }
}
