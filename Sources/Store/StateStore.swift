// Store: where truth is kept between programs. Pollers append, operators post, everyone reads one Board.
// Imports Model only, and GRDB behind `SQLiteStore`; written so that another database can stand behind the protocol.

package import Model

/// What one poll of one source brought: written in one transaction with the source's reading.
package struct Tick: Sendable {
    package var at: Moment
    /// How the source fares after this poll.
    package var reading: Reading
    package var samples: [Sample]
    /// The inventories as they are now; a row is written only where something differs from the last one.
    package var inventories: [InventoryUpdate]
    /// The sides of services whose part of the inventory this source has just confirmed.
    package var confirmed: [ServiceSide]
    /// Weights as read back, by service; `shareChanged` names those that differ from what was read before.
    package var shares: [String: ShareReading]
    package var shareChanged: Set<String>
    package var queues: [String: QueueReading]
    package var events: [Event]

    package init(
        at: Moment, reading: Reading, samples: [Sample] = [], inventories: [InventoryUpdate] = [],
        confirmed: [ServiceSide] = [], shares: [String: ShareReading] = [:], shareChanged: Set<String> = [],
        queues: [String: QueueReading] = [:], events: [Event] = []
    ) {
        self.at = at
        self.reading = reading
        self.samples = samples
        self.inventories = inventories
        self.confirmed = confirmed
        self.shares = shares
        self.shareChanged = shareChanged
        self.queues = queues
        self.events = events
    }
}

/// The inventory of a side as it is now.
package struct InventoryUpdate: Sendable {
    package var of: ServiceSide
    package var inventory: Inventory

    package init(of: ServiceSide, inventory: Inventory) {
        self.of = of
        self.inventory = inventory
    }
}

/// A store that several processes share: one writes what was polled, all read and post.
///
/// Every call is atomic. What has been returned from is committed and survives the death of any process; orders and
/// events survive the loss of power as well.
package protocol StateStore: Sendable {
    /// Writes ticks in their order, all or nothing; refused with `.fenced` when `token` is not the lease's any more, which
    /// no ticks at all find out as well.
    /// Events whose `evidence` and `kind` were stored before (for the same service) are left out: sources repeat themselves.
    func append(_ ticks: [Tick], token: Int64) throws(StoreError)

    /// Writes an order and its event; returns it with its id. A resume that names the pause it is about is refused with
    /// `.overruled` when another one, or a roll back, holds the service by then. Refused with `.fenced` when a `token` is given that is not
    /// the lease's any more: orders that no person gave are those of whoever steers.
    func post(_ order: Order, token: Int64?) throws(StoreError) -> Order

    /// Writes events that come from no poll (a verdict that changed, a snapshot that was taken).
    func record(_ events: [Event]) throws(StoreError)

    /// One consistent picture: series over the `minutes` before `now`, newest inventories, shares, orders, readings and
    /// the newest `events` of them (200), read in one transaction.
    func board(of configuration: Configuration, minutes: Int, at now: Moment) throws(StoreError) -> Board

    /// Events with an id above `id`, oldest first, at most `limit`.
    func events(after id: Int64, limit: Int) throws(StoreError) -> [Event]

    /// All events from `start` on, oldest first: for reports.
    func events(since start: Moment) throws(StoreError) -> [Event]

    /// Orders with an id above `id`, oldest first.
    func orders(after id: Int64) throws(StoreError) -> [Order]

    /// Claims a change of weights before it is sent, with the event that tells of it, and beats the heart of the lease.
    ///
    /// One transaction: it is refused with `.fenced` when `token` is not the lease's any more, and with `.overruled` when
    /// an earlier step of the service is not settled, when a roll back was resumed since it was ordered, and, for a step
    /// that is no roll back, when anything holds the service. So what an operator stored wins over every step not yet sent.
    func claim(_ step: WeightStep, telling event: Event, token: Int64) throws(StoreError) -> WeightStep

    /// Moves a claimed step on to its state, with the events that tell of it; refused with `.fenced` like a claim.
    /// The weights of a step that is confirmed become the service's applied ones.
    func update(_ step: WeightStep, telling events: [Event], token: Int64) throws(StoreError)

    /// The newest step of each service for which there ever was one.
    func newestSteps() throws(StoreError) -> [WeightStep]

    /// The newest step of each service that is in effect by its last reading.
    func standingSteps() throws(StoreError) -> [WeightStep]

    /// The newest step of each service that was no roll back and was given up, `lost` or `stopped`.
    func givenUpSteps() throws(StoreError) -> [WeightStep]

    /// Writes what judging brought, in the place of what was kept before; refused with `.fenced` when `token` is not the
    /// lease's any more: a process that was held up must not put older evidence in the place of its successor's.
    func keep(_ judged: JudgedServices, token: Int64) throws(StoreError)

    /// Keeps what services' layouts told when they were read at `moment`, in the place of what was kept before.
    func keep(_ layouts: [String: TopologyReading], at moment: Moment) throws(StoreError)

    /// The newest moment at which anyone polled; `nil` when nobody ever did.
    func newestPoll() throws(StoreError) -> Moment?

    /// Takes the lease when nobody holds it, its heartbeat is older than `Lease.patience`, or `holder` has it already; also
    /// when a roll back was ordered `Lease.urgentPatience` ago and the heart has not beaten since, by one who `obeys` it.
    /// `nil` when another process holds it.
    func claimLease(holder: String, at now: Moment, obeys: Bool) throws(StoreError) -> Lease?

    /// Beats the heart of a held lease; `false` when the token has been superseded.
    func renewLease(token: Int64, at now: Moment) throws(StoreError) -> Bool

    /// Gives the lease back, so that another process need not wait.
    func releaseLease(token: Int64) throws(StoreError)

    /// Drops samples of minutes before `minute`; events and orders are never dropped. At most a bounded bit of work a call;
    /// `true` when there is more to drop.
    func prune(before minute: Minute) throws(StoreError) -> Bool

    /// A number that differs whenever anyone, here or in another process, has committed something. Costs microseconds.
    func version() throws(StoreError) -> Int64

    /// Whether this store may be written at all (`--read-only`, a file without write permission).
    var isReadOnly: Bool { get }
}

extension StateStore {
    /// Takes the lease for a process that carries out orders.
    package func claimLease(holder: String, at now: Moment) throws(StoreError) -> Lease? {
        try claimLease(holder: holder, at: now, obeys: true)
    }

    /// Writes what a person ordered.
    package func post(_ order: Order) throws(StoreError) -> Order { try post(order, token: nil) }

    /// Writes one tick, as ``append(_:token:)`` does several.
    package func append(_ tick: Tick, token: Int64) throws(StoreError) { try append([tick], token: token) }
}
