// The room Store keeps the state between programs. Pollers append, operators post orders, and every reader gets one
// Board. It imports Model, and GRDB behind `SQLiteStore`. Another database can implement the same protocol.

package import Model

/// The result of one poll of one source. It is written in one transaction with the source's reading.
package struct Tick: Sendable {
    package var at: Moment
    /// The state of the source after this poll.
    package var reading: Reading
    package var samples: [Sample]
    /// The present inventories. A row is written only if something differs from the last one.
    package var inventories: [InventoryUpdate]
    /// The sides of services whose part of the inventory this source has confirmed in this poll.
    package var confirmed: [ServiceSide]
    /// Weights as read back, by service. `shareChanged` names those that differ from the last reading.
    package var shares: [String: ShareReading]
    package var shareChanged: Set<String>
    package var queues: [String: QueueReading]
    /// The minutes that had not settled, by service; `nil` when this poll does not tell of them.
    package var unsettled: [String: [UnsettledMinute]]?
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

/// The present inventory of a side.
package struct InventoryUpdate: Sendable {
    package var of: ServiceSide
    package var inventory: Inventory

    package init(of: ServiceSide, inventory: Inventory) {
        self.of = of
        self.inventory = inventory
    }
}

/// A store that several processes share. One writes what was polled; all read, and all may post orders.
///
/// Every call is atomic. When a call has returned, its changes are committed and survive the death of any process.
/// Orders and events also survive a power failure.
package protocol StateStore: Sendable {
    /// Writes ticks in their order, all or nothing. Throws `.fenced` when `token` is no longer the lease's. The check
    /// also runs without any ticks. Events whose `evidence` and `kind` were stored before for the same service are left
    /// out, because sources repeat themselves.
    func append(_ ticks: [Tick], token: Int64) throws(StoreError)

    /// Writes an order and its event. Returns the order with its id.
    ///
    /// What it says of its identity is kept, with the accounts that the store knows. Throws `.otherIdentity` when it means
    /// something else than the store.
    ///
    /// Throws `.overruled` for a resume that names a pause, when another pause or a roll back holds the service by
    /// then. Throws `.fenced` when `token` is given and no longer the lease's: only the process that has the lease may
    /// post orders that no person gave.
    func post(_ order: Order, token: Int64?) throws(StoreError) -> Order

    /// Writes events that do not come from a poll, such as a changed verdict or a snapshot.
    func record(_ events: [Event]) throws(StoreError)

    /// Returns one consistent board, read in one transaction: series over the `minutes` before `now`, the newest
    /// inventories, shares, orders and readings, and the 200 newest events.
    func board(of configuration: Configuration, minutes: Int, at now: Moment) throws(StoreError) -> Board

    /// Events with an id above `id`, oldest first, at most `limit`.
    func events(after id: Int64, limit: Int) throws(StoreError) -> [Event]

    /// All events from `start` on, oldest first. Used for reports.
    func events(since start: Moment) throws(StoreError) -> [Event]

    /// The id of the newest event; 0 without any. It takes microseconds.
    func newestEvent() throws(StoreError) -> Int64

    /// The newest event of the kind `headline`; `nil` without any.
    func newestHeadline() throws(StoreError) -> Event?

    /// Orders with an id above `id`, oldest first.
    func orders(after id: Int64) throws(StoreError) -> [Order]

    /// Claims a change of weights before it is sent. Also writes its event, and renews the heartbeat of the lease.
    ///
    /// All in one transaction. Throws `.fenced` when `token` is no longer the lease's. Throws `.overruled` when an
    /// earlier step of the service is not settled, or when a roll back was resumed after it was ordered. Also throws
    /// `.overruled` for a step that is no roll back when anything holds the service. So an operator's stored order wins
    /// over every step not yet sent.
    func claim(_ step: WeightStep, telling event: Event, token: Int64) throws(StoreError) -> WeightStep

    /// Runs `send` if nothing that was stored since the claim forbids the step. While it runs, nobody can store
    /// anything: an order is stored either before this call, and then `send` does not run, or after `send` has ended.
    ///
    /// Throws `.fenced` when `token` is no longer the lease's. Throws `.overruled` with a newer order's giver: a resume
    /// stops a roll back; a pause, a resume and a roll back stop any other step.
    func release(_ step: WeightStep, at now: Moment, token: Int64, _ send: () -> Void) throws(StoreError)

    /// Sets the state of a claimed step, and writes its events. Throws `.fenced` like a claim. The weights of a
    /// confirmed step become the service's applied weights.
    func update(_ step: WeightStep, telling events: [Event], token: Int64) throws(StoreError)

    /// The newest step of each service that has any.
    func newestSteps() throws(StoreError) -> [WeightStep]

    /// The newest step of each service that is in effect according to its last reading.
    func effectiveSteps() throws(StoreError) -> [WeightStep]

    /// The newest step of each service that was no roll back and was given up (`lost` or `stopped`).
    func givenUpSteps() throws(StoreError) -> [WeightStep]

    /// Writes the results of judging and replaces the earlier ones. Throws `.fenced` when `token` is no longer the
    /// lease's: a delayed process must not replace its successor's evidence by older evidence.
    func keep(_ judged: JudgedServices, token: Int64) throws(StoreError)

    /// Replaces the readings of services' topologies by those read at `moment`.
    func keep(_ layouts: [String: TopologyReading], at moment: Moment) throws(StoreError)

    /// Replaces the text that says how a service's weights stand in AWS, whole. A roll back goes by it when AWS does not
    /// list them.
    func keepSplit(_ text: String, of service: String, at moment: Moment) throws(StoreError)

    /// The newest such text; `nil` without any.
    func keptSplit(of service: String) throws(StoreError) -> Timed<String>?

    /// When any process last polled; `nil` when none ever did.
    func newestPoll() throws(StoreError) -> Moment?

    /// Takes the lease in these cases: nobody has it, its heartbeat is older than `Lease.patience`, or its holder has it
    /// already. Also when a roll back was ordered more than `Lease.urgentPatience` ago, there was no heartbeat since,
    /// and the caller obeys it. Returns `nil` when another process has the lease.
    ///
    /// The first claim that says what its process moves makes that the store's identity. Later ones add the services and
    /// accounts that they know besides. Throws `.otherIdentity` for one that means something else.
    func claimLease(_ claim: LeaseClaim) throws(StoreError) -> Lease?

    /// What the store is for; `nil` before the first poll.
    func identity() throws(StoreError) -> MigrationIdentity?

    /// Makes this the store's identity, whatever it was before. Throws `.held` while a living process has the lease with
    /// an identity that means something else.
    func adopt(_ identity: MigrationIdentity, at now: Moment) throws(StoreError)

    /// Renews the heartbeat of a lease. Returns `false` when the token has been replaced.
    func renewLease(token: Int64, at now: Moment) throws(StoreError) -> Bool

    /// Releases the lease, so that another process need not wait.
    func releaseLease(token: Int64) throws(StoreError)

    /// Deletes samples of minutes before `minute`. Events and orders are never deleted. The work of one call is
    /// bounded. Returns `true` when there is more to delete.
    func prune(before minute: Minute) throws(StoreError) -> Bool

    /// A number that changes when any process has committed something. It takes microseconds.
    func version() throws(StoreError) -> Int64

    /// Whether this store may not be written (`--read-only`, or a file without write permission).
    var isReadOnly: Bool { get }
}

/// A process that wants the lease.
package struct LeaseClaim: Sendable {
    /// `user@host:pid`.
    package var holder: String
    package var at: Moment
    /// Whether it carries out orders.
    package var obeys: Bool
    /// What it moves; `nil` for a process that says nothing, as a simulation.
    package var identity: MigrationIdentity?
    package var configuration: ConfigurationStamp?

    package init(
        holder: String, at: Moment, obeys: Bool = true, identity: MigrationIdentity? = nil,
        configuration: ConfigurationStamp? = nil
    ) {
        self.holder = holder
        self.at = at
        self.obeys = obeys
        self.identity = identity
        self.configuration = configuration
    }
}

extension StateStore {
    /// Takes the lease for a process that does not say what it moves.
    package func claimLease(holder: String, at now: Moment, obeys: Bool = true) throws(StoreError) -> Lease? {
        try claimLease(LeaseClaim(holder: holder, at: now, obeys: obeys))
    }

    /// Writes a person's order.
    package func post(_ order: Order) throws(StoreError) -> Order { try post(order, token: nil) }

    /// Writes one tick, as ``append(_:token:)`` does with several.
    package func append(_ tick: Tick, token: Int64) throws(StoreError) { try append([tick], token: token) }
}
