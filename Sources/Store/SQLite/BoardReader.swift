import GRDB
import Model

/// Builds boards, and caches what is expensive to read until it changes.
struct BoardReader {
    struct Wanted {
        var configuration: Model.Configuration
        var minutes: Int
        var now: Moment

        /// The minutes before the current one, and the current one.
        var window: Range<Minute> {
            let current = now.minute
            return current.advanced(by: -max(0, minutes))..<current.advanced(by: 1)
        }
    }

    /// How many events a board has.
    private static let eventCount = 200
    private static let windowCount = 3

    private var generation: Int64 = 0
    /// By the number of minutes: a screen, a verdict and a report each read as many as they need.
    private var samples: [Int: SampleWindow] = [:]
    private var inventories: [Int64: Inventory] = [:]
    private var shares: [Int64: ShareReading] = [:]
    private let shelf: EvidenceCache
    private var orders: [Order] = []
    private var events: [Event] = []
    private var newestEvent: Int64 = 0
    /// The configuration of the last board, with its digest and its services.
    private var configuration: (value: Model.Configuration, digest: String, names: ServiceNames)?
    private var layouts = DecodedRows<TopologyReading>()
    private var unsettled = DecodedRows<[UnsettledMinute]>()
    private var fleets = DecodedRows<FleetRecord>()
    /// How many samples were read so far.
    private var rowsRead = 0
    /// What all boards have cost so far.
    var work: BoardWork {
        BoardWork(rows: rowsRead, decoded: layouts.decoded + unsettled.decoded + fleets.decoded)
    }
    /// When each verdict that is now worse turned worse.
    private var worseAt: [String: Moment] = [:]

    init(shelf: EvidenceCache) { self.shelf = shelf }

    /// Call it in a transaction. The cache is cleared when `generation` differs, as the file may be another one.
    mutating func board(_ wanted: Wanted, from db: Database, generation: Int64) throws -> Board {
        if generation != self.generation {
            // The first generation is known to be the file that was opened.
            if self.generation != 0 { shelf.clear() }
            self = BoardReader(shelf: shelf)
        }
        self.generation = generation
        let (digest, names) = known(wanted.configuration)
        let samples = try refresh(wanted, names, from: db)
        var board = Board(
            migration: wanted.configuration.migration, region: wanted.configuration.region,
            simulated: wanted.configuration.simulated, takenAt: wanted.now, window: wanted.window,
            readings: try ReadingTable(db).all(), events: events,
            lease: try LeaseTable(db).current())
        board.digest = digest
        let confirmations = try ReadingTable(db).confirmations(of: names)
        let queues = try QueueTable(db).all()
        let unsettled = try UnsettledTable(db).all(of: names, &unsettled)
        let steps = try Self.byService(StepTable(db).newest())
        let effective = try Self.byService(StepTable(db).effective())
        let fleets = try FleetTable(db).all(of: names, &fleets)
        let evidence = try evidence(of: names, from: db)
        let layouts = try TopologyTable(db).all(of: names, &layouts)
        var usedInventories: [Int64: Inventory] = [:]
        var usedShares: [Int64: ShareReading] = [:]
        for configuration in wanted.configuration.services {
            let name = configuration.name
            var service = Service(
                configuration: configuration, pause: Pause.holding(name, orders: orders), queue: queues[name],
                shared: samples.bySide[.init(service: name, side: nil)] ?? [:])
            service.unsettled = unsettled[name]
            service.step = steps[name]
            service.effectiveStep = effective[name]
            service.advance = orders.filter { $0.concerns(name) }.advance(after: steps[name])
            service.heardAt = orders.last { $0.concerns(name) && !$0.terms.byItself }?.at
            service.worseAt = worseAt[name]
            service.record = fleets[name]
            service.evidence = evidence[name]
            service.layout = layouts[name]
            for side in Side.allCases {
                let of = ServiceSide(service: name, side: side)
                var sideBoard = SideBoard(
                    series: samples.bySide[.init(service: name, side: side)] ?? [:],
                    confirmed: confirmations[of] ?? [:])
                if let id = try InventoryTable(db).newest(of: of) {
                    let inventory = try inventories[id] ?? InventoryTable(db).inventory(id)
                    usedInventories[id] = inventory
                    sideBoard.inventory = inventory
                }
                if side == .old { service.old = sideBoard } else { service.new = sideBoard }
            }
            if let newest = try ShareTable(db).newest(of: name) {
                let share = try shares[newest.id] ?? ShareTable(db).share(newest.id)
                usedShares[newest.id] = share
                service.share = Timed(share, readAt: newest.readAt)
                service.shareChangedAt = newest.changedAt
                for row in try ShareTable(db).former(of: name, after: wanted.window.lowerBound.start)
                where row.since != newest.changedAt {
                    let share = try shares[row.id] ?? ShareTable(db).share(row.id)
                    usedShares[row.id] = share
                    guard let former = FormerShare(share, since: row.since) else { continue }
                    // A row for each reading that differs in anything: the newest of the same weights counts.
                    if service.formerShares.last?.since == row.since { service.formerShares.removeLast() }
                    service.formerShares.append(former)
                }
            }
            board.services.append(service)
        }
        inventories = usedInventories
        shares = usedShares
        return board
    }

    private mutating func known(_ configuration: Model.Configuration) -> (digest: String, names: ServiceNames) {
        if let known = self.configuration, known.value == configuration { return (known.digest, known.names) }
        let (digest, names) = (configuration.digest, ServiceNames(configuration.services.map(\.name)))
        self.configuration = (configuration, digest, names)
        return (digest, names)
    }

    /// Updates the cache. Returns the requested minutes.
    private mutating func refresh(_ wanted: Wanted, _ names: ServiceNames, from db: Database) throws -> SampleWindow {
        let services = names.all
        let window: SampleWindow
        if let known = samples[wanted.minutes], known.services == services {
            window = try known.moved(to: wanted.window, from: db)
        } else {
            window = try SampleWindow(wanted.window, of: services, from: db)
            // Few readers request a new length of time. Lengths no longer requested are not kept.
            if samples.count >= Self.windowCount { samples = [:] }
        }
        samples[wanted.minutes] = window
        rowsRead += window.rowsRead
        orders += try OrderTable(db).orders(after: orders.last?.id ?? 0)
        let table = EventTable(db)
        let newest = try table.newestID()
        if newest != newestEvent {
            events = try table.newest(Self.eventCount)
            newestEvent = newest
            worseAt = try table.worseSince()
        }
        return window
    }

    /// Reads the evidence that has changed since the last read.
    private func evidence(of names: ServiceNames, from db: Database) throws -> [String: EvidenceRecord] {
        let table = EvidenceTable(db)
        var evidence: [String: EvidenceRecord] = [:]
        for (service, revision) in try table.revisions(of: names) {
            if let known = shelf.record(of: service, revision: revision) {
                evidence[service] = known
                continue
            }
            let record = try table.record(of: service)
            shelf.put(record, of: service, revision: revision)
            evidence[service] = record
        }
        return evidence
    }

    private static func byService(_ steps: [WeightStep]) -> [String: WeightStep] {
        Dictionary(steps.map { ($0.service, $0) }) { _, newer in newer }
    }
}
