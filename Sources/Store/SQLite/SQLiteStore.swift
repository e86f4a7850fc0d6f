package import Model
import Synchronization

/// A `StateStore` in one SQLite file that several processes of one machine share.
///
/// It has two connections: one for reading and one for writing. Both are slow only when the disk is slow. Every call
/// blocks its thread until SQLite has finished.
package final class SQLiteStore: StateStore {
    /// The access to the file.
    package enum Mode: Sendable {
        /// Creates the file (mode 0600) and its directory (0700) where they are absent.
        case readWriteCreate
        /// The same, for a store that is deleted with its directory when the process ends. No write waits for the disk,
        /// so it survives the death of a process but not a power failure.
        case readWritePassing
        /// An absent file is an error. A file without write permission is opened for reading, see `isReadOnly`.
        case readWrite
        /// Nothing is written, whatever the file's permissions.
        case readOnly
    }

    /// The absolute path of the file.
    package let path: String
    package let isReadOnly: Bool

    // The reader is declared first, so that it closes first: the write-ahead log is emptied only when the writer closes
    // last.
    private let reader: ReadConnection
    private let writer: WriteConnection?
    private let boards: Mutex<BoardReader>
    private let shelf: EvidenceCache

    /// Opens the store of `migration` in the file at `path`.
    ///
    /// `timeout` is how many seconds a call waits for another process's lock before it throws `.locked`.
    ///
    /// - Parameter shelf: Shared with another store of this process on the same file.
    package init(
        path: String, migration: String, mode: Mode = .readWriteCreate, timeout: Double = 5,
        shelf: EvidenceCache = EvidenceCache()
    ) throws(StoreError) {
        let file = StoreFile(path: path)
        let creates = mode == .readWriteCreate || mode == .readWritePassing
        if creates { try file.create() }
        try file.requireReadable()
        let settings = ConnectionSettings(
            file: file, migration: migration, timeout: timeout, isPassing: mode == .readWritePassing)
        let writes = mode != .readOnly && file.isWritable
        self.path = file.path
        self.isReadOnly = !writes
        self.shelf = shelf
        self.boards = Mutex(BoardReader(shelf: shelf))
        self.writer = writes ? try WriteConnection(settings, creates: creates) : nil
        self.reader = try ReadConnection(settings, checks: !writes)
    }

    /// The file system that it is on; `nil` when that cannot be told.
    package var disk: StoreDisk? { StoreFile(path: path).disk }

    private func writing() throws(StoreError) -> WriteConnection {
        guard let writer else { throw .readOnly(path: path) }
        return writer
    }
}

// Writing.
extension SQLiteStore {
    /// Also renews the heartbeat of the lease: a poller that stores is alive.
    ///
    /// Only events that are copied from another source (kinds `ecs` and `taskStopped`) and have evidence are compared
    /// with stored ones. For other kinds, the same evidence (a metric's name) may come again. A sample that is
    /// `missing` never replaces a number, see `SampleTable`.
    package func append(_ ticks: [Tick], token: Int64) throws(StoreError) {
        let writer = try writing()
        let fenced = StoreError.fenced(path: path, token: token)
        try writer.append(ticks, token: token, otherwise: fenced)
    }

    /// The event says what the order changed: `running` → `paused`. The process that carries out an order to advance or
    /// roll back writes the event of its result.
    package func post(_ order: Order, token: Int64?) throws(StoreError) -> Order {
        let path = path
        return try writing().transaction("storing the order", .durable) { db in
            if let token, try LeaseTable(db).current()?.token != token {
                throw StoreError.fenced(path: path, token: token)
            }
            var order = order
            order.identity = try order.identity.map { try IdentityTable(db).checked($0, path: path) }
            if let why = try OrderTable(db).refusalReason(order) { throw StoreError.overruled(path: path, why: why) }
            return try OrderTable(db).post(order)
        }
    }

    package func record(_ events: [Event]) throws(StoreError) {
        guard !events.isEmpty else { return }
        try writing().transaction("storing events", .durable) { try EventTable($0).insert(events) }
    }

    package func claim(_ step: WeightStep, telling event: Event, token: Int64) throws(StoreError) -> WeightStep {
        let path = path
        return try writing().transaction("claiming a step", .durable) { db in
            guard try LeaseTable(db).beat(token: token, at: event.at) else {
                throw StoreError.fenced(path: path, token: token)
            }
            if let why = try StepGate(db).refusalReason(step) { throw StoreError.overruled(path: path, why: why) }
            var claimed = step
            claimed.id = try StepTable(db).insert(step, token: token)
            try EventTable(db).insert([event])
            return claimed
        }
    }

    package func release(
        _ step: WeightStep, at now: Moment, token: Int64, _ send: () -> Void
    ) throws(StoreError) {
        let path = path
        try writing().transaction("looking once more before a step is sent") { db in
            guard try LeaseTable(db).renew(token: token, at: now) else {
                throw StoreError.fenced(path: path, token: token)
            }
            if let later = try StepGate(db).laterOrder(step) {
                let why = "\(later.actor) gave another order since (order \(later.id))"
                throw StoreError.overruled(path: path, why: why)
            }
            send()
        }
    }

    package func update(_ step: WeightStep, telling events: [Event], token: Int64) throws(StoreError) {
        let path = path
        try writing().transaction("moving a step on", .durable) { db in
            guard try LeaseTable(db).beat(token: token, at: events.last?.at ?? step.at) else {
                throw StoreError.fenced(path: path, token: token)
            }
            try StepTable(db).update(step)
            try EventTable(db).insert(events)
            // A forward action is done when it is read back. A Route 53 change that now became INSYNC was read back
            // before.
            let isReadBack = step.state == .confirmed || (step.state == .done && step.change == nil)
            if isReadBack, let at = events.last?.at {
                try ShareTable(db).move(to: step.after, of: step.service, at: at)
            }
        }
    }

    package func keep(_ judged: JudgedServices, token: Int64) throws(StoreError) {
        guard !judged.isEmpty else { return }
        let path = path
        // Evidence lost in a power failure is computed again from the minutes.
        let durability: WriteConnection.Durability = judged.events.isEmpty ? .ordinary : .durable
        let revisions = try writing().transaction("keeping what was judged", durability) { db in
            guard try LeaseTable(db).current()?.token == token else {
                throw StoreError.fenced(path: path, token: token)
            }
            try EventTable(db).insert(judged.events)
            for (service, record) in judged.fleets { try FleetTable(db).put(record, of: service) }
            var revisions: [String: Int64] = [:]
            for (service, record) in judged.evidence {
                revisions[service] = try EvidenceTable(db).put(record, of: service)
            }
            return revisions
        }
        for (service, record) in judged.evidence {
            shelf.put(record, of: service, revision: revisions[service] ?? 0)
        }
    }

    package func keep(_ layouts: [String: TopologyReading], at moment: Moment) throws(StoreError) {
        guard !layouts.isEmpty else { return }
        try writing().transaction("keeping the layouts") { db in
            for (service, reading) in layouts { try TopologyTable(db).put(reading, of: service, at: moment) }
        }
    }

    package func keepSplit(_ text: String, of service: String, at moment: Moment) throws(StoreError) {
        try writing().transaction("keeping the weights as read") {
            try SplitTable($0).put(text, of: service, at: moment)
        }
    }

    package func claimLease(_ claim: LeaseClaim) throws(StoreError) -> Lease? {
        let path = path
        return try writing().transaction("claiming the lease") { db in
            let lease = try LeaseTable(db).claim(claim)
            if lease != nil, let identity = claim.identity { try IdentityTable(db).admit(identity, path: path) }
            return lease
        }
    }

    package func adopt(_ identity: MigrationIdentity, at now: Moment) throws(StoreError) {
        let path = path
        try writing().transaction("taking over the store") { db in
            if let lease = try LeaseTable(db).current(), lease.isLive(at: now),
                lease.identity?.conflict(with: identity) != nil
            {
                throw StoreError.held(path: path, holder: lease.holder)
            }
            try IdentityTable(db).adopt(identity)
        }
    }

    package func renewLease(token: Int64, at now: Moment) throws(StoreError) -> Bool {
        try writing().transaction("renewing the lease") { try LeaseTable($0).renew(token: token, at: now) }
    }

    package func releaseLease(token: Int64) throws(StoreError) {
        try writing().transaction("releasing the lease") { try LeaseTable($0).release(token: token) }
    }

    /// Writes as many bytes as a claim of a step takes, into a row of its own. Throws what refuses it: on a full disk a
    /// transaction without a change succeeds.
    package func probe(at now: Moment) throws(StoreError) {
        try writing().transaction("looking whether it can be written") { try ProbeTable($0).put(at: now) }
    }

    /// Also deletes replaced inventories from before `minute`.
    package func prune(before minute: Minute) throws(StoreError) -> Bool {
        try writing().transaction("dropping old samples") { db in
            let moreSamples = try SampleTable(db).prune(before: minute)
            let moreInventories = try InventoryTable(db).prune(before: minute.start)
            return moreSamples || moreInventories
        }
    }
}

// Reading.
extension SQLiteStore {
    package func board(
        of configuration: Configuration, minutes: Int, at now: Moment
    ) throws(StoreError) -> Board {
        try boards.withLock { (boards) throws(StoreError) in
            let wanted = BoardReader.Wanted(configuration: configuration, minutes: minutes, now: now)
            return try reader.transaction("reading the board") { try boards.board(wanted, from: $0, generation: $1) }
        }
    }

    /// What the boards of this store have cost so far.
    package var boardWork: BoardWork { boards.withLock(\.work) }

    package func events(after id: Int64, limit: Int) throws(StoreError) -> [Event] {
        try reader.transaction("reading events") { db, _ in try EventTable(db).events(after: id, limit: limit) }
    }

    package func events(since start: Moment) throws(StoreError) -> [Event] {
        try reader.transaction("reading events") { db, _ in try EventTable(db).events(since: start) }
    }

    package func newestEvent() throws(StoreError) -> Int64 {
        try reader.transaction("reading events") { db, _ in try EventTable(db).newestID() }
    }

    package func newestHeadline() throws(StoreError) -> Event? {
        try reader.transaction("reading events") { db, _ in try EventTable(db).newestHeadline() }
    }

    package func orders(after id: Int64) throws(StoreError) -> [Order] {
        try reader.transaction("reading orders") { db, _ in try OrderTable(db).orders(after: id) }
    }

    package func newestSteps() throws(StoreError) -> [WeightStep] {
        try reader.transaction("reading steps") { db, _ in try StepTable(db).newest() }
    }

    package func effectiveSteps() throws(StoreError) -> [WeightStep] {
        try reader.transaction("reading steps") { db, _ in try StepTable(db).effective() }
    }

    package func givenUpSteps() throws(StoreError) -> [WeightStep] {
        try reader.transaction("reading steps") { db, _ in try StepTable(db).givenUp() }
    }

    package func keptSplit(of service: String) throws(StoreError) -> Timed<String>? {
        try reader.transaction("reading the weights as read") { db, _ in try SplitTable(db).text(of: service) }
    }

    package func newestPoll() throws(StoreError) -> Moment? {
        try reader.transaction("reading the newest poll") { db, _ in
            // The heartbeat stays when the lease is released.
            let heartbeat: Int64? = try db.value("SELECT heartbeat FROM lease WHERE token > 0")
            let polled: Int64? = try db.value("SELECT max(last_try) FROM reading")
            return [heartbeat, polled].compactMap(\.self).max().map(Moment.init(milliseconds:))
        }
    }

    package func identity() throws(StoreError) -> MigrationIdentity? {
        try reader.transaction("reading what it is for") { db, _ in try IdentityTable(db).ofStore() }
    }

    package func version() throws(StoreError) -> Int64 { try reader.version() }
}
